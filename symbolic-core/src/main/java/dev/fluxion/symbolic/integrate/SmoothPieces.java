package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Equations;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The pieces between two numbers on which an integrand and an antiderivative are both continuous. On each the antiderivative gives the integral, by its
 * limits at the ends, whether or not it jumps from one to the next.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v), and the definition of improper integrals.
 */
final class SmoothPieces {
    private static final int MOST = 40;

    private final Expression antiderivative;
    private final List<Expression> functions;
    private final Symbol x;
    private final Assumptions assumptions;
    private final Budget budget;

    SmoothPieces(Expression integrand, Expression antiderivative, Symbol x, Assumptions assumptions, Budget budget) {
        this.antiderivative = antiderivative;
        this.functions = List.of(antiderivative, integrand);
        this.x = x;
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /**
     * The ends of all pieces from one number to a larger one, these included; nothing where it is not proved that there are no other singular points.
     *
     * @throws FluxionException if solving for them ends in a mistake or a limit
     */
    Optional<List<Expression>> ends(Expression from, Expression to) {
        Continuity whole = new Continuity(x, from, to, assumptions, budget);
        Set<Condition.Comparison> open = new LinkedHashSet<>();
        for (Expression function : functions) {
            Optional<List<Condition>> conditions = whole.conditions(function);
            if (conditions.isEmpty()) {
                return Optional.empty();
            }
            for (Condition condition : conditions.get()) {
                if (whole.holdsBetween(condition)) {
                    continue;
                }
                if (!(condition instanceof Condition.Comparison comparison)) {
                    return Optional.empty();
                }
                open.add(comparison);
            }
        }
        return ends(open, from, to).filter(ends -> open.stream().allMatch(condition -> holdsInside(condition, ends)));
    }

    private Optional<List<Expression>> ends(Set<Condition.Comparison> open, Expression from, Expression to) {
        List<Expression> points = new ArrayList<>();
        for (Condition.Comparison condition : open) {
            Optional<List<Expression>> zeros = zeros(condition, from, to);
            if (zeros.isEmpty()) {
                return zeros;
            }
            points.addAll(zeros.get());
        }
        List<Expression> ends = new ArrayList<>(List.of(from));
        points.stream().filter(point -> value(point) > value(from) && value(point) < value(to)).sorted(Comparator.comparingDouble(SmoothPieces::value))
                .filter(point -> value(point) > value(ends.getLast())).forEach(ends::add);
        ends.add(to);
        return Optional.of(ends).filter(all -> all.size() <= MOST);
    }

    // Between its zeros what is compared has one sign, for it is continuous there as all that it is made of is.
    private boolean holdsInside(Condition.Comparison condition, List<Expression> ends) {
        return IntStream.range(1, ends.size()).allMatch(i -> {
            Expression compared = Elementwise.difference(condition.left(), condition.right());
            double middle = middle(value(ends.get(i - 1)), value(ends.get(i)));
            return Sign.of(Parts.at(compared, x, Constant.of(Rational.of(new BigDecimal(middle))))).stream()
                    .anyMatch(sign -> condition.relation().holds(sign, 0));
        });
    }

    private static double middle(double low, double high) {
        return Double.isFinite(low) && Double.isFinite(high) ? low + (high - low) / 2 : Double.isFinite(low) ? low + 1 : Double.isFinite(high) ? high - 1 : 0;
    }

    /**
     * The sum over the pieces.
     *
     * @param ends of the pieces, by {@link #ends}
     * @throws FluxionException {@code DOMAIN} where the antiderivative has no limit at an end of a piece: the integral diverges
     */
    Expression sum(List<Expression> ends) {
        Expression sum = piece(ends.get(0), ends.get(1));
        for (int i = 2; i < ends.size(); i++) {
            sum = Elementwise.sum(sum, piece(ends.get(i - 1), ends.get(i)));
        }
        return Simplifier.tidy(sum, assumptions, budget);
    }

    private Expression piece(Expression from, Expression to) {
        Continuity between = new Continuity(x, from, to, assumptions, budget);
        List<Condition> needed = between.conditions(antiderivative).orElseThrow();
        return new EndValues(antiderivative, x, assumptions, budget, (end, at) -> needed.stream().allMatch(each -> between.holdsAt(each, end)))
                .difference(from, to, true);
    }

    private static double value(Expression number) {
        return Evaluator.scalar(number, Map.of());
    }

    private static boolean isExact(Expression number) {
        return Topology.of(number).nodes().stream().allMatch(node -> !(node instanceof Constant c) || c.value().isExact());
    }

    private Optional<List<Expression>> zeros(Condition condition, Expression from, Expression to) {
        if (!(condition instanceof Condition.Comparison comparison)) {
            return Optional.empty();
        }
        boolean bounded = !Continuity.isInfinite(from) && !Continuity.isInfinite(to);
        Optional<Equations.Interval> interval = bounded ? Optional.of(new Equations.Interval(from, to)) : Optional.empty();
        try {
            Solutions zeros = Equations.solve(Elementwise.difference(comparison.left(), comparison.right()), x, interval, assumptions, budget);
            return zeros.complete() && zeros.values().stream().allMatch(SmoothPieces::isExact) ? Optional.of(zeros.values()) : Optional.empty();
        } catch (FluxionException e) {
            return Parts.refused(e);
        }
    }
}
