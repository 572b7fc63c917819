package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a request. An empty list has no rows from which the sizes behind it could be read: they are those of the declaration, a named one as the
 * other values have it.
 *
 * @param values by name
 * @param untold names of sizes that no value tells, which are set to 1; {@link #requireTold} refuses what depends on them
 */
record Given(Map<String, Value> values, Set<String> untold) {
    static Given in(Request request) {
        Map<String, Value> values = new LinkedHashMap<>(Numbers.values(request.map("at")));
        List<Symbol> cut = Operations.declared(request).stream().filter(symbol -> isCutShort(symbol, values.get(symbol.name()))).toList();
        Map<String, Integer> sizes = cut.isEmpty() ? Map.of() : sizes(Operations.declared(request), values);
        TreeSet<String> untold = new TreeSet<>();
        for (Symbol symbol : cut) {
            Value value = values.get(symbol.name());
            int[] full = Arrays.copyOf(value.sizes(), symbol.shape().rank());
            for (int axis = value.rank(); axis < full.length; axis++) {
                Size size = symbol.shape().size(axis);
                full[axis] = size.isLiteral() ? Math.toIntExact(size.literal()) : sizes.getOrDefault(size.toString(), 1);
                if (!size.isLiteral() && !sizes.containsKey(size.toString())) {
                    untold.add(size.toString());
                }
            }
            values.put(symbol.name(), Value.of(full));
        }
        return new Given(values, untold);
    }

    private static boolean isCutShort(Symbol symbol, Value value) {
        return value != null && value.rank() > 0 && value.rank() < symbol.shape().rank() && value.sizes()[value.rank() - 1] == 0;
    }

    // Of named sizes, as far as values tell them.
    private static Map<String, Integer> sizes(List<Symbol> declared, Map<String, Value> values) {
        Map<String, Integer> sizes = new HashMap<>();
        for (Symbol symbol : declared) {
            Value value = values.get(symbol.name());
            for (int axis = 0; value != null && axis < Math.min(value.rank(), symbol.shape().rank()); axis++) {
                sizes.putIfAbsent(symbol.shape().size(axis).toString(), value.sizes()[axis]);
            }
        }
        values.forEach((name, value) -> {
            if (value.rank() == 0 && value.scalar() == (int) value.scalar()) {
                sizes.putIfAbsent(name, (int) value.scalar());
            }
        });
        return sizes;
    }

    /**
     * Refuses an expression whose value may depend on a size that is not told: all is told where each axis of that size lies in a tensor without entries.
     *
     * @throws FluxionException {@code SHAPE}
     */
    void requireTold(Expression expression) {
        Map<String, Integer> sizes = untold.isEmpty() ? Map.of() : sizes(Substitution.variables(expression), values);
        for (String size : untold) {
            if (Topology.of(expression).nodes().stream().anyMatch(node -> mayDepend(node, size, sizes))) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "no value tells the size " + size + ", on which this depends", Span.NONE)
                        .withHint("give it in 'at': \"" + size + "\": 3"));
            }
        }
    }

    private static boolean mayDepend(Expression node, String size, Map<String, Integer> sizes) {
        boolean named = node.shape().sizes().stream().anyMatch(each -> each.names().contains(size));
        boolean empty = node.shape().sizes().stream().anyMatch(each -> each.isLiteral() ? each.literal() == 0 : sizes.getOrDefault(each.toString(), 1) == 0);
        return named && !empty || node instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE && symbol.name().equals(size)
                || node instanceof Bound || node instanceof Fold;
    }
}
