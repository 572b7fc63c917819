package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.DecidedCases;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The difference of an antiderivative between two ends, at which it is continued by its limits.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v).
 */
final class EndValues {
    private final Expression antiderivative;
    private final Symbol x;
    private final Assumptions assumptions;
    private final Budget budget;
    private final BiPredicate<Expression, Expression> regular;

    /** @param regular whether the antiderivative, or its value, is continuous at a finite end, so that no limit is needed */
    EndValues(Expression antiderivative, Symbol x, Assumptions assumptions, Budget budget, BiPredicate<Expression, Expression> regular) {
        this.antiderivative = antiderivative;
        this.x = x;
        this.assumptions = assumptions;
        this.budget = budget;
        this.regular = regular;
    }

    /**
     * What the antiderivative comes to at an end.
     *
     * @param value its limit
     * @param trouble what shows that the integral diverges
     */
    private record Reached(Expression value, Optional<String> trouble) {}

    /** The value; an infinite or missing limit at an end is a {@code domain} diagnostic, as the integral diverges. */
    Expression difference(Expression from, Expression to, boolean rising) {
        Reached high = at(to, rising ? Limits.Side.LEFT : Limits.Side.RIGHT);
        Reached low = at(from, rising ? Limits.Side.RIGHT : Limits.Side.LEFT);
        requireFinite(antiderivative, low, high);
        Expression difference = Elementwise.difference(DecidedCases.in(high.value, budget), DecidedCases.in(low.value, budget));
        return Simplifier.tidy(difference, assumptions, budget);
    }

    private static void requireFinite(Expression antiderivative, Reached first, Reached second) {
        List<String> troubles = Stream.of(first, second).flatMap(each -> each.trouble.stream()).distinct().toList();
        if (!troubles.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "this integral diverges: an antiderivative, " + antiderivative + ", "
                    + String.join(", and ", troubles), Span.NONE));
        }
    }

    private Reached at(Expression end, Limits.Side side) {
        if (!Continuity.isInfinite(end)) {
            try {
                Expression value = Parts.at(antiderivative, x, end);
                if (regular.test(end, value)) {
                    return new Reached(value, Optional.empty());
                }
            } catch (FluxionException e) {
                Parts.refused(e); // division by zero: there is a limit, or none
            }
        }
        return limit(antiderivative, x, end, side, assumptions, budget);
    }

    /** Between the ends, an infinite or missing limit on either side of a point shows that the integral diverges. */
    static void requireFinite(Expression antiderivative, Symbol x, Expression point, Assumptions assumptions, Budget budget) {
        Reached left = limit(antiderivative, x, point, Limits.Side.LEFT, assumptions, budget);
        Reached right = limit(antiderivative, x, point, Limits.Side.RIGHT, assumptions, budget);
        boolean alike = left.trouble.isPresent() && right.trouble.isPresent() && left.value.equals(right.value);
        requireFinite(antiderivative, alike ? new Reached(left.value, left.trouble.map(text -> text + " from both sides")) : from(left, "left"),
                alike ? new Reached(right.value, Optional.empty()) : from(right, "right"));
    }

    private static Reached from(Reached reached, String side) {
        return new Reached(reached.value, reached.trouble.map(text -> text + " from the " + side));
    }

    private static Reached limit(Expression antiderivative, Symbol x, Expression end, Limits.Side side, Assumptions assumptions, Budget budget) {
        Limits.Limit limit = Limits.limit(antiderivative, x, end, side, assumptions, budget);
        boolean infinite = limit.exists() && Topology.of(limit.value()).nodes().contains(Symbol.INFINITY);
        return new Reached(limit.value(), !limit.exists() ? Optional.of("has no limit towards " + x.name() + " = " + end + ": " + limit.reason())
                : infinite ? Optional.of("goes to " + limit.value() + " towards " + x.name() + " = " + end) : Optional.empty());
    }
}
