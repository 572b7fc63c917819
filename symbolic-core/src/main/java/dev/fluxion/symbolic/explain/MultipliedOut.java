package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Every product of sums as a sum of products: expressions that the distributive law makes equal become the same node.
 *
 * <p>Source: by definition: the distributive law.
 */
final class MultipliedOut {
    private static final int MOST_TERMS = 4096;

    private final Map<Expression, Expression> done = new HashMap<>();
    private int terms;

    private MultipliedOut() {}

    /** Whether the distributive law alone makes two expressions equal; false too where that would take too many terms to tell. */
    static boolean areEqual(Expression first, Expression second) {
        Optional<Expression> out = of(first);
        return out.isPresent() && out.equals(of(second));
    }

    private static Optional<Expression> of(Expression expression) {
        MultipliedOut out = new MultipliedOut();
        for (Expression node : Topology.of(expression).nodes()) {
            List<Expression> operands = node.operands().stream().map(out.done::get).toList();
            Expression rebuilt = operands.equals(node.operands()) ? node : node.withOperands(operands);
            out.done.put(node, rebuilt instanceof Product product ? out.distributed(flat(product)) : rebuilt);
            if (out.terms > MOST_TERMS) {
                return Optional.empty();
            }
        }
        return Optional.of(out.done.get(expression));
    }

    // Sums of products of sums of products as one: the associative law.
    private static Expression flat(Product product) {
        if (product.factors().stream().noneMatch(factor -> factor instanceof Product && !factor.isScalar())) {
            return product;
        }
        ProductBuilder builder = new ProductBuilder().coefficient(product.coefficient());
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> builder.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            int[] own = product.labels(i).stream().mapToInt(label -> labels[label]).toArray();
            if (product.factors().get(i) instanceof Product inner && !inner.isScalar()) {
                builder.apart(inner, Arrays.stream(own).boxed().toList());
            } else {
                builder.factor(product.factors().get(i), own);
            }
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(Arrays.copyOf(labels, product.shape().rank()));
    }

    private Expression distributed(Expression expression) {
        return expression instanceof Product product ? distributed(product) : expression;
    }

    private Expression distributed(Product product) {
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Sum sum && (terms += sum.terms().size()) <= MOST_TERMS) {
                int which = i;
                return Sum.of(product.shape(), sum.terms().stream().map(term -> {
                    List<Expression> factors = new ArrayList<>(product.factors());
                    factors.set(which, term);
                    Expression next = product.with(product.coefficient(), factors);
                    return distributed(next instanceof Product again ? flat(again) : next);
                }).toList());
            }
        }
        return product;
    }
}
