package dev.fluxion.symbolic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Moves expressions into and out of binders: de Bruijn's places for bound symbols, names for free ones. Walks without recursion.
 *
 * <p>Source: N. G. de Bruijn, Lambda Calculus Notation with Nameless Dummies (Indagationes Mathematicae 34, 1972).
 */
final class Binding {
    /** Marks the name of a symbol that stands for a bound one: no text of the language can write it. */
    private static final char MARK = '~';

    @FunctionalInterface
    private interface Leaf {
        /** What a symbol becomes under so many binders. */
        Expression at(Symbol symbol, int depth);
    }

    @FunctionalInterface
    private interface Change {
        /** What a node becomes under so many binders, or {@code null} where its operands are changed instead. */
        Expression at(Expression node, int depth);
    }

    private record Place(Expression node, int depth) {}

    private Binding() {}

    /** The name that people see: what stands before a mark, or after the one that a temporary name begins with. */
    static String plainName(String name) {
        int start = !name.isEmpty() && name.charAt(0) == MARK ? 1 : 0;
        int mark = name.indexOf(MARK, start);
        return name.substring(start, mark < 0 ? name.length() : mark);
    }

    /** A symbol with a name that no text can write. */
    static Symbol marked(String name, Shape shape, int number) {
        return Symbol.of(plainName(name) + MARK + MARK + number, shape, Symbol.Role.VARIABLE, Set.of());
    }

    /** Whether {@link #marked} has made the name. */
    static boolean isMarked(String name) {
        return name.contains("" + MARK + MARK);
    }

    /** The body of a binder of these symbols: the first is place 0. */
    static Expression abstracted(Expression expression, List<Symbol> symbols) {
        return symbols(expression, false, (symbol, depth) -> {
            int index = symbols.indexOf(symbol);
            if (index >= 0) {
                return Symbol.bound(index + depth, symbol.shape());
            }
            int place = symbol.place();
            return place < depth ? symbol : Symbol.bound(place + symbols.size(), symbol.shape());
        });
    }

    /** The body of a binder with values in its places. */
    static Expression instantiated(Expression body, List<? extends Expression> values) {
        return symbols(body, true, (symbol, depth) -> {
            int place = symbol.place();
            if (place < depth) {
                return symbol;
            }
            return place - depth < values.size() ? shifted(values.get(place - depth), depth)
                    : Symbol.bound(place - values.size(), symbol.shape());
        });
    }

    private static Expression shifted(Expression value, int by) {
        return by == 0 || value.reach() == 0 ? value : symbols(value, true,
                (symbol, depth) -> symbol.place() < depth ? symbol : Symbol.bound(symbol.place() + by, symbol.shape()));
    }

    /** The places outside an open expression that occur in it, as symbols. */
    static Set<Symbol> openPlaces(Expression expression) {
        Set<Symbol> found = new TreeSet<>(Structure.ORDER);
        if (expression.reach() > 0) {
            symbols(expression, true, (symbol, depth) -> {
                if (symbol.place() >= depth) {
                    found.add(Symbol.bound(symbol.place() - depth, symbol.shape()));
                }
                return symbol;
            });
        }
        return found;
    }

    /** Free symbols for the bound ones of a node: their own names where these are not taken by it or by others, else marked ones. */
    static List<Symbol> fresh(Bound bound, List<? extends Expression> others) {
        Map<Integer, Shape> shapes = new HashMap<>();
        openPlaces(bound.body()).forEach(symbol -> shapes.put(symbol.place(), symbol.shape()));
        List<Expression> avoid = new ArrayList<>(others);
        avoid.add(bound);
        return fresh(bound.names(), IntStream.range(0, bound.names().size()).mapToObj(i -> shapes.getOrDefault(i, Shape.SCALAR)).toList(), avoid);
    }

    /** Symbols of these names and shapes, marked where others have a name or one before it has. */
    static List<Symbol> fresh(List<String> names, List<Shape> shapes, List<? extends Expression> others) {
        Set<String> taken = names(others);
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            symbols.add(fresh(names.get(i), shapes.get(i), taken));
            taken.add(symbols.getLast().name());
        }
        return symbols;
    }

    /** A symbol of this name, marked where others have it. */
    static Symbol fresh(String plain, Shape shape, List<? extends Expression> avoid) {
        return fresh(plain, shape, names(avoid));
    }

    private static Set<String> names(List<? extends Expression> expressions) {
        return Topology.of(expressions).nodes().stream().filter(Symbol.class::isInstance).map(node -> ((Symbol) node).name())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Symbol fresh(String plain, Shape shape, Set<String> taken) {
        String name = plain;
        for (int number = 1; taken.contains(name); number++) {
            name = plain + MARK + number;
        }
        return Symbol.of(name, shape, Symbol.Role.VARIABLE, Set.of());
    }

    /** Parts replaced, those that refer to binders around the whole expression too. */
    static Expression replaced(Expression expression, Map<? extends Expression, Expression> replacements) {
        return walk(expression, false, (node, depth) -> {
            Expression replacement = depth == 0 || node.reach() == 0 ? replacements.get(node) : null;
            return replacement != null ? shifted(replacement, depth) : node.operands().isEmpty() ? node : null;
        });
    }

    private static Expression symbols(Expression root, boolean placesOnly, Leaf leaf) {
        return walk(root, placesOnly, (node, depth) -> node instanceof Symbol s ? leaf.at(s, depth) : node.operands().isEmpty() ? node : null);
    }

    // Operands before nodes, each node once under each number of binders; closed parts are left alone where only places matter.
    private static Expression walk(Expression root, boolean placesOnly, Change change) {
        Budget budget = Budget.current();
        Map<Place, Expression> results = new HashMap<>();
        Deque<Place> pending = new ArrayDeque<>();
        pending.push(new Place(root, 0));
        while (!pending.isEmpty()) {
            Place place = pending.peek();
            if (results.containsKey(place)) {
                pending.pop();
                continue;
            }
            Expression changed = placesOnly && place.node.reach() <= place.depth ? place.node : change.at(place.node, place.depth);
            if (changed != null) {
                results.put(pending.pop(), changed);
                continue;
            }
            List<Place> operands = operands(place);
            List<Place> missing = operands.stream().filter(operand -> !results.containsKey(operand)).toList();
            if (missing.isEmpty()) {
                budget.tick(1);
                results.put(pending.pop(), rebuilt(place.node, operands.stream().map(results::get).toList()));
            } else {
                missing.forEach(pending::push);
            }
        }
        return results.get(new Place(root, 0));
    }

    private static List<Place> operands(Place place) {
        List<Place> operands = new ArrayList<>();
        List<Expression> nodes = place.node.operands();
        for (int i = 0; i < nodes.size(); i++) {
            operands.add(new Place(nodes.get(i), place.depth + place.node.binds(i)));
        }
        return operands;
    }

    private static Expression rebuilt(Expression node, List<Expression> operands) {
        List<Expression> old = node.operands();
        for (int i = 0; i < old.size(); i++) {
            if (old.get(i) != operands.get(i)) {
                return Elementwise.rebuild(node, operands);
            }
        }
        return node;
    }
}
