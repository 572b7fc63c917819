package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.AdaptiveQuadrature;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values of expressions in which integrals between two ends are still to be taken: for checks, by quadrature; NaN where it does not settle.
 *
 * <p>Source: by definition.
 */
final class WithIntegrals {
    private WithIntegrals() {}

    static double value(Expression expression, Map<String, Double> at) {
        Expression current = expression;
        Optional<Bound> integral = integral(current);
        while (integral.isPresent()) {
            current = Substitution.replace(current, Map.of(integral.get(), Constant.inexact(quadrature(integral.get(), at))));
            integral = integral(current);
        }
        return Evaluator.scalar(current, at);
    }

    // One that stands inside of no other binder.
    private static Optional<Bound> integral(Expression expression) {
        return Topology.of(expression).nodes().stream().filter(node -> node instanceof Bound bound && bound.kind() == Bound.Kind.INTEGRAL && bound.reach() == 0)
                .map(Bound.class::cast).findFirst();
    }

    private static double quadrature(Bound integral, Map<String, Double> at) {
        double from = value(integral.first(), at);
        double to = value(integral.last(), at);
        if (!Double.isFinite(from) || !Double.isFinite(to)) {
            return Double.NaN;
        }
        Bound.Opened opened = integral.open();
        Map<String, Double> inside = new HashMap<>(at);
        return AdaptiveQuadrature.integral(t -> {
            inside.put(opened.symbol().name(), t);
            return value(opened.body(), inside);
        }, from, to);
    }
}
