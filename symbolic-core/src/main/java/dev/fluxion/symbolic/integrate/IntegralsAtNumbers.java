package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.IntegralValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Values of integrals without a closed form once all names in them have values: integrals between numbers.
 *
 * <p>Source: by definition; the quadrature is that of {@link Quadrature}.
 */
public final class IntegralsAtNumbers implements IntegralValues {
    private static final double CLOSE = 0x1p-24;
    private static final double EVEN = 1e-6;

    /** For {@link java.util.ServiceLoader}. */
    public IntegralsAtNumbers() {}

    @Override
    public double value(Bound integral, Map<String, Double> values) {
        Map<Expression, Expression> numbers = new HashMap<>();
        for (Symbol variable : Substitution.variables(integral)) {
            Double value = values.get(variable.name());
            if (value == null) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + Bound.plainName(variable) + "' has no value", Span.NONE)
                        .withHint("give it one: " + Bound.plainName(variable) + "=…"));
            }
            if (value.isNaN()) {
                return Double.NaN;
            }
            numbers.put(variable, value.isInfinite() ? Constant.inexact(value) : Constant.of(Rational.of(new BigDecimal(value))));
        }
        try {
            Expression there = Substitution.replace(integral, numbers); // 0 where both ends meet
            return there instanceof Bound bound ? number(bound, Budget.current()) : Evaluator.scalar(there, Map.of());
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN); // it diverges, or a part of the integrand has no value
            return Double.NaN;
        }
    }

    // Between ends this close the integrand is constant to double precision, or seen not to be.
    private static OptionalDouble narrow(Bound integral, Bound.Opened opened) {
        double from = Evaluator.scalar(integral.first(), Map.of());
        double to = Evaluator.scalar(integral.last(), Map.of());
        if (!(Math.abs(to - from) <= CLOSE * Math.max(Math.abs(from), Math.abs(to)))) {
            return OptionalDouble.empty();
        }
        double[] values = DoubleStream.of(from, from + (to - from) / 2, to).map(at -> Evaluator.scalar(opened.body(), Map.of(opened.symbol().name(), at))).toArray();
        boolean even = Arrays.stream(values).allMatch(value -> Math.abs(value - values[1]) <= EVEN * Math.abs(values[1]));
        return even ? OptionalDouble.of((to - from) * values[1]) : OptionalDouble.empty();
    }

    // No antiderivative was found for all parameters, so that one is sought only where quadrature does not settle.
    private static double number(Bound integral, Budget budget) {
        Bound.Opened opened = integral.open();
        OptionalDouble narrow = narrow(integral, opened);
        if (narrow.isPresent()) {
            return narrow.getAsDouble();
        }
        Optional<Quadrature.Result> settled = integral.first().equals(integral.last()) ? Optional.empty()
                : new NumberIntegral(opened.body(), opened.symbol(), integral.first(), integral.last(), Assumptions.NONE, budget).quadrature();
        return settled.filter(found -> found.size() > 0).map(Quadrature.Result::value).orElseGet(() -> Evaluator.scalar(
                DefiniteIntegral.of(opened.body(), opened.symbol(), integral.first(), integral.last(), Assumptions.NONE, budget).value(), Map.of()));
    }
}
