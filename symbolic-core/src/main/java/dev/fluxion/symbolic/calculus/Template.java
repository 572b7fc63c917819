package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.List;

/** A formula whose symbols are put in again and again: what is needed for that is worked out once. Immutable. */
final class Template {
    private static final int FIXED = -1;
    private static final int BUILT = -2;

    private final List<Expression> nodes;
    private final int[][] operands;
    private final int[] slots; // which value stands for a node, or FIXED, or BUILT from its operands

    /** @param symbols what is replaced, in the order of the values */
    Template(Expression formula, List<Symbol> symbols) {
        Topology topology = Topology.of(formula);
        nodes = List.copyOf(topology.nodes());
        operands = new int[nodes.size()][];
        slots = new int[nodes.size()];
        for (int i = 0; i < slots.length; i++) {
            operands[i] = topology.operands(i);
            int slot = symbols.indexOf(nodes.get(i));
            slots[i] = slot >= 0 ? slot : isFixed(i) ? FIXED : BUILT;
        }
    }

    private boolean isFixed(int node) {
        for (int operand : operands[node]) {
            if (slots[operand] != FIXED) {
                return false;
            }
        }
        return true;
    }

    /** The formula with a value for every symbol; scalars may become tensors. */
    Expression with(List<Expression> values) {
        Expression[] results = new Expression[slots.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = switch (slots[i]) {
                case FIXED -> nodes.get(i);
                case BUILT -> built(i, results);
                default -> values.get(slots[i]);
            };
        }
        return results[results.length - 1];
    }

    private Expression built(int node, Expression[] results) {
        List<Expression> changed = new ArrayList<>(operands[node].length);
        for (int operand : operands[node]) {
            changed.add(results[operand]);
        }
        return Elementwise.rebuild(nodes.get(node), changed);
    }
}
