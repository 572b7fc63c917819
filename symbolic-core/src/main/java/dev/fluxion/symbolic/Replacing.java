package dev.fluxion.symbolic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass of a replacement, operands before the nodes that use them. A part without a value, such as 1 over exactly 0, is no mistake before it is known
 * that the whole needs it: cases that are not chosen may have none.
 */
final class Replacing {
    private final Topology topology;
    private final Map<? extends Expression, Expression> replacements;
    private final Expression[] results;
    private final Map<Integer, FluxionException> without = new HashMap<>(0); // why parts have no value

    Replacing(Topology topology, Map<? extends Expression, Expression> replacements) {
        this.topology = topology;
        this.replacements = replacements;
        this.results = new Expression[topology.size()];
    }

    Expression result() {
        for (int i = 0; i < results.length; i++) {
            Expression node = topology.nodes().get(i);
            Expression replacement = replacements.get(node);
            results[i] = replacement != null ? replacement : attempt(node, i);
        }
        return valueOf(results.length - 1);
    }

    private Expression attempt(Expression node, int position) {
        try {
            return rebuilt(node, position);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            without.put(position, e);
            return node;
        }
    }

    private Expression valueOf(int position) {
        FluxionException reason = without.get(position);
        if (reason != null) {
            throw reason;
        }
        return results[position];
    }

    private Expression rebuilt(Expression node, int position) {
        if (!without.isEmpty() && node instanceof Piecewise piecewise) {
            return chosen(piecewise, position);
        }
        List<Expression> operands = node.operands();
        List<Expression> changed = null;
        for (int i = 0; i < operands.size(); i++) {
            Expression result = valueOf(topology.operand(position, i));
            if (changed == null && result != operands.get(i)) {
                changed = new ArrayList<>(operands);
            }
            if (changed != null) {
                changed.set(i, result);
            }
        }
        return changed == null ? node : Elementwise.rebuild(node, changed);
    }

    private Expression chosen(Piecewise piecewise, int position) {
        int[] operands = topology.operands(position);
        List<Piecewise.Case> open = new ArrayList<>();
        Optional<Expression> rest = Optional.empty();
        int next = 0;
        for (Piecewise.Case each : piecewise.cases()) {
            int[] compared = Arrays.copyOfRange(operands, next, next += each.condition().operands().size());
            int[] at = {0};
            Condition condition = each.condition().map(old -> valueOf(compared[at[0]++]));
            int value = operands[next++];
            if (condition.equals(Condition.TRUE)) {
                rest = Optional.of(valueOf(value));
                break;
            }
            if (!condition.equals(Condition.FALSE)) {
                open.add(new Piecewise.Case(condition, valueOf(value)));
            }
        }
        return Piecewise.of(open, rest.isPresent() ? rest.get() : valueOf(operands[next]));
    }
}
