package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Fixed data on which the claims of a derivation are tested: each derivative of the function by one of its intermediates or parameters is held
 * against difference quotients along a direction. Sizes without a number get small ones, all different.
 */
final class Samples {
    private static final int SHORT = 40; // intermediates: each test computes all of them several times
    private static final int WANTED = 3;
    private static final int TRIED = 8;
    private static final long MOST_WORK = 20_000_000; // multiplications of all tests of a sample
    private static final double STEP = 1e-3;
    private static final double KINK = 1e-3; // of what slopes differ by, relative to their parts
    private static final double STRAIGHT = 0.75; // of a bend that is left at half the distance: half of it where there is no kink
    private static final double TOLERANCE = 1e-5;
    private static final double EQUAL = 1e-8;
    private static final double ROUNDING = 0x1p-44; // of the terms: some hundred roundings of their sums of products

    private final Cuts cuts;
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final List<Map<String, Value>> samples = new ArrayList<>();
    private String reason = "no point of the domain was found";

    private Samples(Cuts cuts) {
        this.cuts = cuts;
    }

    static Samples of(Cuts cuts, Expression function) {
        Samples samples = new Samples(cuts);
        List<Symbol> variables = Substitution.variables(function);
        Topology.of(function).nodes().forEach(node -> node.shape().sizes().forEach(samples::bind));
        try {
            long work = samples.work(function) * 8 * cuts.cuts().size();
            if (work > MOST_WORK * 4) {
                samples.reason = "the tensors are too large";
                return samples;
            }
            int wanted = work > MOST_WORK / 4 ? 1 : WANTED;
            for (int seed = 1; seed <= TRIED && samples.samples.size() < wanted; seed++) {
                samples.add(variables, seed);
            }
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.SHAPE, Diagnostic.Code.NAME, Diagnostic.Code.DOMAIN, Diagnostic.Code.LIMIT);
            samples.reason = Check.reason(e);
        } catch (ArithmeticException e) {
            samples.reason = "the tensors are too large";
        }
        return samples;
    }

    private void bind(Size size) {
        size.names().stream().sorted().forEach(name -> sizes.computeIfAbsent(name, key -> 2L + sizes.size() % 5));
    }

    private long size(Size size) {
        return size.value(sizes::get);
    }

    private long work(Expression function) {
        long work = 0;
        for (Expression node : Topology.of(function).nodes()) {
            long entries = 1;
            if (node instanceof Product product) {
                for (int label = 0; label < product.labelCount(); label++) {
                    entries = Math.multiplyExact(entries, size(product.size(label)));
                }
            }
            work = Math.addExact(work, entries);
        }
        return work;
    }

    private void add(List<Symbol> variables, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Value> values = new HashMap<>();
        variables.forEach(variable -> values.put(variable.name(), value(variable, random, seed % 2 == 0)));
        forward(values, 0);
        double value = values.get(cuts.cuts().getLast().symbol().name()).entries()[0];
        if (Double.isFinite(value)) {
            samples.add(values);
        }
    }

    // In (-1, 1), or in (0.1, 1) for functions of positive numbers; weights are smaller the more of them are added up.
    private Value value(Symbol variable, SplittableRandom random, boolean positive) {
        int[] dimensions = variable.shape().sizes().stream().mapToInt(size -> Math.toIntExact(size(size))).toArray();
        double[] entries = new double[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
        double scale = dimensions.length == 2 && dimensions[0] > 10 ? Math.sqrt(6.0 / dimensions[0]) : 1;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = scale * (positive ? 0.1 + 0.9 * random.nextDouble() : 2 * random.nextDouble() - 1);
        }
        if (dimensions.length == 2) {
            Structured.impose(variable, entries, dimensions, random);
        }
        return Value.of(dimensions, entries);
    }

    private void forward(Map<String, Value> values, int from) {
        for (Cuts.Cut cut : cuts.cuts().subList(from, cuts.cuts().size())) {
            values.put(cut.symbol().name(), Evaluator.evaluate(cut.definition(), values, sizes));
        }
    }

    /** Makes what an expression of known symbols is worth known under a name. */
    void define(Symbol name, Expression expression) {
        samples.forEach(values -> values.put(name.name(), Evaluator.evaluate(expression, values, sizes)));
    }

    /** Holds two expressions of known symbols against each other. */
    Check equal(Expression first, Expression second) {
        for (Map<String, Value> values : samples) {
            double[] a = Evaluator.evaluate(first, values, sizes).entries();
            double[] b = Evaluator.evaluate(second, values, sizes).entries();
            double allowed = Math.max(EQUAL * Math.max(largest(a), largest(b)), ROUNDING * Math.max(size(first, values), size(second, values)));
            for (int i = 0; i < a.length; i++) {
                if (!(Math.abs(a[i] - b[i]) <= allowed)) {
                    throw new IllegalStateException(first + " is claimed to equal " + second + ", but an entry is " + a[i] + " and " + b[i]);
                }
            }
        }
        return made(samples.size());
    }

    private static double largest(double[] entries) {
        return Arrays.stream(entries).map(Math::abs).max().orElse(0);
    }

    // How large the terms are: their sum may cancel, but its rounding errors do not.
    private double size(Expression expression, Map<String, Value> values) {
        List<Expression> terms = expression instanceof Sum sum ? sum.terms() : List.of(expression);
        return terms.stream().mapToDouble(term -> largest(Evaluator.evaluate(term, values, sizes).entries())).sum();
    }

    private Check made(int points) {
        return points == 0 ? Check.none(reason) : Check.at(points);
    }

    /** Makes a symbol known whose entries have no structure that a wrong claim could hide behind. */
    Symbol weights(Shape shape) {
        Symbol weights = Symbol.temporary("weights of the outputs", shape);
        for (int i = 0; i < samples.size(); i++) {
            samples.get(i).put(weights.name(), value(weights, new SplittableRandom(i), false));
        }
        return weights;
    }

    /**
     * Holds the claimed derivative of the function by a parameter or an intermediate against difference quotients: of the function where it is short,
     * else of what the target enters, each weighted with the derivative by it, which was held against differences before.
     */
    Check slope(Symbol target, Expression claim, List<IndexSteps.Way> ways) {
        if (cuts.cuts().size() <= SHORT) {
            return slope(target, claim);
        }
        return held(target, claim, values -> values, values -> ways.stream().mapToDouble(way -> weighted(way.cut().definition(), way.cotangent(), values, false)).sum(),
                values -> ways.stream().mapToDouble(way -> weighted(way.cut().definition(), way.cotangent(), values, true)).sum());
    }

    /** The same against the function itself. */
    Check slope(Symbol target, Expression claim) {
        int from = 0;
        for (int i = 0; i < cuts.cuts().size(); i++) {
            from = cuts.cuts().get(i).symbol().equals(target) ? i + 1 : from;
        }
        Cuts.Cut whole = cuts.cuts().getLast();
        int first = from;
        return held(target, claim, values -> values, values -> {
            forward(values, first);
            return values.get(whole.symbol().name()).scalar();
        }, values -> size(whole.definition(), values));
    }

    /**
     * Holds the claimed derivative of a weighted sum of the entries of an expression against difference quotients.
     *
     * @param by a symbol of the expression
     * @param place what the symbol stands for
     */
    Check pulledBack(Expression expression, Expression weights, Symbol by, Expression place, Expression claim) {
        return held(by, claim, values -> {
            Map<String, Value> with = new HashMap<>(values);
            with.put(by.name(), Evaluator.evaluate(place, values, sizes));
            return with;
        }, values -> weighted(expression, weights, values, false), values -> weighted(expression, weights, values, true));
    }

    private double weighted(Expression expression, Expression weights, Map<String, Value> values, boolean sizesOnly) {
        double[] entries = Evaluator.evaluate(expression, values, sizes).entries();
        double[] factors = Evaluator.evaluate(weights, values, sizes).entries();
        double total = 0;
        for (int i = 0; i < entries.length; i++) {
            total += sizesOnly ? Math.abs(entries[i] * factors[i]) : entries[i] * factors[i];
        }
        return total;
    }

    private Check held(Symbol target, Expression claim, UnaryOperator<Map<String, Value>> at, ToDoubleFunction<Map<String, Value>> function,
            ToDoubleFunction<Map<String, Value>> size) {
        int agreed = 0;
        try {
            for (Map<String, Value> values : samples) {
                agreed += agrees(target, claim, at.apply(values), function, size) ? 1 : 0;
            }
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return Check.none(Check.reason(e));
        }
        return agreed == 0 && !samples.isEmpty() ? Check.none("every point was too close to a kink") : made(agreed);
    }

    private boolean agrees(Symbol target, Expression claim, Map<String, Value> values, ToDoubleFunction<Map<String, Value>> function,
            ToDoubleFunction<Map<String, Value>> size) {
        double[] claimed = Evaluator.evaluate(claim, values, sizes).entries();
        SplittableRandom random = new SplittableRandom(target.name().hashCode());
        double[] direction = new double[claimed.length];
        double expected = 0;
        double terms = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (2 * random.nextDouble() - 1) / Math.sqrt(direction.length);
            expected += claimed[i] * direction[i];
            terms += Math.abs(claimed[i] * direction[i]);
        }
        double coarse = quotient(target, direction, values, function, STEP);
        double fine = quotient(target, direction, values, function, STEP / 2);
        double slope = (4 * fine - coarse) / 3;
        double error = Math.abs(coarse - fine);
        double scale = Math.max(terms, Math.abs(slope));
        double rounding = ROUNDING * size.applyAsDouble(values) / STEP;
        if (!Double.isFinite(slope) || error > KINK * scale + rounding) {
            return false; // a kink lies between the points
        }
        double bend = bend(target, direction, values, function, STEP);
        if (Math.abs(bend) > KINK * scale + 4 * rounding && Math.abs(bend(target, direction, values, function, STEP / 2)) > STRAIGHT * Math.abs(bend)) {
            return false; // a kink lies at the point: slopes on both sides differ as much at half the distance
        }
        if (!(Math.abs(slope - expected) <= TOLERANCE * scale + error + rounding)) {
            throw new IllegalStateException("the derivative by " + target.name() + " is claimed to be " + expected + " along a direction, but differences give "
                    + slope + ": " + claim);
        }
        return true;
    }

    private static double quotient(Symbol target, double[] direction, Map<String, Value> values, ToDoubleFunction<Map<String, Value>> function, double step) {
        return (function.applyAsDouble(moved(target, direction, values, step)) - function.applyAsDouble(moved(target, direction, values, -step))) / (2 * step);
    }

    // The slope on one side less that on the other.
    private static double bend(Symbol target, double[] direction, Map<String, Value> values, ToDoubleFunction<Map<String, Value>> function, double step) {
        return (function.applyAsDouble(moved(target, direction, values, step)) - 2 * function.applyAsDouble(values)
                + function.applyAsDouble(moved(target, direction, values, -step))) / step;
    }

    private static Map<String, Value> moved(Symbol target, double[] direction, Map<String, Value> values, double step) {
        Map<String, Value> changed = new HashMap<>(values);
        Value at = values.get(target.name());
        double[] entries = at.entries().clone();
        for (int i = 0; i < entries.length; i++) {
            entries[i] += step * direction[i];
        }
        changed.put(target.name(), new Value(at.sizes(), entries));
        return changed;
    }
}
