package dev.fluxion.symbolic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct nodes of expressions, operands before those that use them. Equal nodes are one, so that every pass over a topology is linear
 * in the number of distinct nodes.
 */
public final class Topology {
    private final List<Expression> nodes = new ArrayList<>();
    private final Map<Expression, Integer> byStructure = new HashMap<>();
    private final Map<Expression, Integer> byIdentity = new IdentityHashMap<>();

    private final Budget budget = Budget.current();

    private Topology() {}

    /** The nodes of some expressions. */
    public static Topology of(List<? extends Expression> roots) {
        Topology topology = new Topology();
        roots.forEach(topology::enter);
        return topology;
    }

    /** The nodes of an expression. */
    public static Topology of(Expression root) {
        return of(List.of(root));
    }

    private void enter(Expression root) {
        budget.checkDepth(root);
        Deque<Expression> pending = new ArrayDeque<>();
        pending.push(root);
        while (!pending.isEmpty()) {
            Expression next = pending.peek();
            if (byIdentity.containsKey(next)) {
                pending.pop();
                continue;
            }
            boolean ready = true;
            for (Expression operand : next.operands()) {
                if (!byIdentity.containsKey(operand)) {
                    pending.push(operand);
                    ready = false;
                }
            }
            if (ready) {
                pending.pop();
                byIdentity.put(next, number(next));
            }
        }
    }

    private int number(Expression node) {
        Integer known = byStructure.putIfAbsent(node, nodes.size());
        if (known == null) {
            nodes.add(node);
            budget.tick(1);
            budget.checkNodes(nodes.size());
            return nodes.size() - 1;
        }
        return known;
    }

    /** The nodes, operands first. */
    public List<Expression> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The position of an expression, or {@code null} if it is no node of these. */
    public Integer find(Expression node) {
        Integer index = byIdentity.get(node);
        return index != null ? index : byStructure.get(node);
    }

    /** The position of a node of these expressions. */
    public int index(Expression node) {
        Integer index = find(node);
        if (index == null) {
            throw new IllegalArgumentException("no node of these expressions: " + node.getClass().getSimpleName());
        }
        return index;
    }

    /** The number of distinct nodes. */
    public int size() {
        return nodes.size();
    }
}
