package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sum of products as a rule puts it together, before canonical form takes its deltas away: the record of what becomes an {@link #expression()}.
 *
 * @param coefficient the number in front
 * @param factors with the labels of their axes
 * @param deltas pairs of labels that must agree
 * @param labels every label with its size
 * @param axes labels of the result; one that stands twice is a diagonal, which is zero beside it. All others are summed
 */
public record LabelledProduct(Numeral coefficient, List<Factor> factors, List<Product.Delta> deltas, Map<Integer, Size> labels, List<Integer> axes) {
    /** An operand and the labels of its axes. */
    public record Factor(Expression expression, List<Integer> labels) {
        Factor renamed(Map<Integer, Integer> names) {
            return new Factor(expression, labels.stream().map(label -> names.getOrDefault(label, label)).toList());
        }
    }

    /** Copies. */
    public LabelledProduct {
        factors = List.copyOf(factors);
        deltas = List.copyOf(deltas);
        labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        axes = List.copyOf(axes);
    }

    /** A tensor as the product of nothing but itself. */
    public static LabelledProduct of(Expression tensor) {
        ProductBuilder builder = new ProductBuilder();
        int[] own = builder.labels(tensor.shape());
        return builder.factor(tensor, own).labelled(own);
    }

    /** The labels that are summed over. */
    public List<Integer> summed() {
        return labels.keySet().stream().filter(label -> !axes.contains(label)).toList();
    }

    /** What it is, in canonical form, whether its deltas were taken away before or not. */
    public Expression expression() {
        LabelledProduct rest = this;
        for (Optional<Product.Delta> delta; (delta = rest.removable(axes)).isPresent(); ) {
            rest = rest.without(delta.get(), axes);
        }
        return rest.built();
    }

    private Expression built() {
        ProductBuilder builder = new ProductBuilder().coefficient(coefficient);
        Map<Integer, Integer> own = new HashMap<>();
        labels.forEach((label, size) -> own.put(label, builder.label(size)));
        factors.forEach(factor -> builder.factor(factor.expression, factor.labels.stream().mapToInt(own::get).toArray()));
        deltas.forEach(delta -> builder.delta(own.get(delta.first()), own.get(delta.second())));
        return builder.build(builder.distinct(axes.stream().mapToInt(own::get).toArray()));
    }

    /** The same with axes of labels that nothing else has, and a delta for each: derivatives of entries by entries. */
    public LabelledProduct apart() {
        return distinct(new HashSet<>(axes));
    }

    private LabelledProduct distinct(Set<Integer> taken) {
        Map<Integer, Size> all = new LinkedHashMap<>(labels);
        List<Product.Delta> ties = new ArrayList<>(deltas);
        List<Integer> own = new ArrayList<>();
        List<Product.Delta> added = new ArrayList<>();
        for (int label : axes) {
            if (taken.add(label)) {
                own.add(label);
            } else {
                int fresh = next(all);
                all.put(fresh, labels.get(label));
                added.add(new Product.Delta(label, fresh));
                own.add(fresh);
            }
        }
        ties.addAll(0, added);
        return new LabelledProduct(coefficient, factors, ties, all, own);
    }

    private static int next(Map<Integer, Size> labels) {
        return labels.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    /** This product with another one, of the same shape, put in for its first factor. */
    public LabelledProduct after(LabelledProduct first) {
        LabelledProduct inner = first.distinct(new HashSet<>());
        Map<Integer, Size> all = new LinkedHashMap<>(labels);
        Map<Integer, Integer> names = new HashMap<>();
        for (int axis = 0; axis < inner.axes.size(); axis++) {
            names.put(inner.axes.get(axis), factors.getFirst().labels.get(axis));
        }
        for (int label : inner.summed()) {
            int fresh = next(all);
            all.put(fresh, inner.labels.get(label));
            names.put(label, fresh);
        }
        List<Factor> product = new ArrayList<>(inner.factors.stream().map(factor -> factor.renamed(names)).toList());
        product.addAll(factors.subList(1, factors.size()));
        List<Product.Delta> ties = new ArrayList<>(inner.deltas.stream().map(delta -> new Product.Delta(names.get(delta.first()), names.get(delta.second()))).toList());
        ties.addAll(deltas);
        return new LabelledProduct(coefficient.times(inner.coefficient), product, ties, all, axes);
    }

    /** The first delta one of whose labels is summed over and none of those that stay. */
    public Optional<Product.Delta> removable(Collection<Integer> stay) {
        return deltas.stream().filter(delta -> !stay.contains(delta.first()) || !stay.contains(delta.second())).findFirst();
    }

    /** The sum over a label that a delta ties to another leaves the one term where they agree. */
    public LabelledProduct without(Product.Delta delta, Collection<Integer> stay) {
        boolean first = !stay.contains(delta.first());
        Map<Integer, Integer> names = Map.of(first ? delta.first() : delta.second(), first ? delta.second() : delta.first());
        Map<Integer, Size> left = new LinkedHashMap<>(labels);
        left.keySet().removeAll(names.keySet());
        return new LabelledProduct(coefficient, factors.stream().map(factor -> factor.renamed(names)).toList(), deltas.stream().filter(other -> other != delta)
                .map(other -> new Product.Delta(names.getOrDefault(other.first(), other.first()), names.getOrDefault(other.second(), other.second())))
                .filter(other -> other.first() != other.second()).collect(Collectors.toList()), left, axes);
    }
}
