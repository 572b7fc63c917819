package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a point at which two expressions differ: small numbers of either sign first, then a fixed sequence that is spread out.
 *
 * <p>Source: by definition: one point with different values refutes an identity; the sequence is xorshift64 (G. Marsaglia, Xorshift RNGs, 2003).
 */
final class Counterexample {
    private static final int TRIALS = 400;
    private static final int MOST_REFUTED = 40; // points at which doubles differ and bounds do not
    private static final double CLEARLY = 1e-6; // relative to the terms: rounding errors are ten orders smaller
    private static final double STEADY = 0.1; // noise has no steady sign and size from one point to the next
    private static final double[] FIRST = {1, 2, -1, 0.5, -2, 3, -0.5, 0.25, -3, 0};

    private final Expression first;
    private final Expression second;
    private final ScalarValues firstValues;
    private final ScalarValues secondValues;
    private final Assumptions assumptions;
    private final List<Symbol> symbols;
    private long state = 0x9E3779B97F4A7C15L;

    Counterexample(Expression first, Expression second, Assumptions assumptions) {
        this.first = first;
        this.second = second;
        this.firstValues = new ScalarValues(first);
        this.secondValues = new ScalarValues(second);
        this.assumptions = assumptions;
        this.symbols = Topology.of(List.of(first, second)).nodes().stream().filter(node -> node instanceof Symbol s && s.isVariable())
                .map(Symbol.class::cast).sorted(Comparator.comparing(Symbol::name)).toList();
    }

    /** @param exactly whether both are rational functions, whose values are then compared as fractions */
    Optional<Map<String, Double>> find(boolean exactly) {
        int refuted = 0;
        for (int trial = 0; trial < TRIALS && refuted < MOST_REFUTED; trial++) {
            Map<String, Double> at = point(trial);
            if (assumptions.allow(at) && (exactly ? differExactly(at) : differClearly(at))) {
                if (exactly && !symbols.isEmpty() || PreciseValues.certainlyDiffer(first, second, at)) {
                    return Optional.of(at);
                }
                refuted++;
            }
        }
        return Optional.empty();
    }

    private Map<String, Double> point(int trial) {
        Map<String, Double> at = new LinkedHashMap<>();
        for (int i = 0; i < symbols.size(); i++) {
            double value = trial < FIRST.length ? FIRST[(trial + 3 * i) % FIRST.length] : spread();
            at.put(symbols.get(i).name(), assumptions.isWhole(symbols.get(i)) ? Math.rint(value) : value);
        }
        return at;
    }

    // Between -8 and 8, in steps that a double holds exactly.
    private double spread() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (state >> 50) / 1024.0;
    }

    private boolean differExactly(Map<String, Double> at) {
        Map<Expression, Expression> values = new HashMap<>();
        symbols.forEach(symbol -> values.put(symbol, Constant.of(Rational.of(new BigDecimal(at.get(symbol.name()))))));
        try {
            Expression a = Substitution.replace(first, values);
            Expression b = Substitution.replace(second, values);
            return symbols.isEmpty() ? differClearly(at) : !a.equals(b);
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.DOMAIN) {
                return false; // one of them is not defined there
            }
            throw e;
        }
    }

    // At one point alone they may differ because of a jump.
    private boolean differClearly(Map<String, Double> at) {
        double here = difference(at);
        boolean varies = symbols.stream().anyMatch(symbol -> !assumptions.isWhole(symbol));
        return Math.abs(here) > 0 && (!varies || isSteady(here, difference(moved(at, 0x1p-20))) && isSteady(here, difference(moved(at, -0x1p-21))));
    }

    private static boolean isSteady(double a, double b) {
        return Math.abs(a - b) < STEADY * Math.abs(a);
    }

    private Map<String, Double> moved(Map<String, Double> at, double by) {
        Map<String, Double> moved = new LinkedHashMap<>();
        symbols.forEach(symbol -> moved.put(symbol.name(), at.get(symbol.name()) + (assumptions.isWhole(symbol) ? 0 : by)));
        return moved;
    }

    // The difference if it is certainly no rounding error, else 0; NaN where one of the two is not defined.
    private double difference(Map<String, Double> at) {
        double a = firstValues.at(at);
        double b = secondValues.at(at);
        double scale = Math.max(firstValues.magnitude(), secondValues.magnitude());
        return Math.abs(a - b) > CLEARLY * scale && Double.isFinite(scale) ? a - b : Double.isNaN(a - b) ? Double.NaN : 0;
    }
}
