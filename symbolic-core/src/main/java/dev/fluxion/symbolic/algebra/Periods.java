package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Elementary;
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
    private static final double NEAR = 1e-9;

    private final Symbol x;
    private final Optional<Equations.Interval> interval;
    private final Budget budget;
    private boolean complete = true;
    private boolean used;

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
        return Optional.of(isNumber ? families(apply.operand(), bases, tangent ? 1 : 2) : principal(apply.operand(), bases));
    }

    // Of angles with parameters one of each family stands for all.
    private List<Expression> principal(Expression angle, List<Expression> bases) {
        complete = false;
        return bases.stream().map(base -> Elementwise.difference(angle, base)).toList();
    }

    /** Functions whose zeros are the x at which the half angle has one of the tangents, or the angle is pi. */
    List<Expression> halfAngles(Expression angle, List<Expression> tangents) {
        List<Expression> bases = new ArrayList<>(List.of(Symbol.PI));
        tangents.forEach(tangent -> bases.add(Elementwise.product(Constant.TWO, Apply.of(Elementary.ARCTANGENT, tangent))));
        return families(angle, bases, 2);
    }

    // angle = base + k*halfTurns*pi for all k for which x is in the interval
    private List<Expression> families(Expression angle, List<Expression> bases, int halfTurns) {
        used = true;
        double period = halfTurns * Math.PI;
        double[] range = range(angle);
        List<Expression> functions = new ArrayList<>();
        for (Expression base : bases) {
            double start = Evaluator.scalar(base, Map.of());
            long first = (long) Math.ceil((range[0] - start) / period - NEAR);
            long last = (long) Math.floor((range[1] - start) / period + NEAR);
            if (last - first > MOST) {
                throw dev.fluxion.grammar.FluxionException.unsupported("an interval with more than " + MOST + " solutions");
            }
            for (long k = first; k <= last; k++) {
                budget.tick(10);
                Expression turns = Elementwise.product(Constant.of(k * halfTurns), Symbol.PI);
                functions.add(Elementwise.difference(angle, Elementwise.sum(base, turns)));
            }
        }
        return functions;
    }

    // The least and the largest angle.
    private double[] range(Expression angle) {
        Optional<Parts.Linear> linear = Parts.linear(angle, x, budget);
        if (interval.isEmpty() || linear.isEmpty()) {
            complete = false;
            return new double[] {-Math.PI + 20 * NEAR, Math.PI};
        }
        double a = Evaluator.scalar(linear.get().at(interval.get().from()), Map.of());
        double b = Evaluator.scalar(linear.get().at(interval.get().to()), Map.of());
        return new double[] {Math.min(a, b), Math.max(a, b)};
    }
}
