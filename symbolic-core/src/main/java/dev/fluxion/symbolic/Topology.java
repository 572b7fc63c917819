package dev.fluxion.symbolic;

import dev.fluxion.grammar.Interruption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The distinct nodes of expressions, operands before those that use them. Equal nodes are one, so that every pass over a topology is linear
 * in the number of distinct nodes.
 *
 * <p>Two nodes are equal if their heads are and their operands have the same positions, so that no comparison goes deeper than one level.
 */
public final class Topology {
    private static final int SMALLEST_TABLE = 32; // a power of two
    private static final int[] NO_OPERANDS = {};

    private final List<Expression> nodes = new ArrayList<>();
    private final List<int[]> operands = new ArrayList<>();

    // Open addressing by the cached structural hash, of positions plus one. Equal objects that came later are known by identity.
    private int[] table = new int[SMALLEST_TABLE];
    private Map<Expression, Integer> copies = Map.of(); // most expressions hold none

    private final Budget budget = Budget.current();

    private Topology() {}

    /**
     * The nodes of some expressions.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if they are too many or too deep for the budget
     */
    public static Topology of(List<? extends Expression> roots) {
        Topology topology = new Topology();
        roots.forEach(topology::enter);
        return topology;
    }

    /**
     * The nodes of an expression.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if they are too many or too deep for the budget
     */
    public static Topology of(Expression root) {
        Topology topology = new Topology();
        topology.enter(root);
        return topology;
    }

    private void enter(Expression root) {
        budget.checkDepth(root);
        Deque<Expression> pending = new ArrayDeque<>();
        pending.push(root);
        for (long step = 0; !pending.isEmpty(); step++) {
            Interruption.check(step); // the way down to the first leaf numbers nothing
            Expression next = pending.peek();
            if (position(next) >= 0) {
                pending.pop();
                continue;
            }
            boolean ready = true;
            List<Expression> own = next.operands();
            for (int i = 0; i < own.size(); i++) {
                if (position(own.get(i)) < 0) {
                    pending.push(own.get(i));
                    ready = false;
                }
            }
            if (ready) {
                pending.pop();
                number(next);
            }
        }
    }

    // The position of this very object, or of a leaf like it; -1 if it has not been met.
    private int position(Expression node) {
        int mask = table.length - 1;
        boolean alike = false;
        for (int slot = node.hashCode() & mask; table[slot] != 0; slot = slot + 1 & mask) {
            Expression known = nodes.get(table[slot] - 1);
            if (known == node) {
                return table[slot] - 1;
            }
            if (known.hashCode() == node.hashCode()) {
                if (node.depth() == 1 && Structure.sameHead(known, node)) {
                    return table[slot] - 1;
                }
                alike = true;
            }
        }
        return alike ? copies.getOrDefault(node, -1) : -1;
    }

    private void number(Expression node) {
        int[] parts = partsOf(node);
        int equal = equalNode(node, parts);
        if (equal >= 0) {
            copies = copies.isEmpty() ? new IdentityHashMap<>() : copies;
            copies.put(node, equal);
            return;
        }
        nodes.add(node);
        operands.add(parts);
        budget.tick(1);
        budget.checkNodes(nodes.size());
        if (2 * nodes.size() > table.length) {
            table = new int[2 * table.length];
            for (int i = 0; i < nodes.size(); i++) {
                insert(i);
            }
        } else {
            insert(nodes.size() - 1);
        }
    }

    private int[] partsOf(Expression node) {
        List<Expression> own = node.operands();
        if (own.isEmpty()) {
            return NO_OPERANDS;
        }
        int[] parts = new int[own.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = position(own.get(i));
        }
        return parts;
    }

    private int equalNode(Expression node, int[] parts) {
        int mask = table.length - 1;
        for (int slot = node.hashCode() & mask; table[slot] != 0; slot = slot + 1 & mask) {
            int candidate = table[slot] - 1;
            if (Structure.sameHead(nodes.get(candidate), node) && Arrays.equals(operands.get(candidate), parts)) {
                return candidate;
            }
        }
        return -1;
    }

    private void insert(int position) {
        int mask = table.length - 1;
        int slot = nodes.get(position).hashCode() & mask;
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        table[slot] = position + 1;
    }

    /** The nodes, operands first. */
    public List<Expression> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /**
     * The positions of a node's operands, in order: a new array of as many entries, none for a leaf.
     *
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public int[] operands(int position) {
        return operands.get(position).clone();
    }

    /**
     * The position of an operand of a node.
     *
     * @throws IndexOutOfBoundsException if there is no such position or operand
     */
    public int operand(int position, int which) {
        return operands.get(position)[which];
    }

    /** The position of an expression; empty if it is no node of these. */
    public OptionalInt find(Expression node) {
        int met = position(node);
        if (met >= 0) {
            return OptionalInt.of(met);
        }
        int mask = table.length - 1;
        for (int slot = node.hashCode() & mask; table[slot] != 0; slot = slot + 1 & mask) {
            if (nodes.get(table[slot] - 1).equals(node)) {
                return OptionalInt.of(table[slot] - 1);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The position of a node of these expressions.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public int index(Expression node) {
        return find(node).orElseThrow(() -> new IllegalArgumentException("no node of these expressions: " + node.getClass().getSimpleName()));
    }

    /** The number of distinct nodes. */
    public int size() {
        return nodes.size();
    }
}
