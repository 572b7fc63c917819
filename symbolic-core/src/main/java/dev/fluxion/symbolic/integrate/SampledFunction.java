package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Values of a function of one variable: in doubles, and where a part of it leaves their range, as both sides of exp(x)/exp(1000) do, by guaranteed
 * digits.
 *
 * <p>Source: by definition.
 */
final class SampledFunction implements DoubleUnaryOperator {
    private static final int MOST_PRECISE = 6_000; // a fraction of a second of work

    private final Expression function;
    private final Symbol x;
    private final ScalarValues doubles;
    private int precise;

    /** Of a scalar all of whose parts are scalars, with no other variable. */
    SampledFunction(Expression function, Symbol x) {
        this.function = function;
        this.x = x;
        this.doubles = new ScalarValues(function);
    }

    @Override
    public double applyAsDouble(double point) {
        Map<String, Double> at = Map.of(x.name(), point);
        double value = doubles.at(at);
        if (Double.isFinite(value) || precise >= MOST_PRECISE || !Double.isFinite(point) || !doubles.overflows()) {
            return value;
        }
        precise++;
        return PreciseValues.value(function, at).orElse(value);
    }
}
