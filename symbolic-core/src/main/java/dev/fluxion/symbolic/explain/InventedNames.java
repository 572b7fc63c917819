package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that a derivation makes up: none that stands for something in its formula, and none twice. */
final class InventedNames {
    /** For the function that is differentiated, where its user gave it no name. */
    static final List<String> OF_THE_WHOLE = List.of("f", "F", "g", "G");

    private final Set<String> taken = new HashSet<>();

    /** Names beside the variables, functions and sizes of an expression, and others. */
    static InventedNames beside(Expression expression, Collection<String> others) {
        InventedNames names = new InventedNames();
        names.taken.addAll(others);
        for (Expression node : Topology.of(expression).nodes()) {
            if (node instanceof Symbol symbol) {
                names.taken.add(symbol.name());
            } else if (node instanceof Call call) {
                names.taken.add(call.name());
            }
            node.shape().sizes().stream().map(Size::names).forEach(names.taken::addAll);
        }
        return names;
    }

    /** Whether a name is free; it is taken from now on. */
    boolean tryTake(String name) {
        return taken.add(name);
    }

    /** The first wish that is free; else the first with {@code _0} behind it, as often as needed. */
    String first(List<String> wishes) {
        for (String wish : wishes) {
            if (tryTake(wish)) {
                return wish;
            }
        }
        String name = wishes.getFirst();
        while (!tryTake(name)) {
            name += name.contains("_") ? "0" : "_0";
        }
        return name;
    }
}
