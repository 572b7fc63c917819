package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Angles that have a given sine, cosine or tangent: infinitely many, of which those are made that lie in an interval of the unknown, or
 * without one those from −π, left out, to π.
 *
 * <p>Source: periods of the trigonometric functions, DLMF §4.14 and §4.23.
 */
final class Periods {
    private static final int MOST = 10_000;
    private static final int BITS = 256;
    private static final int WIDEST = 600; // range of an angle that is no line: some hundred equations

    private final Symbol x;
    private final Optional<Equations.Interval> interval;
    private final Budget budget;
    private boolean complete = true;
    private boolean used;
    private boolean principal; // whether one angle of each family is asked for

    Periods(Symbol x, Optional<Equations.Interval> interval, Budget budget) {
        this.x = x;
        this.interval = interval;
        this.budget = budget;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isUsed() {
        return used;
    }

    /** Functions whose zeros are the x at which the sine, cosine or tangent takes a value; none if it never does. */
    Optional<List<Expression>> angles(Apply apply, Expression value) {
        boolean tangent = apply.operator() == Elementary.TANGENT;
        boolean isNumber = Substitution.variables(value).isEmpty();
        if (!tangent && isNumber) {
            Optional<Integer> beyond = NumberSign.of(Elementwise.difference(Power.of(value, 2), Constant.ONE), budget);
            if (beyond.isEmpty() || beyond.get() > 0) {
                return beyond.map(sign -> List.of());
            }
        }
        Expression first = Apply.of(apply.operator().inverse().orElseThrow(), value);
        Expression second = apply.operator() == Elementary.SINE ? Elementwise.difference(Symbol.PI, first) : Elementwise.negate(first);
        List<Expression> bases = tangent ? List.of(first) : List.of(first, second);
        return Optional.of(isNumber ? families(apply.operand(), bases, tangent ? 1 : 2) : representatives(apply.operand(), bases));
    }

    // Of angles with parameters one of each family stands for all.
    private List<Expression> representatives(Expression angle, List<Expression> bases) {
        complete = false;
        return bases.stream().map(base -> Elementwise.difference(angle, base)).toList();
    }

    /** Functions whose zeros are the x at which the half angle has one of the tangents, or the angle is pi. */
    List<Expression> halfAngles(Expression angle, List<Expression> tangents) {
        List<Expression> bases = new ArrayList<>(List.of(Symbol.PI));
        tangents.forEach(tangent -> bases.add(Elementwise.product(Constant.TWO, Apply.of(Elementary.ARCTANGENT, tangent))));
        return families(angle, bases, 2);
    }

    // angle = base + k*halfTurns*pi for all k for which x may be in the interval
    private List<Expression> families(Expression angle, List<Expression> bases, int halfTurns) {
        used = true;
        Expression period = Elementwise.product(Constant.of(halfTurns), Symbol.PI);
        Enclosure range = range(angle);
        List<Expression> functions = new ArrayList<>();
        for (Expression base : bases) {
            Enclosure turns = range.minus(bounds(base), BITS).over(bounds(period), BITS);
            BigInteger last = turns.high().floor();
            BigInteger k = turns.low().negate().floor().negate();
            if (last.subtract(k).compareTo(BigInteger.valueOf(MOST)) > 0) {
                throw FluxionException.unsupported("an interval with more than " + MOST + " solutions");
            }
            for (; k.compareTo(last) <= 0; k = k.add(BigInteger.ONE)) {
                budget.tick(10);
                Expression member = Elementwise.sum(base, Elementwise.product(Constant.of(Rational.of(k, BigInteger.ONE)), period));
                if (!principal && !isLeftOut(member, angle) || principal && isPrincipal(member)) {
                    functions.add(Elementwise.difference(angle, member));
                }
            }
        }
        return functions;
    }

    private boolean isLeftOut(Expression member, Expression angle) {
        return interval.filter(Equations.Interval::open).flatMap(ends -> Parts.linear(angle, x, budget).map(line -> line.at(ends.from())))
                .filter(first -> NumberSign.of(Elementwise.difference(member, first), budget).filter(sign -> sign == 0).isPresent()).isPresent();
    }

    // Above -pi up to pi, as far as bounds tell.
    private boolean isPrincipal(Expression member) {
        return NumberSign.of(Elementwise.sum(member, Symbol.PI), budget).orElse(1) > 0 && NumberSign.of(Elementwise.difference(Symbol.PI, member), budget).orElse(1) >= 0;
    }

    // From the least to the largest angle.
    private Enclosure range(Expression angle) {
        Optional<Parts.Linear> linear = interval.flatMap(ends -> Parts.linear(angle, x, budget));
        Optional<Enclosure> known = linear.map(line -> bounds(line.at(interval.get().from())).or(bounds(line.at(interval.get().to()))))
                .or(() -> interval.flatMap(ends -> curved(angle, ends)));
        principal = known.isEmpty();
        if (principal) {
            complete = false;
            Enclosure pi = bounds(Symbol.PI);
            return pi.or(pi.negate());
        }
        return known.get();
    }

    // What is no line is within its bounds over the whole interval; each angle there is an equation of its own.
    private Optional<Enclosure> curved(Expression angle, Equations.Interval ends) {
        try {
            Enclosure range = Precise.enclose(angle, Map.of(x.name(), bounds(ends.from()).or(bounds(ends.to()))), BITS, budget);
            return range.high().minus(range.low()).compareTo(Dyadic.of(WIDEST)) <= 0 ? Optional.of(range) : Optional.empty();
        } catch (NotEnclosed e) {
            return Optional.empty();
        }
    }

    private Enclosure bounds(Expression number) {
        try {
            return Precise.ofRoundedDecimals(BITS, budget).enclosure(number);
        } catch (NotEnclosed e) {
            throw FluxionException.unsupported("angles without bounds");
        }
    }
}
