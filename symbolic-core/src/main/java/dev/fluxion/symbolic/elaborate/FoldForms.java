package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code fold(x = x0, v = v0, t = 1..s: next x, next v)}, whose value is the last {@code x}, and with passes behind it
 * {@code fold(x = x0, t = 1..s: next x, back(l = l0: next l))}, whose value is the last {@code l}.
 */
final class FoldForms {
    private static final String EXAMPLE = "write fold(y = y0, t = 1..s: …)";
    private static final String EXAMPLE_OF_TWO = "write fold(x = x0, v = v0, t = 1..s: next x, next v); the value is the last x";

    private final Elaborator elaborator;
    private final Tree.Call call;
    private final List<List<Fold.State>> passes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Typed> kinds = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private FoldForms(Elaborator elaborator, Tree.Call call) {
        this.elaborator = elaborator;
        this.call = call;
    }

    static Typed fold(Elaborator elaborator, Tree.Call call) {
        return new FoldForms(elaborator, call).read();
    }

    /** Whether a call with labels may have several bodies. */
    static boolean takesSeveral(Tree.Call call) {
        return call.name().equals(Fold.NAME) || call.name().equals(Fold.BACK);
    }

    private Typed read() {
        List<Tree.Binder> binders = call.binders();
        boolean counts = !binders.isEmpty() && binders.getLast().range() instanceof Tree.Range;
        if (!counts || binders.size() == 1 && !(call.operands().size() == 1 && isPass(call.operands().getFirst()))) {
            throw Problems.syntax("'" + call.name() + "' needs a value to start from and a range", call.span(), EXAMPLE);
        }
        Tree.Binder counter = binders.getLast();
        Tree.Range range = (Tree.Range) counter.range();
        Expression first = elaborator.scalar(range.from(), "the first index");
        Expression last = elaborator.scalar(range.to(), "the last index");
        IndexedForms.requireWhole(first, last, range);
        taken.add(counter.label());
        Tree.Call next = call;
        List<Tree.Binder> states = binders.subList(0, binders.size() - 1);
        while (next != null) {
            next = pass(next, states, counter.label());
            states = next == null ? List.of() : next.binders();
        }
        Typed kind = kinds.get(kinds.size() - passes.getLast().size());
        Symbol index = inside(counter.label()).symbols().getLast();
        return kind.with(Fold.of(passes, index, first, last));
    }

    private static boolean isPass(Tree tree) {
        return tree instanceof Tree.Call pass && pass.name().equals(Fold.BACK) && !pass.binders().isEmpty();
    }

    // Reads one pass, and gives the call of the next one.
    private Tree.Call pass(Tree.Call written, List<Tree.Binder> states, String counter) {
        List<Tree> bodies = written.operands();
        boolean goesOn = isPass(bodies.getLast());
        int given = bodies.size() - (goesOn ? 1 : 0);
        if (given != states.size()) {
            throw Problems.syntax("'" + written.name() + "' has " + counted(states.size(), "state") + ", but says what " + given + " of them "
                    + (given == 1 ? "becomes" : "become"), written.span(), states.size() > 1 || given > 1 ? EXAMPLE_OF_TWO : EXAMPLE);
        }
        List<Typed> starts = states.stream().map(this::start).toList();
        for (int i = 0; i < states.size(); i++) {
            if (!taken.add(states.get(i).label())) {
                throw Problems.syntax("'" + states.get(i).label() + "' stands here twice", states.get(i).span(), "");
            }
            names.add(states.get(i).label());
            kinds.add(starts.get(i));
        }
        Elaborator.Inside inside = inside(counter);
        int before = names.size() - states.size();
        List<Fold.State> read = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Typed next = StructuralForms.closed(inside.elaborator().read(bodies.get(i)), written);
            requireAlike(states.get(i), starts.get(i), next, bodies.get(i));
            read.add(new Fold.State(inside.symbols().get(before + i), starts.get(i).expression(), next.expression()));
        }
        passes.add(read);
        return goesOn ? (Tree.Call) bodies.getLast() : null;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private Typed start(Tree.Binder binder) {
        if (binder.range() == null || binder.range() instanceof Tree.Range) {
            throw Problems.syntax("'" + binder.label() + "' needs a value to start from", binder.span(), EXAMPLE);
        }
        return StructuralForms.closed(elaborator.read(binder.range()), call);
    }

    private Elaborator.Inside inside(String counter) {
        List<String> all = new ArrayList<>(names);
        all.add(counter);
        List<Typed> typed = new ArrayList<>(kinds);
        typed.add(Typed.of(Constant.ONE));
        return elaborator.binding(all, typed);
    }

    private static void requireAlike(Tree.Binder binder, Typed start, Typed next, Tree written) {
        if (!start.shape().equals(next.shape())) {
            String hint = start.rank() == 0 ? "start from a tensor, such as zeros(" + String.join(", ", next.shape().sizes().stream().map(Object::toString).toList())
                    + ")" : "a state keeps its shape";
            throw Problems.shape("'" + binder.label() + "' starts with shape " + start.shape() + ", but becomes shape " + next.shape(), written.span(), hint);
        }
        if (start.row() != next.row()) {
            throw Problems.shape("'" + binder.label() + "' starts as a " + orientation(start) + ", but becomes a " + orientation(next), written.span(),
                    "transpose one of them: " + binder.label() + "'");
        }
    }

    private static String orientation(Typed vector) {
        return vector.row() ? "row" : "column";
    }
}
