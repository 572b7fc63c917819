package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Integrals to infinity of sums of functions of which each is {@link OneWave}, and of what converges without any wave: one by one beyond a point from
 * which on they all are nothing else, and together before it, where their poles may cancel.
 *
 * <p>Source: by definition: the integral is linear, DLMF §1.4(iv).
 */
final class WaveTails {
    private static final int MOST_WAVES = 12;
    private static final double FARTHEST = 1e4;

    private final Symbol x;
    private final Budget budget;

    private WaveTails(Symbol x, Budget budget) {
        this.x = x;
        this.budget = budget;
    }

    /** The integral of a function from a number on, or nothing where it is no such sum or does not settle. */
    static Optional<Quadrature.Result> of(Expression function, Symbol x, double from, Budget budget) {
        return new WaveTails(x, budget).value(function, from);
    }

    private Optional<Quadrature.Result> value(Expression function, double from) {
        Map<Expression, Expression> waves = WaveSums.byAngle(function, x, budget);
        Optional<Expression> rest = Optional.ofNullable(waves.remove(Constant.ZERO));
        if (waves.isEmpty() || waves.size() > MOST_WAVES) {
            return Optional.empty();
        }
        List<Expression> functions = List.copyOf(waves.values());
        List<Double> starts = new ArrayList<>();
        for (Expression wave : functions) {
            OptionalDouble start = OneWave.from(wave, x, budget);
            if (start.isEmpty()) {
                return Optional.empty();
            }
            starts.add(start.getAsDouble());
        }
        boolean alone = functions.size() == 1 && rest.isEmpty() && from != 0; // at 0 there may be a pole
        double cut = alone ? from : Math.max(from + 1, starts.stream().mapToDouble(Double::doubleValue).max().orElse(from));
        Optional<Quadrature.Result> sum = alone ? Optional.of(new Quadrature.Result(0, 0, 0)) : cut > FARTHEST ? Optional.empty() : head(function, from, cut);
        sum = sum.flatMap(before -> rest.isEmpty() ? Optional.of(before) : beyond(rest.get(), cut).map(before::plus));
        for (int i = 0; i < functions.size() && sum.isPresent(); i++) {
            Optional<Quadrature.Result> tail = OscillatingTail.of(new SampledFunction(functions.get(i), x), cut, starts.get(i), budget);
            sum = sum.flatMap(before -> tail.map(before::plus));
        }
        return sum;
    }

    private Optional<Quadrature.Result> head(Expression function, double from, double cut) {
        return new NumberIntegral(function, x, number(from), number(cut), Assumptions.NONE, budget).quadrature();
    }

    private Optional<Quadrature.Result> beyond(Expression rest, double cut) {
        return new NumberIntegral(rest, x, number(cut), Symbol.INFINITY, Assumptions.NONE, budget).quadrature();
    }

    private static Expression number(double value) {
        return Constant.of(Rational.of(new BigDecimal(value)));
    }
}
