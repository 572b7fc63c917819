package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds a proposed antiderivative against its integrand: at points of a fixed sequence where the integrand is defined, the antiderivative is
 * defined too and its derivative agrees. Parameters take positive values first; where they are negative the antiderivative may be undefined,
 * but not wrong.
 *
 * <p>Source: by definition of an antiderivative.
 */
final class AntiderivativeCheck {
    private static final int LEAST = 4;
    private static final double TOLERANCE = 1e-7; // relative to the terms of the derivative
    private static final double SIGNIFICANT = 1e-3; // of a value: what is left to rounding must be less
    private static final double[] SPREADS = {2, 0.4, 8};

    private final Expression integrand;
    private final Symbol x;
    private final Assumptions assumptions;
    private final Budget budget;
    private long state = 0x2545F4914F6CDD1DL;

    AntiderivativeCheck(Expression integrand, Symbol x, Signs signs) {
        this.integrand = integrand;
        this.x = x;
        this.assumptions = signs.assumptions();
        this.budget = signs.budget();
    }

    boolean holds(Expression proposed, int trials) {
        Expression derivative = Differentiation.derivative(proposed, x);
        List<Symbol> parameters = Substitution.variables(integrand).stream().filter(symbol -> !symbol.equals(x)).toList();
        List<Symbol> known = Substitution.variables(proposed);
        if (known.stream().anyMatch(symbol -> !symbol.equals(x) && !parameters.contains(symbol))) {
            return false;
        }
        ScalarValues wantedValues = new ScalarValues(integrand);
        ScalarValues values = new ScalarValues(proposed);
        ScalarValues slopes = new ScalarValues(derivative);
        int agreed = 0;
        for (int trial = 0; trial < trials; trial++) {
            budget.check();
            boolean negative = trial % 4 == 3;
            Map<String, Double> at = new HashMap<>();
            parameters.forEach(symbol -> {
                double value = negative ? spread(4) : Math.abs(spread(3)) + 0.1;
                at.put(symbol.name(), assumptions.isWhole(symbol) ? Math.copySign(Math.ceil(Math.abs(value)), value) : value);
            });
            at.put(x.name(), spread(SPREADS[trial % SPREADS.length]));
            double wanted = wantedValues.at(at);
            if (!Double.isFinite(wanted) || !assumptions.allow(at)) {
                continue;
            }
            double slope = slopes.at(at);
            boolean defined = Double.isFinite(values.at(at)) && Double.isFinite(slope);
            double noise = TOLERANCE * Math.max(Math.abs(wanted), slopes.magnitude());
            if (defined && Math.abs(slope - wanted) <= noise) {
                // exp(-x - 40) is smaller than the rounding of its exponent: any small slope would do.
                Optional<Boolean> agrees = noise < SIGNIFICANT * Math.abs(wanted) ? Optional.of(true) : agrees(derivative, at);
                if (agrees.isPresent() && !agrees.get()) {
                    return false;
                }
                agreed += agrees.isPresent() ? 1 : 0;
            } else if (defined || (!negative || parameters.isEmpty()) && Math.abs(wanted) < 1e100) {
                return false;
            }
        }
        return agreed >= LEAST && !Jumps.areIn(proposed, integrand, x, positive(parameters), budget);
    }

    // By many digits, of their quotient, as both may be too small for doubles; nothing where there are no bounds.
    private Optional<Boolean> agrees(Expression derivative, Map<String, Double> at) {
        if (integrand.equals(Constant.ZERO)) {
            return Optional.of(derivative.equals(integrand));
        }
        OptionalDouble quotient = PreciseValues.value(Elementwise.quotient(derivative, integrand), at);
        if (quotient.isPresent()) {
            return Optional.of(Math.abs(quotient.getAsDouble() - 1) <= TOLERANCE);
        }
        OptionalDouble wanted = PreciseValues.value(integrand, at);
        OptionalDouble slope = PreciseValues.value(derivative, at);
        return wanted.isEmpty() || slope.isEmpty() ? Optional.empty()
                : Optional.of(Math.abs(slope.getAsDouble() - wanted.getAsDouble()) <= TOLERANCE * Math.abs(wanted.getAsDouble()));
    }

    private Map<String, Double> positive(List<Symbol> parameters) {
        Map<String, Double> at = new HashMap<>();
        parameters.forEach(symbol -> at.put(symbol.name(), assumptions.inside(symbol, 1.25 + 0.5 * at.size())));
        return at;
    }

    private double spread(double scale) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (state >> 11) * 0x1p-52 * scale;
    }
}
