package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Fold.State;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds over one range that are executed together: states that start and go on alike are one. The gradients by several parameters share the passes there
 * and back.
 *
 * <p>Source: loop fusion, with value numbering of the loops' variables, which are taken to be equal until they are found to differ: B. Alpern, M. N.
 * Wegman, F. K. Zadeck, Detecting Equality of Variables in Programs (1988).
 */
final class FoldGroup {
    private final Expression first;
    private final Expression last;
    private final int depth;
    private final Symbol index;
    private final List<List<State>> passes = new ArrayList<>();
    private final Map<Fold, Symbol> results = new LinkedHashMap<>();
    private int symbols;

    /** @param depth how many folds it is inside of, whose names it must not use */
    FoldGroup(Fold fold, int depth) {
        this.depth = depth;
        index = Symbol.temporary("index " + depth);
        first = fold.first();
        last = fold.last();
        add(fold);
    }

    /** Groups of folds none of which depends on another, with those of one range together. */
    static List<FoldGroup> of(List<Fold> folds, int depth) {
        List<FoldGroup> groups = new ArrayList<>();
        for (Fold fold : folds) {
            Optional<FoldGroup> known = groups.stream().filter(group -> group.first.equals(fold.first()) && group.last.equals(fold.last())).findFirst();
            known.ifPresentOrElse(group -> group.add(fold), () -> groups.add(new FoldGroup(fold, depth)));
        }
        return groups;
    }

    private void add(Fold fold) {
        List<Symbol> own = new ArrayList<>();
        for (int i = 0; i < fold.states(); i++) {
            own.add(Symbol.temporary("state " + depth + "." + symbols++, fold.operands().get(i).shape()));
        }
        own.add(index);
        Fold.Opened opened = fold.open(own);
        Map<Expression, Expression> same = same(opened);
        for (int pass = 0; pass < opened.passes().size(); pass++) {
            if (pass == passes.size()) {
                passes.add(new ArrayList<>());
            }
            for (State state : opened.passes().get(pass)) {
                if (!same.containsKey(state.symbol())) {
                    passes.get(pass).add(new State(state.symbol(), state.start(), Substitution.replace(state.next(), same)));
                }
            }
        }
        Symbol result = own.get(fold.result());
        results.put(fold, (Symbol) same.getOrDefault(result, result));
    }

    // What states are those of the group: all that may be are taken to be, until the steps of one differ.
    private Map<Expression, Expression> same(Fold.Opened opened) {
        Map<Expression, Expression> same = new HashMap<>();
        Map<Expression, State> others = new HashMap<>();
        for (int pass = 0; pass < Math.min(passes.size(), opened.passes().size()); pass++) {
            for (State state : opened.passes().get(pass)) {
                passes.get(pass).stream().filter(other -> other.start().equals(state.start()) && !same.containsValue(other.symbol())
                        && alike(state, other)).findFirst().ifPresent(other -> {
                            same.put(state.symbol(), other.symbol());
                            others.put(state.symbol(), other);
                        });
            }
        }
        boolean changed = true;
        while (changed) {
            changed = opened.states().stream().filter(state -> same.containsKey(state.symbol())).toList().stream()
                    .filter(state -> !Substitution.replace(state.next(), same).equals(others.get(state.symbol()).next()))
                    .peek(state -> same.remove(state.symbol())).count() > 0;
        }
        return same;
    }

    // A first guess that saves most comparisons: steps of one depth and shape.
    private static boolean alike(State a, State b) {
        return a.next().depth() == b.next().depth() && a.next().shape().equals(b.next().shape()) && a.next().operands().size() == b.next().operands().size();
    }

    /** The passes of all. */
    List<List<State>> passes() {
        return passes;
    }

    /** What stands for the whole number. */
    Symbol index() {
        return index;
    }

    /** How many folds it is inside of. */
    int depth() {
        return depth;
    }

    /** The first whole number. */
    Expression first() {
        return first;
    }

    /** The last whole number. */
    Expression last() {
        return last;
    }

    /** The state that each fold ends in. */
    Map<Fold, Symbol> results() {
        return results;
    }

    /** The states of all passes. */
    List<State> states() {
        return passes.stream().flatMap(List::stream).toList();
    }
}
