package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A fold, written with names that nothing else in it has; passes after the first stand behind what the states before them become. */
final class FoldForm {
    private final Presenter presenter;
    private final Fold fold;
    private final Fold.Opened opened;

    FoldForm(Presenter presenter, Fold fold) {
        this.presenter = presenter;
        this.fold = fold;
        Set<String> taken = Topology.of(fold).nodes().stream().filter(Symbol.class::isInstance).map(node -> ((Symbol) node).name())
                .collect(Collectors.toSet());
        List<Symbol> symbols = new ArrayList<>();
        List<Symbol> own = fold.open().states().stream().map(Fold.State::symbol).toList();
        for (int i = 0; i < fold.names().size(); i++) {
            String name = fold.names().get(i);
            String free = name;
            for (int number = 1; !taken.add(free); number++) {
                free = name + "_" + number;
            }
            symbols.add(i < own.size() ? Symbol.of(free, own.get(i).shape(), Symbol.Role.VARIABLE, Set.of()) : Symbol.of(free));
        }
        this.opened = fold.open(symbols);
        symbols.forEach(symbol -> presenter.bound().add(symbol.name()));
    }

    Tree tree() {
        Tree call = null;
        for (int pass = opened.passes().size() - 1; pass >= 0; pass--) {
            call = pass(pass, call);
        }
        return call;
    }

    private Tree pass(int pass, Tree following) {
        List<Tree.Binder> binders = new ArrayList<>();
        List<Tree> bodies = new ArrayList<>();
        for (Fold.State state : opened.passes().get(pass)) {
            binders.add(new Tree.Binder(state.symbol().name(), presenter.present(state.start()), Span.NONE));
            bodies.add(presenter.present(state.next()));
        }
        if (pass == 0) {
            binders.add(new Tree.Binder(opened.index().name(), new Tree.Range(presenter.present(fold.first()), presenter.present(fold.last()), Span.NONE),
                    Span.NONE));
        }
        if (following != null) {
            bodies.add(following);
        }
        return new Tree.Call(pass == 0 ? Fold.NAME : Fold.BACK, Span.NONE, 0, binders, bodies, List.of(), Span.NONE);
    }
}
