package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every product of sums as a sum of products: expressions that the distributive law makes equal become the same node. */
final class MultipliedOut {
    private MultipliedOut() {}

    static Expression of(Expression expression) {
        Map<Expression, Expression> done = new HashMap<>();
        for (Expression node : Topology.of(expression).nodes()) {
            List<Expression> operands = node.operands().stream().map(done::get).toList();
            Expression rebuilt = operands.isEmpty() ? node : node.withOperands(operands);
            done.put(node, rebuilt instanceof Product product ? distributed(product) : rebuilt);
        }
        return done.get(expression);
    }

    private static Expression distributed(Product product) {
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Sum sum) {
                int which = i;
                return Sum.of(product.shape(), sum.terms().stream().map(term -> {
                    List<Expression> factors = new ArrayList<>(product.factors());
                    factors.set(which, term);
                    return product.with(product.coefficient(), factors) instanceof Product next ? distributed(next) : product.with(product.coefficient(), factors);
                }).toList());
            }
        }
        return product;
    }
}
