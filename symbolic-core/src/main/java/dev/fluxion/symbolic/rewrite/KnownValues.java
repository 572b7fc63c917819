package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts of an expression that are numbers, by their exact values where these have a simpler form: {@code cos(0)} is 1. */
public final class KnownValues {
    private KnownValues() {}

    /** The expression with such parts replaced. */
    public static Expression put(Expression expression) {
        Map<Expression, Expression> values = new HashMap<>();
        List<Expression> nodes = Topology.of(expression).nodes();
        consider(nodes.getLast(), values);
        nodes.stream().filter(node -> !isNumber(node)).forEach(node -> node.operands().forEach(operand -> consider(operand, values)));
        return values.isEmpty() ? expression : Substitution.replace(expression, values);
    }

    private static boolean isNumber(Expression node) {
        return node.isScalar() && node.isFixed();
    }

    private static void consider(Expression node, Map<Expression, Expression> values) {
        if (isNumber(node) && !(node instanceof Constant) && !node.operands().isEmpty()) {
            Expression value = Simplifier.tidy(node, Assumptions.NONE, Budget.current());
            if (!value.equals(node)) {
                values.put(node, value);
            }
        }
    }
}
