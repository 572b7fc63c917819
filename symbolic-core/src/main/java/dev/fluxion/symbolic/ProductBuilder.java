package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assembles a {@link Product} from labelled factors and ties between labels. Building eliminates every tie that is not between two axes
 * of the result (a δ with a summed label renames it), merges equal factors into powers, and numbers labels canonically.
 */
public final class ProductBuilder {
    /** An operand and the labels of its axes. */
    record Factor(Expression expression, List<Integer> labels) {}

    private final List<Size> sizes = new ArrayList<>();
    private final Deque<Factor> pending = new ArrayDeque<>();
    private final List<int[]> ties = new ArrayList<>();
    private Numeral coefficient = Rational.ONE;
    private boolean mayBeSymmetric = true; // false while a product is held against its transpose
    private List<Factor> factors;
    private Set<Integer> axes;
    private int[] representative; // union of tied labels
    private final Set<Integer> separated = new HashSet<>(); // labels that are summed in a scalar of their own, or take one value only

    /** A new label that runs over a size. */
    public int label(Size size) {
        sizes.add(size);
        return sizes.size() - 1;
    }

    /**
     * The size that a label runs over.
     *
     * @throws IndexOutOfBoundsException if there is no such label
     */
    public Size size(int label) {
        return sizes.get(label);
    }

    /** New labels for all axes of a shape, one for each. */
    public int[] labels(Shape shape) {
        return shape.sizes().stream().mapToInt(this::label).toArray();
    }

    /** Multiplies the number in front. */
    public ProductBuilder coefficient(Numeral value) {
        coefficient = coefficient.times(value);
        return this;
    }

    /**
     * Adds a factor; one label per axis, none for a scalar.
     *
     * @throws IllegalArgumentException if the labels are not as many as the axes, or are over other sizes
     */
    public ProductBuilder factor(Expression expression, int... labels) {
        if (labels.length != expression.shape().rank()) {
            throw new IllegalArgumentException(labels.length + " labels for shape " + expression.shape());
        }
        for (int axis = 0; axis < labels.length; axis++) {
            if (!sizes.get(labels[axis]).equals(expression.shape().size(axis))) {
                throw new IllegalArgumentException("a label over " + sizes.get(labels[axis]) + " on axis " + axis + " of " + expression.shape());
            }
        }
        pending.add(new Factor(expression, Arrays.stream(labels).boxed().toList()));
        return this;
    }

    /**
     * Ties two labels: the product is zero where they differ.
     *
     * @throws IllegalArgumentException if they are over different sizes
     * @throws IndexOutOfBoundsException if there is no such label
     */
    public ProductBuilder delta(int first, int second) {
        if (!sizes.get(first).equals(sizes.get(second))) {
            throw new IllegalArgumentException("a delta between sizes " + sizes.get(first) + " and " + sizes.get(second));
        }
        ties.add(new int[] {first, second});
        return this;
    }

    /** Multiplies by 1 where Σ coefficient·position + offset = 0, coefficients by label and positions counted from 0, and by 0 elsewhere. */
    public ProductBuilder where(Size offset, Map<Integer, Size> coefficients) {
        return where(offset, coefficients, List.of());
    }

    /** The same, where the given numbers must not be negative once sizes are known. */
    public ProductBuilder where(Size offset, Map<Integer, Size> coefficients, List<Size> required) {
        List<Indicator.Term> terms = coefficients.entrySet().stream().map(entry -> new Indicator.Term(entry.getKey(), entry.getValue())).toList();
        Indicator.Placed placed = Indicator.place(terms, offset, required, sizes::get);
        pending.add(new Factor(placed.indicator(), placed.labels()));
        return this;
    }

    /** The same labels, one for each, where one that stands twice is a new one that is tied to it. */
    public int[] distinct(int... own) {
        Set<Integer> seen = new HashSet<>();
        return Arrays.stream(own).map(label -> {
            if (seen.add(label)) {
                return label;
            }
            int copy = label(size(label));
            delta(label, copy);
            return copy;
        }).toArray();
    }

    /**
     * What has been put together so far, as a record.
     *
     * @param out one label for each axis of the product, distinct
     */
    public LabelledProduct labelled(int... out) {
        Map<Integer, Size> labels = new LinkedHashMap<>();
        for (int label = 0; label < sizes.size(); label++) {
            labels.put(label, sizes.get(label));
        }
        return new LabelledProduct(coefficient, pending.stream().map(factor -> new LabelledProduct.Factor(factor.expression, factor.labels)).toList(),
                ties.stream().map(tie -> new Product.Delta(tie[0], tie[1])).toList(), labels, Arrays.stream(out).boxed().toList());
    }

    /**
     * The canonical product with one axis for each of the given distinct labels, in their order; all other labels are summed. The builder is spent
     * then.
     *
     * @throws IllegalArgumentException if a label is given twice
     */
    public Expression build(int... out) {
        axes = Arrays.stream(out).boxed().collect(Collectors.toSet());
        if (axes.size() != out.length) {
            throw new IllegalArgumentException("an axis label is repeated");
        }
        Shape shape = new Shape(Arrays.stream(out).mapToObj(sizes::get).toList());
        List<Factor> views = JoinedViews.of(pending, axes);
        if (!views.isEmpty()) {
            Expression joined = with(pending.stream().filter(factor -> !views.contains(factor)).toList(), views).build(out);
            if (JoinedViews.isWorthIt(joined, pending)) {
                return JoinedViews.grouped(joined);
            }
        }
        if (spliceFactors() || coefficient.isZero()) {
            return Elementwise.zero(shape);
        }
        List<Product.Delta> deltas = eliminateTies(out);
        factors.replaceAll(factor -> new Factor(factor.expression, factor.labels.stream().map(this::find).toList()));
        for (; placeIndicators(); factors.replaceAll(factor -> new Factor(factor.expression, factor.labels.stream().map(this::find).toList()))) {
            deltas = eliminateTies(out);
        }
        if (coefficient.isZero()) {
            return Elementwise.zero(shape);
        }
        factors.replaceAll(FactorOrder::sorted);
        separateScalars();
        mergePowers();
        if (Determinants.meet(factors) | Masks.absorb(factors)) {
            mergePowers();
        }
        coefficient = Masks.absorb(factors, coefficient);
        multiplyUnusedSizes();
        if (factors.isEmpty() && out.length == 0) {
            return Constant.of(coefficient);
        }
        return finish(out, deltas, shape);
    }

    // The same sum with other factors, some of them taken apart.
    private ProductBuilder with(List<Factor> kept, List<Factor> apart) {
        ProductBuilder copy = new ProductBuilder();
        copy.sizes.addAll(sizes);
        copy.ties.addAll(ties);
        copy.coefficient = coefficient;
        copy.mayBeSymmetric = mayBeSymmetric;
        copy.pending.addAll(kept);
        apart.forEach(factor -> copy.apart((Product) factor.expression, factor.labels));
        return copy;
    }

    /**
     * Adds the factors of a product one by one, though they are summed.
     *
     * @param labels one per axis of the product
     */
    public ProductBuilder apart(Product product, List<Integer> labels) {
        int[] inner = product.addTo(this);
        for (int axis = 0; axis < inner.length; axis++) {
            ties.add(new int[] {inner[axis], labels.get(axis)});
        }
        return this;
    }

    // Factors that are products themselves dissolve where that keeps the work the same: they carry deltas, sum nothing, or stand
    // alone. Beside scalars they do so unless they are repeated along an axis: a mean taken off each entry stays a mean.
    private boolean spliceFactors() {
        factors = new ArrayList<>();
        while (!pending.isEmpty()) {
            Factor factor = pending.pop();
            switch (factor.expression) {
                case Constant c -> coefficient = coefficient.times(c.value());
                case Product p when p.coefficient().isZero() -> {
                    return true;
                }
                case Product p when dissolves(p, factor.labels) -> apart(p, factor.labels);
                case Product p when p.isBroadcast() -> { // only its own axes take part
                    List<Integer> own = p.mentionedAxes();
                    pending.push(new Factor(p.withoutBroadcast(), own.stream().map(factor.labels::get).toList()));
                }
                case Product p when !p.coefficient().isOne() || p.hasScalarFactors() -> {
                    coefficient = coefficient.times(p.coefficient());
                    p.scalarFactors().forEach(scalar -> pending.push(new Factor(scalar, List.of())));
                    pending.push(new Factor(p.tensorFactors(), factor.labels));
                }
                default -> factors.add(factor);
            }
        }
        return false;
    }

    // Whether there is a new tie.
    private boolean placeIndicators() {
        IndicatorRules rules = new IndicatorRules(factors, axes, sizes::get);
        rules.apply();
        factors = rules.factors();
        separated.addAll(rules.gone());
        coefficient = rules.isNever() ? Rational.ZERO : coefficient;
        return ties.addAll(rules.ties()) || ties.addAll(Inverses.cancel(factors, axes, separated));
    }

    private boolean dissolves(Product product, List<Integer> labels) {
        return !product.deltas().isEmpty() || !product.isContraction() || factors.isEmpty() && pending.isEmpty()
                || labels.containsAll(axes) && Stream.concat(factors.stream(), pending.stream())
                        .allMatch(other -> other.labels.isEmpty() && !Norms.isInverse(other.expression));
    }

    private int find(int label) {
        int root = label;
        while (representative[root] != root) {
            root = representative[root];
        }
        return root;
    }

    private List<Product.Delta> eliminateTies(int[] out) {
        representative = new int[sizes.size()];
        Arrays.setAll(representative, label -> label);
        Map<Integer, Integer> position = new HashMap<>();
        for (int axis = 0; axis < out.length; axis++) {
            position.put(out[axis], axis);
        }
        for (int[] tie : ties) {
            int a = find(tie[0]);
            int b = find(tie[1]);
            if (a != b) { // the class of an axis is represented by its first axis
                boolean keepFirst = position.getOrDefault(a, Integer.MAX_VALUE) <= position.getOrDefault(b, Integer.MAX_VALUE);
                representative[keepFirst ? b : a] = keepFirst ? a : b;
            }
        }
        List<Product.Delta> kept = new ArrayList<>();
        for (int axis = 0; axis < out.length; axis++) {
            if (find(out[axis]) != out[axis]) {
                kept.add(new Product.Delta(position.get(find(out[axis])), axis));
            }
        }
        kept.sort(null);
        return kept;
    }

    // What hangs together over summed labels alone is a scalar of its own.
    private void separateScalars() {
        List<List<Factor>> parts = new ArrayList<>();
        for (Factor factor : factors) {
            if (!factor.labels.isEmpty()) {
                List<Factor> joined = new ArrayList<>(List.of(factor));
                parts.removeIf(part -> part.stream().anyMatch(other -> !Collections.disjoint(other.labels, factor.labels)) && joined.addAll(part));
                parts.add(joined);
            }
        }
        if (parts.size() < 2 && axes.isEmpty()) {
            return; // but what is repeated along an axis stays whole, as when it comes so
        }
        for (List<Factor> part : parts) {
            if (part.stream().allMatch(factor -> Collections.disjoint(factor.labels, axes))) {
                ProductBuilder builder = new ProductBuilder();
                Map<Integer, Integer> labels = new HashMap<>();
                part.forEach(factor -> factor.labels.forEach(label -> labels.computeIfAbsent(label, known -> builder.label(sizes.get(known)))));
                part.forEach(factor -> builder.factor(factor.expression, factor.labels.stream().mapToInt(labels::get).toArray()));
                separated.addAll(labels.keySet());
                factors.removeAll(part);
                addMerged(new Factor(builder.build(), List.of()));
            }
        }
    }

    // Equal bases on equal labels multiply to one power.
    private void mergePowers() {
        record Place(Expression base, List<Integer> labels) {}
        for (boolean again = true; again;) {
            again = false;
            Map<Place, List<Expression>> exponents = new LinkedHashMap<>();
            List<Factor> rest = new ArrayList<>();
            for (Factor factor : factors) {
                if (factor.expression instanceof Power p && p.base().shape().equals(p.shape()) && p.exponent().isScalar()) {
                    exponents.computeIfAbsent(new Place(p.base(), factor.labels), place -> new ArrayList<>()).add(p.exponent());
                } else {
                    exponents.computeIfAbsent(new Place(factor.expression, factor.labels), place -> new ArrayList<>()).add(Constant.ONE);
                }
            }
            for (var entry : exponents.entrySet()) {
                Expression base = entry.getKey().base;
                boolean single = entry.getValue().size() == 1;
                (single ? rest : pending).add(new Factor(single ? Power.raw(base, entry.getValue().getFirst())
                        : Power.of(base, Sum.of(entry.getValue())), entry.getKey().labels));
                again |= !single;
            }
            if (again) {
                List<Factor> merged = new ArrayList<>(pending);
                pending.clear();
                factors = rest;
                merged.forEach(this::addMerged);
            }
        }
    }

    private void addMerged(Factor factor) {
        switch (factor.expression) {
            case Constant c -> coefficient = coefficient.times(c.value());
            case Product p when p.factors().isEmpty() -> coefficient = coefficient.times(p.coefficient());
            case Product p when p.isElementwise() -> {
                coefficient = coefficient.times(p.coefficient());
                for (Expression each : p.factors()) {
                    factors.add(new Factor(each, each.isScalar() ? List.of() : factor.labels));
                }
            }
            default -> factors.add(factor);
        }
    }

    // A summed label that no factor mentions counts its own range.
    private void multiplyUnusedSizes() {
        Set<Integer> used = new HashSet<>();
        factors.forEach(factor -> used.addAll(factor.labels));
        for (int label = 0; label < sizes.size(); label++) {
            if (find(label) == label && !axes.contains(label) && !used.contains(label) && !separated.contains(label)) {
                Expression size = Sizes.expression(sizes.get(label));
                if (size instanceof Constant c) {
                    coefficient = coefficient.times(c.value());
                } else {
                    factors.add(new Factor(size, List.of()));
                }
            }
        }
        mergePowers();
    }

    private Expression finish(int[] out, List<Product.Delta> deltas, Shape shape) {
        Map<Integer, Integer> number = new LinkedHashMap<>();
        for (int axis = 0; axis < out.length; axis++) {
            number.put(out[axis], axis);
        }
        List<Factor> ordered = FactorOrder.of(factors, number);
        List<Size> labelSizes = new ArrayList<>();
        number.keySet().forEach(label -> labelSizes.add(sizes.get(label)));
        List<Expression> expressions = ordered.stream().map(Factor::expression).toList();
        List<List<Integer>> labels = ordered.stream().map(f -> new Factor(f.expression, f.labels.stream().map(number::get).toList()))
                .map(FactorOrder::sorted).map(Factor::labels).toList();
        if (ordered.size() == 1 && coefficient.isOne() && deltas.isEmpty() && number.size() == shape.rank()
                && Product.isIdentity(labels.getFirst(), shape.rank())) {
            return expressions.getFirst();
        }
        if (shape.isScalar() && labelSizes.isEmpty()) {
            List<Expression> all = new ArrayList<>(expressions);
            all.add(Constant.of(coefficient));
            return ScalarFactors.product(all);
        }
        Product product = Product.raw(coefficient, expressions, labels, deltas, labelSizes, shape.rank());
        return mayBeSymmetric && product.equals(transposed(product)) ? product.asSymmetric() : product;
    }

    private static Expression transposed(Product product) {
        if (product.shape().rank() != 2 || !product.shape().size(0).equals(product.shape().size(1))) {
            return Constant.ZERO;
        }
        ProductBuilder builder = new ProductBuilder();
        builder.mayBeSymmetric = false;
        int[] axes = product.addTo(builder);
        return builder.build(axes[1], axes[0]);
    }
}
