package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.List;
import java.util.Optional;

/**
 * Products and powers of sines and cosines, written as sums before they are integrated term by term.
 *
 * <p>Source: products of sines and cosines, DLMF §4.21.
 */
final class TextbookWaves {
    private TextbookWaves() {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        List<Expression> waves = Parts.factors(f).stream().filter(factor -> isWave(factor, x)).toList();
        boolean exponential = Parts.factors(f).stream().anyMatch(factor -> factor instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL);
        int degree = waves.stream().mapToInt(Parts::wholeExponent).sum() + (exponential && waves.stream().anyMatch(TextbookWaves::isHyperbolic) ? 1 : 0);
        if (degree < 2) {
            return Optional.empty();
        }
        String rule = waves.size() == 1 && Parts.wholeExponent(waves.getFirst()) == 2 && degree == 2 ? "half-angle identity"
                : waves.size() == 1 && Parts.wholeExponent(waves.getFirst()) == degree ? "power reduction, multiples of the angle" : "product to sum";
        return Oscillations.asSum(f, x, search).map(search.signs()::tidy).filter(sum -> !sum.equals(f))
                .flatMap(sum -> search.solve(sum, x).map(part -> Solution.of(rule, f, x, part, value -> value)));
    }

    private static boolean isWave(Expression factor, Symbol x) {
        return Parts.depends(factor, x) && Parts.base(factor) instanceof Apply apply && (apply.operator().asymptotic() == Asymptotic.WAVE
                || isHyperbolic(factor));
    }

    private static boolean isHyperbolic(Expression factor) {
        return Parts.base(factor) instanceof Apply apply && (apply.operator() == Elementary.HYPERBOLIC_SINE || apply.operator() == Elementary.HYPERBOLIC_COSINE);
    }

    /** A wave of a logarithm: the exponential of its place is integrated with it. */
    static Optional<Solution> ofLogarithm(Expression f, Symbol x, Search search) {
        return isWave(f, x) && Topology.of(f).nodes().stream().anyMatch(node -> node instanceof Apply inner && inner.operator() == Elementary.LOGARITHM)
                ? Substitutions.inverse(f, x, search) : Optional.empty();
    }
}
