package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

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
    private static final double NOISE = 1e-10; // a slope below this part of the function's own size is a zero with rounding errors
    private static final double NOTHING = 1e-60; // of the function's size, beside a hundred digits

    // The slope is known up to its rounding error and some multiple of what another order of extrapolation changes; size is the function's.
    private record Sample(Map<String, Double> at, double slope, double change, double rounding, double size) {}

    private final Expression expression;
    private final ExampleFunctions examples;
    private final Symbol variable;
    private final Set<Symbol> counted = new HashSet<>();
    private final List<Sample> samples = new ArrayList<>();
    private String reason = "no point of the domain was found";

    private NumericCheck(Expression function, Symbol variable) {
        this.examples = ExampleFunctions.of(function);
        this.expression = examples.put(function);
        this.variable = variable;
        Topology.of(expression).nodes().forEach(node -> {
            if (node instanceof Bound b && b.countsThrough()) {
                b.range().forEach(end -> counted.addAll(Substitution.variables(end)));
            } else if (node instanceof Fold f) {
                List.of(f.first(), f.last()).forEach(end -> counted.addAll(Substitution.variables(end)));
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

    /** The same at those points only that conditions allow. */
    public NumericCheck where(Assumptions assumptions) {
        samples.removeIf(sample -> !assumptions.allow(sample.at));
        reason = samples.isEmpty() ? "no point of the domain was found" : reason;
        return this;
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
            reason = withoutValue(e);
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
        double size = size(expression, at);
        double change = Math.abs(best - better) + Math.abs(value - best);
        double rounding = 4 * ROUNDING * size / h;
        if (Double.isFinite(value) && Math.abs(value) < 1e12 && change + rounding <= Math.max(CERTAIN * Math.abs(value), NOISE * size)) {
            samples.add(new Sample(at, value, change, rounding, size));
        }
    }

    private double slope(Map<String, Double> at, double h) {
        Map<String, Double> moved = new HashMap<>(at);
        double x = at.get(variable.name());
        moved.put(variable.name(), x + h);
        double above = WithIntegrals.value(expression, moved);
        moved.put(variable.name(), x - h);
        return (above - WithIntegrals.value(expression, moved)) / (2 * h);
    }

    // How large the terms are: their sum may cancel, but its rounding errors do not.
    private static double size(Expression expression, Map<String, Double> at) {
        List<Expression> terms = expression instanceof Sum sum ? sum.terms() : List.of(expression);
        double total = 0;
        for (Expression term : terms) {
            total += Math.abs(WithIntegrals.value(term, at));
        }
        return total;
    }

    // The same words for whatever cannot be evaluated; what ends all work is thrown on.
    private static String withoutValue(FluxionException e) {
        e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN, Diagnostic.Code.LIMIT);
        return Check.reason(e);
    }

    /**
     * Holds a claim against the difference quotients.
     *
     * @throws IllegalStateException if they disagree, or if the claim is undefined where the slope exists
     */
    public Check of(Expression claim) {
        return of(claim, 0);
    }

    /**
     * Holds what stands for a limit, a difference quotient with a small step, against the slopes.
     *
     * @throws IllegalStateException if they disagree by more than the second order of the step explains
     */
    public Check ofLimit(Expression quotient) {
        return of(quotient, AGREEING);
    }

    private Check of(Expression claimed, double allowed) {
        Expression claim = examples.put(claimed);
        int agreed = 0;
        String why = reason;
        for (Sample sample : samples) {
            try {
                double value = WithIntegrals.value(claim, sample.at);
                if (agrees(value, sample, allowed) || agreesClosely(claim, value, sample, allowed)) {
                    agreed++;
                } else {
                    why = "rounding errors hide the value of the claim";
                }
            } catch (FluxionException e) {
                why = withoutValue(e);
            }
        }
        return agreed > 0 ? Check.at(agreed).withExamples(examples.names()) : Check.none(why);
    }

    private static boolean agrees(double claimed, Sample sample, double allowed) {
        double scale = Math.max(Math.abs(claimed), Math.abs(sample.slope));
        return Math.abs(claimed - sample.slope) <= AGREEING * scale + allowed * sample.size + 100 * sample.change + sample.rounding;
    }

    // Where doubles disagree, a hundred digits tell whether it is for their rounding; false where there are none.
    private boolean agreesClosely(Expression claim, double claimed, Sample sample, double allowed) {
        if (PreciseValues.existence(expression, sample.at) == PreciseValues.Existence.UNDEFINED) {
            return false; // what overflows may still have a double for its value
        }
        if (PreciseValues.existence(claim, sample.at) == PreciseValues.Existence.UNDEFINED) {
            throw disagreement(claim, "undefined", sample);
        }
        OptionalDouble value = PreciseValues.value(claim, sample.at);
        OptionalDouble slope = PreciseValues.slope(expression, variable.name(), sample.at);
        if (value.isEmpty() || slope.isEmpty()) {
            if (Math.abs(claimed - sample.slope) > AGREEING * Math.max(1, sample.size) && isStable(claim, claimed, sample)) {
                throw disagreement(claim, String.valueOf(claimed), sample);
            }
            return false;
        }
        double scale = Math.max(Math.abs(value.getAsDouble()), Math.abs(slope.getAsDouble()));
        if (Math.abs(value.getAsDouble() - slope.getAsDouble()) > CERTAIN * scale + (allowed + NOTHING) * sample.size) {
            throw disagreement(claim, value.getAsDouble() + " to many digits", sample);
        }
        return true;
    }

    private IllegalStateException disagreement(Expression claim, String claimed, Sample sample) {
        return new IllegalStateException("the derivative of " + expression + " by " + variable.name() + " is claimed to be " + claim + ", which is " + claimed
                + " at " + new TreeMap<>(sample.at) + ", but differences give " + sample.slope);
    }

    // A claim that jumps when its point moves by a few units in the last place has lost its digits: it proves nothing.
    private static boolean isStable(Expression claim, double claimed, Sample sample) {
        for (double factor : new double[] {1 - 1e-13, 1 + 1e-13}) {
            Map<String, Double> moved = new HashMap<>(sample.at);
            moved.replaceAll((name, x) -> x * factor);
            double near = WithIntegrals.value(claim, moved);
            if (!(Math.abs(near - claimed) <= 0.1 * Math.abs(claimed - sample.slope))) {
                return false;
            }
        }
        return true;
    }
}
