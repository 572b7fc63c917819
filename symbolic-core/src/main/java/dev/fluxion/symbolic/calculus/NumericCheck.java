package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds claims of a derivative against difference quotients at fixed points of the domain. A claim that differs is a broken invariant of the
 * engine and throws; points at which the quotient itself is uncertain (poles, kinks, the edge of the domain) decide nothing.
 *
 * <p>Source: central differences with two steps of Richardson's extrapolation (L. F. Richardson, 1911).
 */
public final class NumericCheck {
    private static final int WANTED = 5;
    private static final int TRIED = 60;
    private static final int MOST_COUNTED = 8; // ends of sums over whole numbers stay below
    private static final int LARGEST = 2_000; // nodes; beyond, evaluating costs more than the derivation
    private static final double GOLDEN = 0.6180339887498949; // multiples of it modulo 1 fill the interval evenly
    // Intervals in turn; far out only where there is no domain near zero, as rounding may hide a slope there.
    private static final double[][] NEAR = {{-3, 3}, {0.2, 3}, {-0.95, 0.95}, {1.1, 6}};
    private static final double[][] FAR = {{-60, 60}, {-0.05, 0.05}, {20, 400}, {-400, -20}};
    private static final double ROUNDING = 0x1p-50;
    private static final double CERTAIN = 1e-6;
    private static final double AGREEING = 1e-5;

    private record Sample(Map<String, Double> at, double slope, double error) {}

    private final Expression expression;
    private final Symbol variable;
    private final Set<Symbol> counted = new HashSet<>();
    private final List<Sample> samples = new ArrayList<>();
    private String reason = "no point of the domain was found";

    private NumericCheck(Expression expression, Symbol variable) {
        this.expression = expression;
        this.variable = variable;
        Topology.of(expression).nodes().forEach(node -> {
            if (node instanceof Bound b && b.countsThrough()) {
                b.range().forEach(end -> counted.addAll(Substitution.variables(end)));
            }
        });
        counted.remove(variable);
        if (Topology.of(expression).size() > LARGEST) {
            reason = "the expression is too large";
        } else {
            sample();
        }
    }

    /** Checks of the derivative of a scalar by a scalar. */
    public static NumericCheck derivative(Expression expression, Symbol variable) {
        return new NumericCheck(expression, variable);
    }

    private void sample() {
        List<Symbol> symbols = new ArrayList<>(Substitution.variables(expression));
        if (!symbols.contains(variable)) {
            symbols.add(variable);
        }
        try {
            sample(symbols, NEAR);
            if (samples.isEmpty()) {
                sample(symbols, FAR);
            }
        } catch (FluxionException e) {
            reason = "a function that is only named has no value";
        }
    }

    private void sample(List<Symbol> symbols, double[][] intervals) {
        for (int point = 0; point < TRIED && samples.size() < WANTED; point++) {
            Map<String, Double> at = new HashMap<>();
            for (int i = 0; i < symbols.size(); i++) {
                double coordinate = coordinate(point, i, intervals[point % intervals.length]);
                at.put(symbols.get(i).name(), counted.contains(symbols.get(i)) ? 2 + Math.rint(Math.abs(coordinate)) % MOST_COUNTED : coordinate);
            }
            add(at);
        }
    }

    private static double coordinate(int point, int symbol, double[] interval) {
        double position = (GOLDEN * (point + 1) + 0.2360679774997897 * symbol) % 1;
        return interval[0] + position * (interval[1] - interval[0]);
    }

    // Two steps of Richardson's extrapolation: central differences at h, h/2, h/4.
    private void add(Map<String, Double> at) {
        double h = 2e-3 * Math.max(0.05, Math.min(1, Math.abs(at.get(variable.name()))));
        double coarse = slope(at, h);
        double middle = slope(at, h / 2);
        double fine = slope(at, h / 4);
        double better = (4 * middle - coarse) / 3;
        double best = (4 * fine - middle) / 3;
        double value = (16 * best - better) / 15;
        double error = Math.abs(best - better) + Math.abs(value - best) + 4 * ROUNDING * Math.abs(Evaluator.scalar(expression, at)) / h;
        if (Double.isFinite(value) && Math.abs(value) < 1e12 && error <= CERTAIN * Math.max(1, Math.abs(value))) {
            samples.add(new Sample(at, value, error));
        }
    }

    private double slope(Map<String, Double> at, double h) {
        Map<String, Double> moved = new HashMap<>(at);
        double x = at.get(variable.name());
        moved.put(variable.name(), x + h);
        double above = Evaluator.scalar(expression, moved);
        moved.put(variable.name(), x - h);
        return (above - Evaluator.scalar(expression, moved)) / (2 * h);
    }

    /**
     * Holds a claim against the difference quotients.
     *
     * @throws IllegalStateException if they disagree
     */
    public Check of(Expression claim) {
        int agreed = 0;
        for (Sample sample : samples) {
            double claimed = value(claim, sample.at);
            if (Double.isNaN(claimed)) {
                continue; // rounding, or a part of the claim is undefined where the whole is not
            }
            double scale = Math.max(1, Math.max(Math.abs(claimed), Math.abs(sample.slope)));
            if (Math.abs(claimed - sample.slope) <= AGREEING * scale + 100 * sample.error) {
                agreed++;
            } else if (isStable(claim, claimed, sample.at)) {
                throw new IllegalStateException("the derivative of " + expression + " by " + variable.name() + " is claimed to be " + claim + ", which is "
                        + claimed + " at " + new java.util.TreeMap<>(sample.at) + ", but differences give " + sample.slope);
            }
        }
        return agreed > 0 ? Check.at(agreed) : Check.none(reason);
    }

    private static double value(Expression claim, Map<String, Double> at) {
        try {
            return Evaluator.scalar(claim, at);
        } catch (FluxionException e) {
            return Double.NaN; // a function that is only named
        }
    }

    // A claim that jumps when its point moves by a few units in the last place has lost its digits: it proves nothing.
    private boolean isStable(Expression claim, double claimed, Map<String, Double> at) {
        for (double factor : new double[] {1 - 1e-13, 1 + 1e-13}) {
            Map<String, Double> moved = new HashMap<>(at);
            moved.replaceAll((name, x) -> x * factor);
            if (!(Math.abs(value(claim, moved) - claimed) <= 1e-6 * Math.max(1, Math.abs(claimed)))) {
                return false;
            }
        }
        return true;
    }
}
