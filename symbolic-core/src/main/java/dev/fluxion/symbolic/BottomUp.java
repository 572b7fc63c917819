package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Passes over expressions, operands before the nodes that use them, and each distinct node once. */
public final class BottomUp {
    private BottomUp() {}

    /**
     * The expression with every node rewritten once its operands are.
     *
     * @param change is given each node over operands that it has rewritten, and gives one of the same shape
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if the nodes are too many or too deep for the budget
     */
    public static Expression rewrite(Expression root, UnaryOperator<Expression> change) {
        return rewrite(List.of(root), change).getFirst();
    }

    /** The same for several expressions: what they share is rewritten once. */
    public static List<Expression> rewrite(List<Expression> roots, UnaryOperator<Expression> change) {
        Topology topology = Topology.of(roots);
        Expression[] results = new Expression[topology.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = change.apply(rebuilt(topology, i, results));
        }
        return roots.stream().map(root -> results[topology.index(root)]).toList();
    }

    private static Expression rebuilt(Topology topology, int position, Expression[] results) {
        Expression node = topology.nodes().get(position);
        List<Expression> operands = new ArrayList<>(node.operands().size());
        for (int i = 0; i < node.operands().size(); i++) {
            operands.add(results[topology.operand(position, i)]);
        }
        return operands.equals(node.operands()) ? node : Elementwise.rebuild(node, operands);
    }
}
