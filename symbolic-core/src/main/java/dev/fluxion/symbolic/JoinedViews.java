package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Factors that write numbers in digits which other factors read: {@code kron(A, B)*kron(C, D)} is {@code kron(A*C, B*D)}, and {@code kron(B', A)*vec(X)}
 * is {@code vec(A*X*B)}. They are taken apart where fewer equations are left then.
 *
 * <p>Source: C. F. Van Loan, The Ubiquitous Kronecker Product (J. Comput. Appl. Math. 123, 2000).
 */
final class JoinedViews {
    private JoinedViews() {}

    /** The products that may be worth it: those that are summed together with another one, or with an equation. */
    static List<Factor> of(Collection<Factor> factors, Set<Integer> axes) {
        List<Factor> views = factors.stream().filter(factor -> hasDigits(factor.expression())).toList();
        return views.size() < 2 ? List.of() : views.stream().filter(view -> view.expression() instanceof Product && view.labels().stream()
                .anyMatch(label -> !axes.contains(label) && views.stream().anyMatch(other -> other != view && other.labels().contains(label)))).toList();
    }

    // A slice has no digits; nor has a window, whose places overlap: to put one into another would multiply their work.
    private static boolean hasDigits(Expression expression) {
        return expression instanceof Product product ? product.factors().stream().anyMatch(factor -> factor instanceof Indicator indicator && isNumber(indicator))
                : expression instanceof Indicator indicator && isNumber(indicator);
    }

    // Whether both sides of an equation are numbers in digits, each of which weighs as much as the lower ones have values.
    private static boolean isNumber(Indicator indicator) {
        Set<Integer> open = new LinkedHashSet<>(IntStream.range(0, indicator.shape().rank()).boxed().toList());
        for (Size unit : List.of(Size.ONE, Size.of(-1))) {
            Size weight = unit;
            for (Optional<Integer> digit = digit(indicator, open, weight); digit.isPresent(); digit = digit(indicator, open, weight)) {
                open.remove(digit.get());
                weight = weight.times(indicator.shape().size(digit.get()));
            }
        }
        return indicator.shape().rank() > 2 && open.isEmpty();
    }

    private static Optional<Integer> digit(Indicator indicator, Set<Integer> open, Size weight) {
        return open.stream().filter(axis -> indicator.coefficient(axis).equals(weight)).findFirst();
    }

    /** Whether fewer equations are left than the factors had. */
    static boolean isWorthIt(Expression together, Collection<Factor> factors) {
        return equations(together) < factors.stream().mapToLong(factor -> equations(factor.expression())).sum();
    }

    private static long equations(Expression expression) {
        return expression instanceof Product product ? product.factors().stream().filter(Indicator.class::isInstance).count() : expression instanceof Indicator ? 1 : 0;
    }

    /** The same with a tensor of its own for what is summed beside the equations. */
    static Expression grouped(Expression together) {
        if (!(together instanceof Product product) || equations(product) == 0) {
            return together;
        }
        List<List<Integer>> groups = groups(product);
        if (groups.stream().allMatch(group -> group.size() == 1)) {
            return product;
        }
        ProductBuilder builder = new ProductBuilder().coefficient(product.coefficient());
        Set<Integer> kept = new LinkedHashSet<>(IntStream.range(0, product.shape().rank()).boxed().toList());
        groups.forEach(group -> kept.addAll(outer(product, group)));
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> kept.contains(label) ? builder.label(product.size(label)) : -1).toArray();
        groups.forEach(group -> builder.factor(together(product, group), outer(product, group).stream().mapToInt(label -> labels[label]).toArray()));
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(java.util.Arrays.copyOf(labels, product.shape().rank()));
    }

    // Factors that hang together over labels that are summed and that no equation has.
    private static List<List<Integer>> groups(Product product) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < product.factors().size(); i++) {
            List<Integer> joined = new ArrayList<>(List.of(i));
            int own = i;
            groups.removeIf(group -> group.stream().anyMatch(other -> !Collections.disjoint(summed(product, other), summed(product, own))) && joined.addAll(group));
            groups.add(joined);
        }
        return groups;
    }

    private static Set<Integer> summed(Product product, int factor) {
        Set<Integer> labels = new LinkedHashSet<>(product.labels(factor));
        labels.removeIf(label -> label < product.shape().rank() || isInEquation(product, label));
        return labels;
    }

    private static boolean isInEquation(Product product, int label) {
        return equations(product, label).findAny().isPresent();
    }

    // A single factor keeps its labels, whatever they are.
    private static List<Integer> outer(Product product, List<Integer> group) {
        if (group.size() == 1) {
            return product.labels(group.getFirst());
        }
        Set<Integer> labels = new LinkedHashSet<>();
        group.forEach(i -> labels.addAll(product.labels(i)));
        labels.removeIf(label -> label >= product.shape().rank() && !isInEquation(product, label));
        return labels.stream().sorted(Comparator.<Integer>comparingInt(label -> place(product, label)).thenComparingInt(label -> weight(product, label))).toList();
    }

    // The axis of the product that a label is a digit of, so that nothing has to be turned.
    private static int place(Product product, int label) {
        return label < product.shape().rank() ? label : equations(product, label).flatMap(i -> product.labels(i).stream().mapToInt(Integer::intValue)).min().orElse(label);
    }

    private static IntStream equations(Product product, int label) {
        return IntStream.range(0, product.factors().size()).filter(i -> product.factors().get(i) instanceof Indicator && product.labels(i).contains(label));
    }

    // Low digits first: 1, then a size, then a product of sizes.
    private static int weight(Product product, int label) {
        return equations(product, label).map(i -> ((Indicator) product.factors().get(i)).coefficient(product.labels(i).indexOf(label)).degree()).max().orElse(0);
    }

    private static Expression together(Product product, List<Integer> group) {
        if (group.size() == 1) {
            return product.factors().get(group.getFirst());
        }
        ProductBuilder builder = new ProductBuilder();
        int[] labels = new int[product.labelCount()];
        group.stream().flatMap(i -> product.labels(i).stream()).distinct().forEach(label -> labels[label] = builder.label(product.size(label)));
        group.stream().sorted().forEach(i -> builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray()));
        return builder.build(outer(product, group).stream().mapToInt(label -> labels[label]).toArray());
    }
}
