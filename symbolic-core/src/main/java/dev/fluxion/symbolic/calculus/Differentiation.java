package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Derivatives of expressions. The derivative of an expression of shape S by a variable of shape V has the shape S ++ V; for a scalar
 * expression, that of V. Linear in the number of distinct nodes.
 */
public final class Differentiation {
    private Differentiation() {}

    /** The derivative by a variable. */
    public static Expression derivative(Expression expression, Symbol variable) {
        if (variable.isScalar() && isScalarThroughout(expression)) {
            return new Forward(expression, variable).derivative();
        }
        return Adjoints.of(expression, List.of(variable)).gradient(variable);
    }

    /** The derivative by several variables, one after the other. */
    public static Expression derivative(Expression expression, List<Symbol> variables) {
        Expression result = expression;
        for (Symbol variable : variables) {
            result = derivative(result, variable);
        }
        return result;
    }

    /** The partial derivatives by each of the variables, from one sweep where there is more than one. */
    public static List<Expression> gradient(Expression expression, List<Symbol> variables) {
        if (variables.size() == 1) {
            return List.of(derivative(expression, variables.getFirst()));
        }
        Adjoints adjoints = Adjoints.of(expression, variables);
        return variables.stream().map(adjoints::gradient).toList();
    }

    static boolean isScalarThroughout(Expression expression) {
        return Topology.of(expression).nodes().stream().allMatch(Expression::isScalar);
    }

    /** Which nodes of a topology depend on one of the variables. */
    static BitSet dependents(Topology topology, List<Symbol> variables) {
        BitSet depends = new BitSet(topology.size());
        for (int i = 0; i < topology.size(); i++) {
            Expression node = topology.nodes().get(i);
            boolean itself = node instanceof Symbol symbol && variables.contains(symbol);
            if (itself || node.operands().stream().anyMatch(operand -> depends.get(topology.index(operand)))) {
                depends.set(i);
            }
        }
        return depends;
    }

    /** Forward differentiation of a scalar by a scalar: operands before those that use them. */
    private static final class Forward {
        private final Topology topology;
        private final ScalarRules rules;
        private final BitSet depends;

        Forward(Expression expression, Symbol variable) {
            topology = Topology.of(expression);
            depends = dependents(topology, List.of(variable));
            rules = new ScalarRules(variable, this::depends, false);
        }

        // Parts that a rule puts together anew are no nodes of the topology: they depend if a part of theirs does.
        private boolean depends(Expression node) {
            Integer index = topology.find(node);
            return index != null ? depends.get(index) : node.operands().stream().anyMatch(this::depends);
        }

        Expression derivative() {
            List<Expression> derivatives = new ArrayList<>(topology.size());
            for (int i = 0; i < topology.size(); i++) {
                derivatives.add(depends.get(i) ? apply(topology.nodes().get(i), derivatives) : Constant.ZERO);
            }
            return derivatives.getLast();
        }

        private Expression apply(Expression node, List<Expression> derivatives) {
            RuleApplication application = rules.apply(node);
            List<Expression> parts = new ArrayList<>(application.parts().size());
            for (Expression part : application.parts()) {
                Integer index = topology.find(part);
                boolean known = index != null && index < derivatives.size(); // else the rule put it together anew
                parts.add(known ? derivatives.get(index) : depends(part) ? apply(part, derivatives) : Constant.ZERO);
            }
            return application.answer().apply(parts);
        }
    }

    /** Zeros of the shape of a derivative. */
    static Expression zero(Expression expression, Symbol variable) {
        return Elementwise.zero(expression.shape().then(variable.shape()));
    }
}
