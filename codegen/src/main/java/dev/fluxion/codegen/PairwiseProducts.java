package dev.fluxion.codegen;

import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Products of many factors as products of few, the cheapest first: sizes are not known yet, so that all names of sizes count as about the same.
 *
 * <p>Source: greedy order of pairwise contractions, D. G. A. Smith, J. Gray, opt_einsum (Journal of Open Source Software 3, 2018).
 */
final class PairwiseProducts {
    /** A factor and the labels of its axes. */
    private record Part(Expression expression, List<Integer> labels) {}

    /** Parts that are multiplied before the others, over the labels that only they have. */
    private record Inner(List<Part> parts, Set<Integer> summed, double cost) {}

    private final Product product;
    private final List<Part> parts = new ArrayList<>();
    private final Set<Integer> carried; // labels that factors have

    private PairwiseProducts(Product product) {
        this.product = product;
        IntStream.range(0, product.factors().size()).forEach(i -> parts.add(new Part(product.factors().get(i), product.labels(i))));
        carried = labels(parts);
    }

    /** The expressions with such products apart. */
    static List<Expression> in(List<Expression> roots) {
        return BottomUp.rewrite(roots, node -> node instanceof Product product && isLong(product) ? new PairwiseProducts(product).apart() : node);
    }

    // Where one over a norm counts as 0 is seen in the whole product only.
    private static boolean isLong(Product product) {
        return product.isContraction() && product.reach() == 0 && product.factors().stream().noneMatch(Indicator.class::isInstance)
                && IntStream.range(0, product.factors().size()).noneMatch(which -> product.besidesNorm(which).isPresent());
    }

    private Expression apart() {
        boolean changed = false;
        for (Optional<Inner> inner = cheapest(); inner.isPresent(); inner = cheapest()) {
            Inner chosen = inner.get();
            parts.removeIf(part -> chosen.parts.stream().anyMatch(taken -> taken == part));
            List<Integer> kept = labels(chosen.parts).stream().filter(label -> !chosen.summed.contains(label)).toList();
            parts.add(new Part(built(chosen.parts, kept, false), kept));
            changed = true;
        }
        return changed ? built(parts, IntStream.range(0, product.shape().rank()).boxed().toList(), true) : product;
    }

    private Expression built(List<Part> factors, List<Integer> out, boolean whole) {
        ProductBuilder builder = new ProductBuilder();
        Map<Integer, Integer> names = new HashMap<>(); // of labels that the product needs: one that nothing has would be summed
        IntUnaryOperator name = label -> names.computeIfAbsent(label, each -> builder.label(product.size(each)));
        factors.forEach(part -> builder.factor(part.expression, part.labels.stream().mapToInt(name::applyAsInt).toArray()));
        if (whole) {
            builder.coefficient(product.coefficient());
            IntStream.range(0, product.labelCount()).filter(label -> !carried.contains(label)).forEach(name::applyAsInt);
            product.deltas().forEach(delta -> builder.delta(name.applyAsInt(delta.first()), name.applyAsInt(delta.second())));
        }
        return builder.build(out.stream().mapToInt(name::applyAsInt).toArray());
    }

    private static Set<Integer> labels(Collection<Part> parts) {
        Set<Integer> labels = new TreeSet<>();
        parts.forEach(part -> labels.addAll(part.labels));
        return labels;
    }

    private double cost(Collection<Integer> labels) {
        return labels.stream().mapToDouble(label -> LabelOrder.usual(product.size(label))).reduce(1, (a, b) -> a * b);
    }

    // One factor or two whose own sums are taken first; nothing where that is no cheaper than all sums at once.
    private Optional<Inner> cheapest() {
        List<Part> tensors = parts.stream().filter(part -> !part.labels.isEmpty()).toList();
        double now = cost(labels(tensors));
        return IntStream.range(0, tensors.size()).boxed().flatMap(i -> IntStream.range(i, tensors.size())
                        .mapToObj(j -> i == j ? List.of(tensors.get(i)) : List.of(tensors.get(i), tensors.get(j))))
                .filter(pair -> pair.size() < tensors.size()).flatMap(pair -> inner(pair, tensors)).filter(inner -> inner.cost < now)
                .min(Comparator.comparingDouble(Inner::cost));
    }

    private Stream<Inner> inner(List<Part> pair, List<Part> tensors) {
        Set<Integer> summed = new HashSet<>(labels(pair));
        summed.removeIf(label -> label < product.shape().rank());
        summed.removeAll(labels(tensors.stream().filter(part -> pair.stream().noneMatch(taken -> taken == part)).toList()));
        Set<Integer> rest = labels(tensors);
        rest.removeAll(summed);
        return summed.isEmpty() ? Stream.empty() : Stream.of(new Inner(pair, summed, cost(labels(pair)) + cost(rest)));
    }
}
