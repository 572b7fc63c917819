package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What binds symbols, written with names that nothing else in it has. */
final class BoundForm {
    private final Presenter presenter;
    private final Bound bound;
    private final List<Symbol> symbols;
    private final Expression body;

    BoundForm(Presenter presenter, Bound bound) {
        this.presenter = presenter;
        this.bound = bound;
        Set<String> taken = Topology.of(bound).nodes().stream().filter(Symbol.class::isInstance).map(node -> ((Symbol) node).name())
                .collect(Collectors.toSet());
        this.symbols = new ArrayList<>();
        for (String name : bound.names()) {
            String free = name;
            for (int number = 1; !taken.add(free); number++) {
                free = name + "_" + number;
            }
            symbols.add(Symbol.of(free));
        }
        this.body = bound.open(symbols).body();
        symbols.forEach(symbol -> presenter.bound().add(symbol.name()));
    }

    Tree tree() {
        return switch (bound.kind()) {
            case SUM -> binding("sum", List.of(index(0, bound.first(), bound.last())));
            case PRODUCT -> binding(TensorRows.PRODUCT.name(), List.of(index(0, bound.first(), bound.last())));
            case INTEGRAL -> call("integrate", Write.name(name(0)), presenter.present(bound.first()), presenter.present(bound.last()));
            case ANTIDERIVATIVE -> atPoint("integrate", 1);
            case DERIVATIVE -> atPoint("diff", bound.attribute());
            case LIMIT -> limit();
        };
    }

    private String name(int symbol) {
        return symbols.get(symbol).name();
    }

    private Tree.Binder index(int symbol, Expression from, Expression to) {
        return new Tree.Binder(name(symbol), new Tree.Range(presenter.present(from), presenter.present(to), Span.NONE), Span.NONE);
    }

    private Tree binding(String function, List<Tree.Binder> binders) {
        return new Tree.Call(function, Span.NONE, 0, binders, List.of(presenter.present(body)), List.of(), Span.NONE);
    }

    private Tree call(String function, Tree... others) {
        List<Tree> operands = new ArrayList<>(List.of(presenter.present(body)));
        operands.addAll(List.of(others));
        return Write.call(function, operands);
    }

    // diff(f, x) where the point is a variable that nothing else is called, else subs(diff(f, t), t = point)
    private Tree atPoint(String function, int order) {
        boolean itself = bound.first() instanceof Symbol point && point.isVariable() && !Topology.of(bound.body()).nodes().contains(point);
        if (itself) {
            Expression named = bound.at(bound.first());
            return Write.call(function, operands(presenter.present(named), presenter.present(bound.first()), order));
        }
        Tree.Named point = new Tree.Named(name(0), presenter.present(bound.first()), Span.NONE);
        Tree inner = Write.call(function, operands(presenter.present(body), Write.name(name(0)), order));
        return new Tree.Call("subs", Span.NONE, 0, List.of(), List.of(inner), List.of(point), Span.NONE);
    }

    private static List<Tree> operands(Tree function, Tree variable, int order) {
        return order == 1 ? List.of(function, variable) : List.of(function, variable, Write.number(order));
    }

    private Tree limit() {
        Tree to = presenter.present(bound.first());
        return switch (bound.attribute()) {
            case 1 -> call("limit", Write.name(name(0)), to, Write.name("right"));
            case -1 -> call("limit", Write.name(name(0)), to, Write.name("left"));
            default -> call("limit", Write.name(name(0)), to);
        };
    }
}
