package dev.fluxion.codegen;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of folds as formulas of their own: of what is carried along, the index, and what stays the same, which is computed before. */
final class FoldLowering {
    private final FoldGroup group;
    private final Map<Expression, Expression> captured = new LinkedHashMap<>();
    private final List<Symbol> inputs = new ArrayList<>();
    private final List<List<Expression>> bodies;

    /** @param outside the nodes that are computed before */
    FoldLowering(FoldGroup group, Topology outside) {
        this.group = group;
        if (group.results().keySet().iterator().next().count().orElse(0) > RoundCount.MOST) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "a fold over more than " + RoundCount.MOST + " indices", Span.NONE));
        }
        group.states().forEach(state -> inputs.add(state.symbol()));
        inputs.add(group.index());
        capture(outside);
        captured.values().forEach(place -> inputs.add((Symbol) place));
        bodies = group.passes().stream().map(pass -> pass.stream().map(state -> Substitution.replace(state.next(), captured)).toList()).toList();
    }

    // As much at a time as does not change from step to step; numbers and indicators are left where they are.
    private void capture(Topology outside) {
        Set<Symbol> local = new HashSet<>(inputs);
        List<Expression> roots = group.states().stream().map(Fold.State::next).toList();
        Topology topology = Topology.of(roots);
        boolean[] moves = new boolean[topology.size()];
        for (int i = 0; i < moves.length; i++) {
            Expression node = topology.nodes().get(i);
            moves[i] = node.reach() > 0 || node instanceof Symbol symbol && local.contains(symbol);
            for (int k = 0; k < node.operands().size(); k++) {
                moves[i] |= moves[topology.operand(i, k)];
            }
        }
        boolean[] reached = new boolean[moves.length];
        roots.forEach(root -> reached[topology.index(root)] = true);
        for (int i = moves.length - 1; i >= 0; i--) {
            Expression node = topology.nodes().get(i);
            if (reached[i] && !moves[i] && !node.isFixed() && !(node instanceof Indicator) && outside.find(node) != null) {
                captured.computeIfAbsent(node, each -> Symbol.temporary("same " + group.depth() + "." + captured.size(), each.shape()));
            } else if (reached[i]) {
                for (int k = 0; k < node.operands().size(); k++) {
                    reached[topology.operand(i, k)] = true;
                }
            }
        }
    }

    /** How many states each pass has. */
    List<Integer> counts() {
        return group.passes().stream().map(List::size).toList();
    }

    /** What it is given: starts, the first and last index, and what stays the same. */
    List<Expression> operands() {
        List<Expression> operands = new ArrayList<>(group.states().stream().map(Fold.State::start).toList());
        operands.add(group.first());
        operands.add(group.last());
        operands.addAll(captured.keySet());
        return operands;
    }

    /** How many of the operands stay the same. */
    int captured() {
        return captured.size();
    }

    /** What stands for the states, the index, and what stays the same. */
    List<Symbol> inputs() {
        return inputs;
    }

    /** What the states of each pass become. */
    List<List<Expression>> bodies() {
        return bodies;
    }

    /** The states that folds end in, in their order. */
    List<Integer> results() {
        return group.results().values().stream().map(inputs::indexOf).distinct().sorted().toList();
    }
}
