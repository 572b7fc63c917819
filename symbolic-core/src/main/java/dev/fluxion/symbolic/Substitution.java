package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replaces parts of expressions. */
public final class Substitution {
    private Substitution() {}

    /** The expression with every occurrence of a key replaced; replacements are not searched again. Scalars may become tensors. */
    public static Expression replace(Expression expression, Map<? extends Expression, Expression> replacements) {
        Topology topology = Topology.of(expression);
        Expression[] results = new Expression[topology.size()];
        for (int i = 0; i < results.length; i++) {
            Expression node = topology.nodes().get(i);
            Expression replacement = replacements.get(node);
            results[i] = replacement != null ? replacement : rebuilt(node, topology, results);
        }
        return results[results.length - 1];
    }

    private static Expression rebuilt(Expression node, Topology topology, Expression[] results) {
        List<Expression> operands = node.operands();
        List<Expression> changed = null;
        for (int i = 0; i < operands.size(); i++) {
            Expression result = results[topology.index(operands.get(i))];
            if (changed == null && result != operands.get(i)) {
                changed = new ArrayList<>(operands);
            }
            if (changed != null) {
                changed.set(i, result);
            }
        }
        return changed == null ? node : Elementwise.rebuild(node, changed);
    }

    /** The variables and parameters in an expression, in the order of their names. */
    public static List<Symbol> variables(Expression expression) {
        return Topology.of(expression).nodes().stream().filter(node -> node instanceof Symbol s && s.isVariable()).map(Symbol.class::cast)
                .sorted(java.util.Comparator.comparing(Symbol::name)).toList();
    }
}
