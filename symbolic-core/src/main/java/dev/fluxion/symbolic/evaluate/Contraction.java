package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The value of a labelled product by loops over the labels. Indicators and deltas are equations: where they fix an index, it is computed and not
 * searched for.
 *
 * <p>Source: by definition of a sum over labels.
 */
final class Contraction {
    private static final int TERMS_PER_TICK = 1 << 12;
    private static final int TERMS_PER_NODE = 8;

    /** One level of the loop nest: an index runs, or those that an equation fixes are computed. */
    private record Level(int label, Equation equation, List<Equation.Term> digits) {}

    private final Product product;
    private final int[] dimensions;
    private final int[] ranges;
    private final List<Level> levels;
    private final Budget budget;
    private final boolean sums;
    private long terms;
    private int[] index;
    private int[] outStrides;
    private double[] out;
    private double[][] entries;
    private int[][] strides;

    Contraction(Product product, int[] dimensions, java.util.function.ToLongFunction<Size> sizes, Budget budget) {
        this.budget = budget;
        this.product = product;
        this.dimensions = dimensions;
        this.ranges = IntStream.range(0, product.labelCount()).map(label -> Math.toIntExact(sizes.applyAsLong(product.size(label)))).toArray();
        this.levels = levels(equations(sizes));
        this.sums = product.isContraction();
    }

    private List<Equation> equations(java.util.function.ToLongFunction<Size> sizes) {
        List<Equation> equations = new ArrayList<>();
        for (Product.Delta delta : product.deltas()) {
            equations.add(new Equation(List.of(new Equation.Term(delta.first(), 1), new Equation.Term(delta.second(), -1)), 0));
        }
        for (int f = 0; f < product.factors().size(); f++) {
            if (product.factors().get(f) instanceof Indicator indicator) {
                requireRoom(indicator, sizes);
                List<Integer> labels = product.labels(f);
                equations.add(new Equation(IntStream.range(0, labels.size())
                        .mapToObj(axis -> new Equation.Term(labels.get(axis), sizes.applyAsLong(indicator.coefficient(axis))))
                        .filter(term -> term.coefficient() != 0).toList(), sizes.applyAsLong(indicator.offset())));
            }
        }
        return equations;
    }

    private static void requireRoom(Indicator indicator, java.util.function.ToLongFunction<Size> sizes) {
        for (Size room : indicator.required()) {
            if (sizes.applyAsLong(room) < 0) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "an index leaves its axis: " + room + " is "
                        + sizes.applyAsLong(room), Span.NONE));
            }
        }
    }

    private List<Level> levels(List<Equation> equations) {
        List<Level> found = new ArrayList<>();
        List<Equation> unused = new ArrayList<>(equations);
        boolean[] assigned = new boolean[ranges.length];
        for (int next = 0; next < ranges.length || !unused.isEmpty();) {
            Equation ready = unused.stream().filter(equation -> equation.open(assigned).isEmpty() || !equation.digits(assigned, ranges).isEmpty())
                    .findFirst().orElse(null);
            if (ready != null) {
                List<Equation.Term> digits = ready.digits(assigned, ranges);
                found.add(new Level(-1, ready, digits));
                digits.forEach(digit -> assigned[digit.label()] = true);
                unused.remove(ready);
            } else if (assigned[next]) {
                next++;
            } else {
                int label = shorter(next, unused, assigned);
                assigned[label] = true;
                found.add(new Level(label, null, List.of()));
            }
        }
        return List.copyOf(found);
    }

    // Of two labels that fix one another the one with the shorter range runs.
    private int shorter(int label, List<Equation> equations, boolean[] assigned) {
        return equations.stream().map(equation -> equation.open(assigned)).filter(open -> open.size() == 2)
                .filter(open -> open.stream().anyMatch(term -> term.label() == label)).flatMap(List::stream).map(Equation.Term::label)
                .min(Comparator.comparingInt(other -> ranges[other])).orElse(label);
    }

    Value value(Function<Expression, Value> values) {
        out = new double[java.util.Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
        outStrides = new int[ranges.length];
        for (int axis = dimensions.length - 1, stride = 1; axis >= 0; axis--) {
            outStrides[axis] = stride;
            stride *= dimensions[axis];
        }
        List<Integer> read = IntStream.range(0, product.factors().size()).filter(f -> !(product.factors().get(f) instanceof Indicator)).boxed().toList();
        entries = new double[read.size()][];
        strides = new int[read.size()][ranges.length];
        for (int f = 0; f < strides.length; f++) {
            Value factor = factor(read.get(f), values);
            entries[f] = factor.entries();
            int[] sizes = factor.sizes();
            for (int axis = sizes.length - 1, stride = 1; axis >= 0; axis--) {
                strides[f][product.labels(read.get(f)).get(axis)] += stride;
                stride *= sizes[axis];
            }
        }
        index = new int[ranges.length];
        run(0);
        double coefficient = product.coefficient().doubleValue() * outsideOfEmptySums(read);
        for (int i = 0; i < out.length; i++) {
            out[i] *= coefficient;
        }
        return new Value(dimensions, out);
    }

    // Numbers stand in front of a sum: 1/d of the mean over an axis of d = 0 entries makes no number of the empty sum.
    private double outsideOfEmptySums(List<Integer> read) {
        double outside = 1;
        if (java.util.Arrays.stream(ranges).anyMatch(range -> range == 0)) {
            for (int f = 0; f < entries.length; f++) {
                outside *= product.labels(read.get(f)).isEmpty() ? entries[f][0] : 1;
            }
        }
        return outside;
    }

    private Value factor(int which, Function<Expression, Value> values) {
        Value value = values.apply(product.factors().get(which));
        Optional<List<Expression>> others = product.besidesNorm(which);
        if (others.isEmpty() || others.get().stream().anyMatch(number -> values.apply(number).scalar() == 0)) {
            return value;
        }
        double[] norms = values.apply(((Power) product.factors().get(which)).base()).entries();
        return new Value(value.sizes(), IntStream.range(0, value.entries().length).mapToDouble(i -> norms[i] == 0 ? 0 : value.entries()[i]).toArray());
    }

    private void run(int depth) {
        if (++terms % TERMS_PER_TICK == 0) {
            budget.tick(TERMS_PER_TICK / TERMS_PER_NODE);
        }
        if (depth == levels.size()) {
            double term = 1;
            for (int f = 0; f < strides.length; f++) {
                term *= entries[f][offset(strides[f])];
            }
            // Where nothing is added up, -0 stays -0.
            int place = offset(outStrides);
            out[place] = sums ? out[place] + term : term;
            return;
        }
        Level level = levels.get(depth);
        if (level.equation != null) {
            if (level.equation.solve(level.digits, index, ranges)) {
                run(depth + 1);
            }
            return;
        }
        for (int value = 0; value < ranges[level.label]; value++) {
            index[level.label] = value;
            run(depth + 1);
        }
    }

    private int offset(int[] strides) {
        int offset = 0;
        for (int label = 0; label < index.length; label++) {
            offset += index[label] * strides[label];
        }
        return offset;
    }
}
