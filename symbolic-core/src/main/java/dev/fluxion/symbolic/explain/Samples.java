package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.DeclaredEntries;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fixed data on which the claims of a derivation are tested: each derivative of the function by one of its intermediates or parameters is held
 * against difference quotients along a direction. Sizes without a number get small ones, all different.
 */
final class Samples {
    private static final int SHORT = 40; // intermediates: each test computes all of them several times
    private static final int WANTED = 3;
    private static final int TRIED = 8;
    private static final int CHOICES_OF_SIZES = 6;
    private static final double DETERMINED = 1e-3; // of a result: the most that disturbances may change it by
    private static final long MOST_WORK = 20_000_000; // multiplications of all tests of a sample
    private static final double EQUAL = 1e-8;
    private static final double ROUNDING = Arithmetic.DISTURBANCE; // of the terms: some hundred roundings of their sums of products
    private static final int DISTURBED = 3; // evaluations, of which each may miss what cancels by chance
    private static final double MARGIN = 4;

    private final Cuts cuts;
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final Arithmetic exact = Arithmetic.exact(sizes);
    private final Map<String, Expression> defined = new LinkedHashMap<>();
    private final List<Map<String, Value>> samples = new ArrayList<>();
    private String reason = "no point of the domain was found";

    private Samples(Cuts cuts) {
        this.cuts = cuts;
    }

    /**
     * Data for a function.
     *
     * @param original the function as it was written: points are in its domain
     * @param function what it is computed as, which may have a larger one
     */
    static Samples of(Cuts cuts, Expression original, Expression function) {
        Samples samples = new Samples(cuts);
        List<String> names = Topology.of(function).nodes().stream().flatMap(node -> node.shape().sizes().stream())
                .flatMap(size -> size.names().stream().sorted()).distinct().toList();
        try {
            for (int choice = 0; choice < CHOICES_OF_SIZES && samples.samples.isEmpty(); choice++) {
                samples.bind(names, choice);
                samples.find(original, function);
            }
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.SHAPE, Diagnostic.Code.NAME, Diagnostic.Code.DOMAIN, Diagnostic.Code.LIMIT);
            samples.reason = Check.reason(e);
        } catch (ArithmeticException e) {
            samples.reason = "the tensors are too large";
        }
        return samples;
    }

    // Growing sizes, then falling ones, each from another start: X'*X has an inverse only where X has as many rows as columns.
    private void bind(List<String> names, int choice) {
        for (int i = 0; i < names.size(); i++) {
            int turned = Math.floorMod(choice % 2 == 0 ? i + choice / 2 : names.size() - 1 - i - choice / 2, names.size());
            sizes.put(names.get(i), 2L + turned % 5);
        }
    }

    private void find(Expression original, Expression function) {
        long work = work(function) * 8 * cuts.cuts().size();
        if (work > MOST_WORK * 4) {
            reason = "the tensors are too large";
            return;
        }
        List<Symbol> variables = Substitution.variables(function);
        int wanted = work > MOST_WORK / 4 ? 1 : WANTED;
        for (int seed = 1; seed <= TRIED && samples.size() < wanted; seed++) {
            add(original, function, variables, seed);
        }
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

    private void add(Expression original, Expression function, List<Symbol> variables, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Value> values = new HashMap<>();
        variables.forEach(variable -> values.put(variable.name(), value(variable, random, seed % 2 == 0)));
        if (!Double.isFinite(exact.value(original, values).scalar()) || !isDetermined(function, values)) {
            return;
        }
        forward(values, 0, exact);
        double value = values.get(cuts.cuts().getLast().symbol().name()).entries()[0];
        if (Double.isFinite(value)) {
            samples.add(values);
        }
    }

    // The inverse of a singular matrix may be finite, but consists of rounding.
    private boolean isDetermined(Expression function, Map<String, Value> values) {
        return Topology.of(function).nodes().stream().filter(node -> node instanceof MatrixFunction && node.reach() == 0).allMatch(node -> {
            double size = Stream.concat(Stream.of(node), node.operands().stream()).mapToDouble(each -> largest(exact.value(each, values).entries())).max().orElse(0);
            return rounding(node, arithmetic -> values) <= DETERMINED * size;
        });
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
            DeclaredEntries.impose(variable, entries, dimensions, random);
        }
        return Value.of(dimensions, entries);
    }

    private void forward(Map<String, Value> values, int from, Arithmetic arithmetic) {
        for (Cuts.Cut cut : cuts.cuts().subList(from, cuts.cuts().size())) {
            values.put(cut.symbol().name(), arithmetic.value(cut.definition(), values));
        }
    }

    /** Makes what an expression of known symbols is worth known under a name. */
    void define(Symbol name, Expression expression) {
        defined.put(name.name(), expression);
        samples.forEach(values -> values.put(name.name(), exact.value(expression, values)));
    }

    // The same point with all that is computed from it.
    private Map<String, Value> again(Map<String, Value> values, Arithmetic arithmetic) {
        Map<String, Value> copy = new HashMap<>(values);
        forward(copy, 0, arithmetic);
        defined.forEach((name, expression) -> copy.put(name, arithmetic.value(expression, copy)));
        return copy;
    }

    // How much of a number is rounding: the most that some disturbances of everything on the way change it.
    private double rounding(ToDoubleFunction<Arithmetic> number) {
        double undisturbed = number.applyAsDouble(exact);
        return MARGIN * IntStream.range(0, DISTURBED).mapToDouble(seed -> Math.abs(number.applyAsDouble(Arithmetic.disturbed(sizes, seed)) - undisturbed)).max()
                .orElseThrow();
    }

    // The same of the entries of a tensor.
    private double rounding(Expression expression, Function<Arithmetic, Map<String, Value>> at) {
        double[] undisturbed = exact.value(expression, at.apply(exact)).entries();
        return IntStream.range(0, DISTURBED).mapToObj(seed -> Arithmetic.disturbed(sizes, seed)).mapToDouble(arithmetic -> {
            double[] disturbed = arithmetic.value(expression, at.apply(arithmetic)).entries();
            return MARGIN * IntStream.range(0, disturbed.length).mapToDouble(i -> Math.abs(disturbed[i] - undisturbed[i])).max().orElse(0);
        }).max().orElseThrow();
    }

    /** Holds two expressions of known symbols against each other. */
    Check equal(Expression first, Expression second) {
        for (Map<String, Value> values : samples) {
            double[] a = exact.value(first, values).entries();
            double[] b = exact.value(second, values).entries();
            double allowed = Math.max(EQUAL * Math.max(largest(a), largest(b)), ROUNDING * Math.max(size(first, values), size(second, values)));
            int apart = apart(a, b, allowed);
            if (apart >= 0 && apart(a, b, rounding(first, arithmetic -> again(values, arithmetic)) + rounding(second, arithmetic -> again(values, arithmetic))) >= 0) {
                throw new IllegalStateException(first + " is claimed to equal " + second + ", but an entry is " + a[apart] + " and " + b[apart]);
            }
        }
        return made(samples.size());
    }

    // The first entry that differs by more than allowed, or −1.
    private static int apart(double[] a, double[] b, double allowed) {
        return IntStream.range(0, a.length).filter(i -> !(Math.abs(a[i] - b[i]) <= allowed)).findFirst().orElse(-1);
    }

    private static double largest(double[] entries) {
        return Arrays.stream(entries).map(Math::abs).max().orElse(0);
    }

    // How large the terms are: their sum may cancel, but its rounding errors do not.
    private double size(Expression expression, Map<String, Value> values) {
        List<Expression> terms = expression instanceof Sum sum ? sum.terms() : List.of(expression);
        return terms.stream().mapToDouble(term -> largest(exact.value(term, values).entries())).sum();
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

    /** Makes a direction of the shape and the linear structure of a variable known under a name. */
    Symbol direction(Symbol variable, String name) {
        Set<Symbol.Property> kept = variable.is(Symbol.Property.DIAGONAL) ? Set.of(Symbol.Property.DIAGONAL)
                : variable.is(Symbol.Property.SYMMETRIC) || variable.is(Symbol.Property.POSITIVE_DEFINITE) ? Set.of(Symbol.Property.SYMMETRIC) : Set.of();
        Symbol direction = Symbol.of(name, variable.shape(), Symbol.Role.VARIABLE, kept);
        for (int i = 0; i < samples.size(); i++) {
            samples.get(i).put(direction.name(), value(direction, new SplittableRandom(-1 - i), false));
        }
        return direction;
    }

    /**
     * Holds the claimed derivative of the function by a parameter or an intermediate against difference quotients: of the function where it is short,
     * else of what the target enters, each weighted with the derivative by it, which was held against differences before.
     */
    Check slope(Symbol target, Expression claim, List<IndexSteps.Way> ways) {
        if (cuts.cuts().size() <= SHORT) {
            return slope(target, claim);
        }
        return held(new Slope(target, claim, target, (values, arithmetic) -> ways.stream()
                .mapToDouble(way -> weighted(way.cut().definition(), way.cotangent(), values, false, arithmetic)).sum(),
                values -> ways.stream().mapToDouble(way -> weighted(way.cut().definition(), way.cotangent(), values, true, exact)).sum()));
    }

    /** The same against the function itself. */
    Check slope(Symbol target, Expression claim) {
        int from = 0;
        for (int i = 0; i < cuts.cuts().size(); i++) {
            from = cuts.cuts().get(i).symbol().equals(target) ? i + 1 : from;
        }
        Cuts.Cut whole = cuts.cuts().getLast();
        int first = from;
        return held(new Slope(target, claim, target, (values, arithmetic) -> {
            Map<String, Value> moved = new HashMap<>(values);
            forward(moved, first, arithmetic);
            return moved.get(whole.symbol().name()).scalar();
        }, values -> size(whole.definition(), values)));
    }

    /**
     * Holds the claimed derivative of a weighted sum of the entries of an expression against difference quotients.
     *
     * @param by a symbol of the expression
     * @param place what the symbol stands for
     */
    Check pulledBack(Expression expression, Expression weights, Symbol by, Expression place, Expression claim) {
        return held(new Slope(by, claim, place, (values, arithmetic) -> weighted(expression, weights, values, false, arithmetic),
                values -> weighted(expression, weights, values, true, exact)));
    }

    private double weighted(Expression expression, Expression weights, Map<String, Value> values, boolean sizesOnly, Arithmetic arithmetic) {
        double[] entries = arithmetic.value(expression, values).entries();
        double[] factors = arithmetic.value(weights, values).entries();
        double total = 0;
        for (int i = 0; i < entries.length; i++) {
            total += sizesOnly ? Math.abs(entries[i] * factors[i]) : entries[i] * factors[i];
        }
        return total;
    }

    private Check held(Slope slope) {
        int agreed = 0;
        try {
            for (Map<String, Value> values : samples) {
                agreed += agrees(slope, values) ? 1 : 0;
            }
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return Check.none(Check.reason(e));
        }
        return agreed == 0 && !samples.isEmpty() ? Check.none("every point was too close to a kink") : made(agreed);
    }

    private boolean agrees(Slope slope, Map<String, Value> sample) {
        Map<String, Value> values = slope.at(sample, exact);
        double[] direction = slope.direction(values);
        Slope.Differences differences = slope.new Differences(values, direction, exact);
        Slope.Verdict verdict = differences.verdict(ROUNDING * slope.size().applyAsDouble(values) / Slope.STEP);
        if (verdict != Slope.Verdict.AGREES) { // what cancelled on the way counts too, and takes a while to find out
            verdict = differences.verdict(rounding(arithmetic -> slope.function().applyAsDouble(values, arithmetic)) / Slope.STEP
                    + rounding(arithmetic -> slope.claimed(direction, slope.at(again(sample, arithmetic), arithmetic), arithmetic)));
        }
        if (verdict == Slope.Verdict.DIFFERS) {
            throw new IllegalStateException("the derivative by " + slope.target().name() + " is claimed to be " + slope.claimed(direction, values, exact)
                    + " along a direction, but differences give " + differences.slope() + ": " + slope.claim());
        }
        return verdict == Slope.Verdict.AGREES;
    }
}
