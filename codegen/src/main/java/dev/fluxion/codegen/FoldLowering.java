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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a fold as formulas of their own: of what is carried along, the index, and what stays the same, which is computed before. */
final class FoldLowering {
    private final Map<Expression, Expression> captured = new LinkedHashMap<>();
    private final List<Symbol> inputs = new ArrayList<>();
    private final List<List<Expression>> bodies;

    FoldLowering(Fold fold) {
        if (fold.count().orElse(0) > RoundCount.MOST) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "a fold over more than " + RoundCount.MOST + " indices", Span.NONE));
        }
        Fold.Opened opened = fold.open();
        opened.states().forEach(state -> inputs.add(state.symbol()));
        inputs.add(opened.index());
        fold.operands().subList(fold.firstBody(), fold.operands().size()).forEach(this::capture);
        captured.values().forEach(place -> inputs.add((Symbol) place));
        bodies = opened.passes().stream().map(pass -> pass.stream().map(state -> Substitution.replace(state.next(), captured)).toList()).toList();
    }

    // As much at a time as refers to no binder; numbers and indicators are left where they are.
    private void capture(Expression body) {
        Topology topology = Topology.of(body);
        boolean[] reached = new boolean[topology.size()];
        reached[topology.size() - 1] = true;
        for (int i = topology.size() - 1; i >= 0; i--) {
            Expression node = topology.nodes().get(i);
            if (reached[i] && node.reach() == 0 && !node.isFixed() && !(node instanceof Indicator)) {
                captured.computeIfAbsent(node, each -> Symbol.temporary("same " + captured.size(), each.shape()));
            } else if (reached[i]) {
                for (int k = 0; k < node.operands().size(); k++) {
                    reached[topology.operand(i, k)] = true;
                }
            }
        }
    }

    /** What stays the same, in the order in which it stands among the inputs. */
    List<Expression> captured() {
        return List.copyOf(captured.keySet());
    }

    /** What stands for the states, the index, and what stays the same. */
    List<Symbol> inputs() {
        return inputs;
    }

    /** What the states of each pass become. */
    List<List<Expression>> bodies() {
        return bodies;
    }
}
