package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Derivatives of expressions. The derivative of an expression of shape S by a variable of shape V has the shape S ++ V; for a scalar
 * expression, that of V. Linear in the number of distinct nodes.
 *
 * <p>Source: forward and reverse propagation, A. Griewank, A. Walther, Evaluating Derivatives (2nd ed., 2008), chapter 3; shapes by the
 * definition of the language.
 */
public final class Differentiation {
    private static final int MOST_ENTRIES = 64;

    private Differentiation() {}

    /**
     * The derivative by a variable.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something has no derivative by it, {@code LIMIT} if the budget in force is
     * spent
     */
    public static Expression derivative(Expression expression, Symbol variable) {
        Topology topology = Topology.of(expression);
        if (variable.isScalar() && isScalarThroughout(topology)) {
            return ShorterForm.of(new Forward(topology, variable).derivative(), 1);
        }
        return isShortArray(expression, List.of(variable)) ? ofEntries(expression, List.of(variable))
                : Adjoints.of(expression, List.of(variable)).gradient(variable);
    }

    // As rules give it.
    private static Expression unshortened(Expression expression, Symbol variable) {
        Topology topology = Topology.of(expression);
        return variable.isScalar() && isScalarThroughout(topology) ? new Forward(topology, variable).derivative() : derivative(expression, variable);
    }

    private static Expression ofEntries(Expression array, List<Symbol> variables) {
        List<Expression> entries = array.operands().stream().map(entry -> derivative(entry, variables)).toList();
        return entries.stream().allMatch(Elementwise::isZero) ? Elementwise.zero(array.shape()) : ArrayOf.of(array.shape(), entries);
    }

    /**
     * The derivative by several variables, one after the other.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something has no derivative by one of them, {@code LIMIT} if the budget in
     * force is spent
     */
    public static Expression derivative(Expression expression, List<Symbol> variables) {
        if (variables.size() < 2) {
            return variables.isEmpty() ? expression : derivative(expression, variables.getFirst());
        }
        if (isShortArray(expression, variables)) {
            return ofEntries(expression, variables);
        }
        Orders orders = new Orders(expression);
        variables.forEach(variable -> orders.pass(variable, current -> unshortened(current, variable)));
        return orders.reached();
    }

    /**
     * The partial derivatives by each of the variables, in their order, from one sweep where there is more than one.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something has no derivative by one of them, {@code LIMIT} if the budget in
     * force is spent
     */
    public static List<Expression> gradient(Expression expression, List<Symbol> variables) {
        if (variables.size() == 1 || isShortArray(expression, variables) || hasSinglePoints(expression, variables)) {
            return variables.stream().map(variable -> derivative(expression, variable)).toList();
        }
        Adjoints adjoints = Adjoints.of(expression, variables);
        return variables.stream().map(adjoints::gradient).toList();
    }

    // One sweep back takes the cases of a choice alike.
    private static boolean hasSinglePoints(Expression expression, List<Symbol> variables) {
        Topology topology = Topology.of(expression);
        List<Expression> choices = topology.nodes().stream().filter(Piecewise.class::isInstance).toList();
        if (choices.isEmpty() || !isScalarThroughout(topology)) {
            return false;
        }
        Set<Expression> parts = new HashSet<>(Topology.of(choices).nodes()); // of ten thousand parameters, choices have a few
        return variables.stream().anyMatch(variable -> parts.contains(variable) && SinglePointCases.areIn(topology, variable));
    }

    // Entries of numbers are differentiated one by one: [2*x, 1] reads better than a sum of unit vectors.
    private static boolean isShortArray(Expression expression, List<Symbol> variables) {
        return expression instanceof ArrayOf array && array.operands().size() <= MOST_ENTRIES && variables.stream().allMatch(Expression::isScalar);
    }

    static boolean isScalarThroughout(Expression expression) {
        return isScalarThroughout(Topology.of(expression));
    }

    private static boolean isScalarThroughout(Topology topology) {
        for (int i = 0; i < topology.size(); i++) {
            Interruption.check(i);
            if (!topology.nodes().get(i).isScalar()) {
                return false;
            }
        }
        return true;
    }

    /** Which nodes of a topology depend on one of the variables. */
    static BitSet dependents(Topology topology, Collection<Symbol> variables) {
        Collection<Symbol> wanted = variables.size() == 1 ? variables : new HashSet<>(variables);
        BitSet depends = new BitSet(topology.size());
        for (int i = 0; i < topology.size(); i++) {
            Interruption.check(i);
            Expression node = topology.nodes().get(i);
            boolean itself = node instanceof Symbol symbol && wanted.contains(symbol);
            if (itself || anyOperand(topology, i, depends)) {
                depends.set(i);
            }
        }
        return depends;
    }

    private static boolean anyOperand(Topology topology, int node, BitSet depends) {
        int operands = topology.nodes().get(node).operands().size();
        for (int which = 0; which < operands; which++) {
            if (depends.get(topology.operand(node, which))) {
                return true;
            }
        }
        return false;
    }
}
