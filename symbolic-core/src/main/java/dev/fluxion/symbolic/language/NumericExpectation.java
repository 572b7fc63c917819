package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.AdaptiveQuadrature;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Expectations under a distribution whose parameters are numbers, where no closed form is known: a sum over whole numbers, or an integral by
 * the double exponential substitution, over the probability level towards a finite end and over the values towards infinity.
 *
 * <p>Source: H. Takahasi, M. Mori, Double Exponential Formulas for Numerical Integration (1974).
 */
final class NumericExpectation {
    private static final int MOST_TERMS = 2_000_000;
    private static final double NEGLIGIBLE = 1e-20;
    private static final double WIDEST = 6.5;

    private final RowFormula distribution;
    private final DoubleUnaryOperator logDensity;

    NumericExpectation(RowFormula distribution) {
        if (!distribution.isNumeric()) {
            throw FluxionException.unsupported("this of " + distribution + ", which has no closed form, while its parameters are no numbers");
        }
        this.distribution = distribution;
        this.logDensity = function(distribution.logDensity(argument()));
    }

    private static Typed argument() {
        return Typed.of(Symbol.of("x"));
    }

    private static DoubleUnaryOperator function(Typed formula) {
        if (formula.rank() != 0) {
            throw FluxionException.unsupported("numeric expectations of vectors");
        }
        Expression expression = formula.expression();
        return x -> Evaluator.scalar(expression, Map.of("x", x));
    }

    /** The expectation of minus the log of the mass. */
    double entropy() {
        return expectation(x -> -logDensity.applyAsDouble(x));
    }

    /** The expectation of the difference of the log densities. */
    double divergence(RowFormula from) {
        if (!from.isNumeric()) {
            throw FluxionException.unsupported("the divergence from " + from + ", which has no closed form, while its parameters are no numbers");
        }
        if (from.row().isDiscrete() != distribution.row().isDiscrete()) {
            throw FluxionException.unsupported("the divergence of a density from a mass");
        }
        DoubleUnaryOperator other = function(from.logDensity(argument()));
        return expectation(x -> logDensity.applyAsDouble(x) - other.applyAsDouble(x));
    }

    private double expectation(DoubleUnaryOperator of) {
        return distribution.row().isDiscrete() ? sum(of) : integral(of);
    }

    private double sum(DoubleUnaryOperator of) {
        DoubleUnaryOperator quantile = quantile();
        double middle = quantile.applyAsDouble(0.5);
        return oneSided(of, middle, 1) + oneSided(of, middle - 1, -1);
    }

    // Masses are unimodal, so that a negligible one away from the middle ends the sum.
    private double oneSided(DoubleUnaryOperator of, double from, int direction) {
        double total = 0;
        for (int i = 0; i < MOST_TERMS; i++) {
            double x = from + (double) i * direction;
            double mass = Math.exp(logDensity.applyAsDouble(x));
            double term = mass == 0 ? 0 : mass * of.applyAsDouble(x);
            total += term;
            if (mass == 0 || Math.abs(term) < NEGLIGIBLE * Math.abs(total) && mass < NEGLIGIBLE) {
                return total;
            }
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "this needs a sum of more than " + MOST_TERMS + " terms", Span.NONE));
    }

    private DoubleUnaryOperator quantile() {
        Expression expression = distribution.quantile(Typed.of(Symbol.of("u"))).expression();
        return u -> Evaluator.scalar(expression, Map.of("u", u));
    }

    private double integral(DoubleUnaryOperator of) {
        DoubleUnaryOperator quantile = quantile();
        double median = quantile.applyAsDouble(0.5);
        return half(of, quantile, median, 0) + half(of, quantile, median, 1);
    }

    private double half(DoubleUnaryOperator of, DoubleUnaryOperator quantile, double median, int end) {
        double last = quantile.applyAsDouble(end);
        double side = end == 0 ? -1 : 1;
        if (Double.isInfinite(last)) {
            double scale = Math.abs(quantile.applyAsDouble(end == 0 ? 0.25 : 0.75) - median);
            // x = median ± scale*exp(π/2 sinh t)
            return refine(t -> {
                double distance = scale * Math.exp(Math.PI / 2 * Math.sinh(t));
                double x = median + side * distance;
                double density = Math.exp(logDensity.applyAsDouble(x));
                return density == 0 || Double.isInfinite(x) ? 0 : density * of.applyAsDouble(x) * distance * Math.PI / 2 * Math.cosh(t);
            });
        }
        // u = 1/2 * 1/(1 + exp(-π sinh t)), the distance of the level from the end
        return refine(t -> {
            double level = 0.5 / (1 + Math.exp(-Math.PI * Math.sinh(t)));
            double weight = Math.PI * Math.cosh(t) * level * (1 - 2 * level);
            double u = end == 0 ? level : 1 - level;
            return weight < Double.MIN_NORMAL || u == end ? 0 : weight * of.applyAsDouble(quantile.applyAsDouble(u));
        });
    }

    private static double refine(DoubleUnaryOperator integrand) {
        double value = AdaptiveQuadrature.integral(integrand, -WIDEST, WIDEST);
        if (Double.isNaN(value)) {
            throw FluxionException.unsupported("this integral, which does not settle numerically and may diverge");
        }
        return value;
    }
}
