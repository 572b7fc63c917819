package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.util.List;
import java.util.Map;

/**
 * Intervals between the ends of an integral on which its integrand has no value, as {@code sqrt(1 - x^2)} has none beyond 1. Found at points, proved
 * by bounds around them. A single point without a value is no gap.
 *
 * <p>Source: by definition: what has no values on an interval has no integral there.
 */
public final class Gaps {
    private static final int POINTS = 64;
    private static final double AROUND = 1e-3; // of the distance of two points
    private static final double FARTHEST = 1e3;

    private Gaps() {}

    /**
     * Throws a mistake that names a point without values, if one is found between two numbers.
     *
     * @param parts scalars that must have values wherever the integrand has one; those with other variables are left out
     * @throws FluxionException {@code DOMAIN} if part of the interval has no values
     */
    public static void requireNone(List<Expression> parts, Symbol x, Expression from, Expression to) {
        if (!Substitution.variables(from).isEmpty() || !Substitution.variables(to).isEmpty()) {
            return;
        }
        double a = Evaluator.scalar(from, Map.of());
        double b = Evaluator.scalar(to, Map.of());
        double low = bounded(Math.min(a, b), Math.max(a, b));
        double high = bounded(Math.max(a, b), Math.min(a, b));
        parts.stream().filter(part -> isOwn(part, x)).distinct().forEach(part -> requireNone(part, x, low, high));
    }

    // An infinite end is where it is far from the other one.
    private static double bounded(double end, double other) {
        return Double.isFinite(end) ? end : (Double.isFinite(other) ? other : 0) + Math.copySign(FARTHEST, end);
    }

    private static boolean isOwn(Expression part, Symbol x) {
        return Substitution.variables(part).equals(List.of(x)) && Topology.of(part).nodes().stream().allMatch(Expression::isScalar);
    }

    private static void requireNone(Expression part, Symbol x, double low, double high) {
        ScalarValues values = new ScalarValues(part);
        Budget budget = Budget.current();
        double step = (high - low) / POINTS;
        for (int i = 0; i < POINTS; i++) {
            budget.check();
            double at = low + (i + 0.5) * step;
            if (Double.isNaN(values.at(Map.of(x.name(), at))) && PreciseValues.isUndefinedBetween(part, x, at - AROUND * step, at + AROUND * step)) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the integrand has no value on a part of the interval, as near " + x.name() + " = "
                        + (float) at, Span.NONE));
            }
        }
    }
}
