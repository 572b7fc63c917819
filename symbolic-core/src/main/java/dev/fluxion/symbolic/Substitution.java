package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Replaces parts of expressions. */
public final class Substitution {
    private Substitution() {}

    /**
     * The expression with every occurrence of a key replaced; replacements are not searched again. Scalars may become tensors. Bound symbols are no
     * occurrences, and none captures a name in a replacement. Of cases that the replacement decides only the chosen one needs a value.
     *
     * @throws IllegalArgumentException if shapes of replacements do not fit together
     * @throws dev.fluxion.grammar.FluxionException {@code DOMAIN} if the result has no value, as 1 over exactly 0; {@code LIMIT} if the budget is
     * spent
     */
    public static Expression replace(Expression expression, Map<? extends Expression, Expression> replacements) {
        if (replacements.entrySet().stream().anyMatch(each -> each.getKey().reach() + each.getValue().reach() > 0)) {
            return Binding.replaced(expression, replacements);
        }
        return new Replacing(Topology.of(expression), replacements).result();
    }

    /**
     * The variables and parameters in an expression, in the order of their names. Bound symbols are none of them; but a part taken out of
     * the body of a {@link Bound} varies with the places that it refers to.
     */
    public static List<Symbol> variables(Expression expression) {
        List<Symbol> found = new ArrayList<>(Binding.openPlaces(expression));
        for (Expression node : Topology.of(expression).nodes()) {
            if (node instanceof Symbol symbol && symbol.isVariable()) {
                found.add(symbol);
            }
        }
        found.sort(Comparator.comparing(Symbol::name));
        return List.copyOf(found);
    }
}
