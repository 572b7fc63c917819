package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Structure;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function cut at its intermediates, as a person names what is computed on the way: each is defined by the ones before it. Names that were
 * given are kept; what feeds a nonlinear function, and what such a function feeds into a product, gets a name where it has none.
 */
final class Cuts {
    /**
     * One intermediate.
     *
     * @param symbol what it goes by
     * @param node what it is
     * @param definition what it is in terms of the symbols before it
     */
    record Cut(Symbol symbol, Expression node, Expression definition) {
        /** Whether a symbol is used in the definition. */
        boolean uses(Symbol other) {
            return Substitution.variables(definition).contains(other);
        }
    }

    private final Expression function;
    private final Set<Symbol> parameters;
    private final Map<Expression, String> given;
    private final Topology topology;
    private final Set<Expression> depends = new HashSet<>();
    private final InventedNames invented;
    private final Map<Expression, String> named = new LinkedHashMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final Map<Expression, Expression> symbols = new HashMap<>();
    private Outline outline = new Outline(Map.of());

    private Cuts(Expression function, List<Symbol> parameters, Map<Expression, String> given, InventedNames invented) {
        this.function = function;
        this.parameters = Set.copyOf(parameters);
        this.given = given;
        this.topology = Topology.of(function);
        this.invented = invented;
    }

    /** The intermediates of a function that depend on its parameters, those that are used first; the last one is the function itself. */
    static Cuts of(Expression function, String name, List<Symbol> parameters, Map<Expression, String> given, InventedNames invented) {
        Cuts cuts = new Cuts(function, parameters, given, invented);
        cuts.findDependents();
        cuts.nameGiven();
        cuts.nameDissolved();
        cuts.nameOthers();
        cuts.cut(name);
        return cuts;
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** Names of the intermediates by what they are. */
    Map<Expression, String> named() {
        return named;
    }

    /** An expression in terms of the symbols of the intermediates. */
    Expression over(Expression expression) {
        return new Outline(symbols).in(expression);
    }

    private static boolean isDissolved(Expression part, Collection<Expression> nodes, Budget budget) {
        budget.tick(nodes.size());
        return nodes.stream().anyMatch(node -> Outline.isDissolved(part, node));
    }

    /** An expression with symbols for its parts that have a name, where some of them are no nodes; else the expression as it is. */
    static Expression outlined(Expression expression, Map<Expression, String> names) {
        Map<Expression, Expression> known = new HashMap<>();
        names.forEach((part, name) -> known.put(part, Symbol.of(name, part.shape(), Symbol.Role.VARIABLE, Set.of())));
        Outline outline = new Outline(known);
        return outline.dissolvedIn(expression) ? outline.in(expression) : expression;
    }

    // Sums within sums and products within products with a name, in the order of the names.
    private static List<Expression> dissolved(Topology nodes, Collection<Expression> within, Map<Expression, String> names) {
        Budget budget = Budget.current();
        return names.keySet().stream().filter(part -> part.reach() == 0 && (part instanceof Sum || part instanceof Product) && nodes.find(part).isEmpty()
                && isDissolved(part, within, budget)).sorted(Comparator.<Expression, String>comparing(names::get).thenComparing(Structure.ORDER)).toList();
    }

    /** What has a name of the nodes and of sums and products in them, parts first. */
    static List<Expression> inOrder(Topology nodes, Map<Expression, String> names) {
        List<Expression> all = new ArrayList<>(dissolved(nodes, nodes.nodes(), names));
        nodes.nodes().stream().filter(names::containsKey).forEach(all::add);
        Map<Expression, Integer> places = new HashMap<>(); // behind the last operand, where what it is a part of cannot be yet
        all.forEach(part -> places.put(part, part.operands().stream().mapToInt(operand -> nodes.find(operand).orElse(0)).max().orElse(0)));
        all.sort(Comparator.<Expression>comparingInt(places::get).thenComparingInt(part -> part.operands().size())
                .thenComparingInt(part -> -part.shape().rank()).thenComparing(names::get).thenComparing(Structure.ORDER));
        return all;
    }

    private void findDependents() {
        for (Expression node : topology.nodes()) {
            if (node instanceof Symbol symbol && parameters.contains(symbol) || node.operands().stream().anyMatch(depends::contains)) {
                depends.add(node);
            }
        }
    }

    // What a fold repeats has no value of its own.
    private boolean mayBeCut(Expression node) {
        return node.reach() == 0 && depends.contains(node) && !(node instanceof Symbol) && !node.equals(function);
    }

    private void nameGiven() {
        topology.nodes().stream().filter(node -> mayBeCut(node) && given.containsKey(node)).forEach(node -> named.put(node, given.get(node)));
    }

    // Sums within sums and products within products are no nodes, but a reader has met them.
    private void nameDissolved() {
        List<Expression> dissolved = dissolved(topology, topology.nodes(), given).stream()
                .filter(part -> !part.equals(function) && part.operands().stream().anyMatch(depends::contains))
                .toList();
        for (Expression part : dissolved) {
            if (!named.containsValue(given.get(part))) {
                named.put(part, given.get(part));
            }
        }
        Map<Expression, Expression> known = new HashMap<>();
        dissolved.stream().filter(named::containsKey).forEach(part -> known.put(part, Symbol.of(named.get(part), part.shape(), Symbol.Role.VARIABLE, Set.of())));
        outline = new Outline(known);
    }

    private void nameOthers() {
        Map<Expression, String> letters = new LinkedHashMap<>();
        for (Expression node : topology.nodes()) {
            for (Expression operand : node.operands()) {
                if (mayBeCut(operand) && !named.containsKey(operand)) {
                    if (isNonlinear(node) && isLayer(outline.outlined(operand))) {
                        letters.put(operand, node instanceof Power ? "r" : operand.shape().rank() > 1 ? "Z" : "z");
                    } else if (isNonlinear(operand) && !operand.isScalar() && node instanceof Product && outline.outlined(node) instanceof Product product
                            && mentionsParameter(product)) {
                        letters.put(operand, operand.shape().rank() > 1 ? "H" : "h");
                    }
                }
            }
        }
        topology.nodes().stream().filter(letters::containsKey).forEach(node -> named.put(node, fresh(letters.get(node),
                letters.values().stream().filter(letters.get(node)::equals).count() > 1)));
    }

    // A sum or product that parameters enter without a function in between.
    private boolean isLayer(Expression node) {
        return switch (node) {
            case Product product -> mentionsParameter(product);
            case Sum sum -> sum.terms().stream().anyMatch(term -> term instanceof Symbol symbol && parameters.contains(symbol)
                    || term instanceof Product product && mentionsParameter(product));
            case Constant _, Symbol _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> false;
        };
    }

    private boolean mentionsParameter(Product product) {
        return product.factors().stream().anyMatch(factor -> factor instanceof Symbol symbol && parameters.contains(symbol));
    }

    private static boolean isNonlinear(Expression node) {
        return node instanceof Apply || node instanceof Reduction || node instanceof Power;
    }

    private String fresh(String letter, boolean numbered) {
        String name = letter;
        for (int i = 1; numbered && i == 1 || !invented.tryTake(name); i++) {
            name = letter + i;
        }
        return name;
    }

    private void cut(String name) {
        List<Expression> all = inOrder(topology, named);
        all.remove(function);
        for (Expression node : all) {
            enter(node, named.get(node));
        }
        enter(function, name);
    }

    private void enter(Expression node, String name) {
        Symbol symbol = Symbol.of(name, node.shape(), Symbol.Role.VARIABLE, Set.of());
        cuts.add(new Cut(symbol, node, over(node)));
        symbols.put(node, symbol);
    }
}
