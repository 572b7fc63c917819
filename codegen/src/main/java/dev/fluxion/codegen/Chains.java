package dev.fluxion.codegen;

import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chains of matrix products as one product, so that they are multiplied in the cheapest order and not as they were written: {@code A*B*x} as
 * two products of a matrix with a vector.
 */
final class Chains {
    private static final int LONGEST = 12; // factors

    private final Topology topology;
    private final int[] uses;
    private final Expression[] results;

    private Chains(List<Expression> roots) {
        topology = Topology.of(roots);
        uses = new int[topology.size()];
        results = new Expression[topology.size()];
        roots.forEach(root -> uses[topology.index(root)]++);
        topology.nodes().forEach(node -> node.operands().forEach(operand -> uses[topology.index(operand)]++));
    }

    /** The expressions with their chains joined; products that are used more than once stay apart. */
    static List<Expression> joined(List<Expression> roots) {
        Chains chains = new Chains(roots);
        for (int i = 0; i < chains.results.length; i++) {
            chains.results[i] = chains.joined(chains.topology.nodes().get(i));
        }
        return roots.stream().map(root -> chains.results[chains.topology.index(root)]).toList();
    }

    private Expression joined(Expression node) {
        List<Expression> operands = node.operands().stream().map(operand -> results[topology.index(operand)]).toList();
        Expression same = operands.equals(node.operands()) ? node : Elementwise.rebuild(node, operands);
        if (!(node instanceof Product) || !(same instanceof Product product) || product.reach() > 0 || holdsIndicators(product)) {
            return same;
        }
        Set<Expression> shared = new HashSet<>();
        IntStream.range(0, operands.size()).filter(i -> uses[topology.index(node.operands().get(i))] > 1).forEach(i -> shared.add(operands.get(i)));
        int[] inner = IntStream.range(0, product.factors().size()).filter(i -> !shared.contains(product.factors().get(i)) && isLink(product, i)).toArray();
        return inner.length == 0 ? product : joined(product, inner);
    }

    private static boolean holdsIndicators(Product product) {
        return product.factors().stream().anyMatch(Indicator.class::isInstance);
    }

    // A contraction, some axis of which is summed, and which no other factor meets in more than one axis.
    private static boolean isLink(Product product, int factor) {
        if (!(product.factors().get(factor) instanceof Product inner) || !inner.isContraction() || !inner.deltas().isEmpty() || holdsIndicators(inner)
                || product.factors().size() + inner.factors().size() > LONGEST) {
            return false;
        }
        List<Integer> axes = product.labels(factor);
        boolean met = IntStream.range(0, product.factors().size()).filter(i -> i != factor)
                .anyMatch(i -> product.labels(i).stream().distinct().filter(axes::contains).count() > 1);
        return !met && axes.stream().distinct().count() == axes.size() && axes.stream().anyMatch(label -> label >= product.shape().rank());
    }

    private static Expression joined(Product product, int[] links) {
        ProductBuilder builder = new ProductBuilder();
        builder.coefficient(product.coefficient());
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> builder.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            int[] axes = product.labels(i).stream().mapToInt(label -> labels[label]).toArray();
            int factor = i;
            if (IntStream.of(links).anyMatch(link -> link == factor)) {
                addInner(builder, (Product) product.factors().get(i), axes);
            } else {
                builder.factor(product.factors().get(i), axes);
            }
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(IntStream.range(0, product.shape().rank()).map(axis -> labels[axis]).toArray());
    }

    private static void addInner(ProductBuilder builder, Product inner, int[] axes) {
        Map<Integer, Integer> names = new HashMap<>();
        IntStream.range(0, axes.length).forEach(axis -> names.put(axis, axes[axis]));
        builder.coefficient(inner.coefficient());
        for (int i = 0; i < inner.factors().size(); i++) {
            builder.factor(inner.factors().get(i), inner.labels(i).stream()
                    .mapToInt(label -> names.computeIfAbsent(label, key -> builder.label(inner.size(key)))).toArray());
        }
    }
}
