package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Fold.State;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Derivatives of folds, which are folds: as many steps, each a small multiple of the original's.
 *
 * <p>Forward, each state has a tangent beside it. In reverse, the passes are gone through once more, the last one first and each the other way round;
 * there each state has a cotangent: what a step made of it passes on, and what later passes read of it. What is the same in all steps, a parameter
 * or a formula of parameters, has its cotangent added up in the last pass.
 *
 * <p>Source: A. Griewank, A. Walther, Evaluating Derivatives (2nd ed., 2008), §3.1 and §3.2, for evolutions; backpropagation through time:
 * P. J. Werbos, Backpropagation Through Time: What It Does and How to Do It (1990).
 */
final class FoldRules {
    /** What a derivation calls the rule. */
    static final String RULE = "derivative of a fold";

    private final Fold fold;
    private final Shape front;
    private final List<Symbol> variables;
    private final Predicate<Expression> depends;
    private final List<Expression> avoid = new ArrayList<>();
    private final Map<Symbol, Symbol> cotangents = new HashMap<>();
    private final Map<Expression, Symbol> inputs = new LinkedHashMap<>();
    private final Map<Symbol, Adjoints> sweeps = new HashMap<>();
    private Fold.Opened opened;

    /**
     * @param front axes of the result, which stand in front of every cotangent
     * @param depends whether a node of what is differentiated depends on a variable
     */
    FoldRules(Fold fold, Shape front, List<Symbol> variables, Predicate<Expression> depends) {
        this.fold = fold;
        this.front = front;
        this.variables = variables;
        this.depends = depends;
        requireFixed(fold, variables);
    }

    private static void requireFixed(Fold fold, List<Symbol> variables) {
        for (Expression end : List.of(fold.first(), fold.last())) {
            if (Substitution.variables(end).stream().anyMatch(variables::contains)) {
                throw FluxionException.unsupported("the derivative of a fold by a variable in its range");
            }
        }
    }

    /** The derivative by a scalar: one fold, in which each state's tangent is a state. */
    static Expression derivative(Fold fold, Symbol variable) {
        requireFixed(fold, List.of(variable));
        Fold.Opened opened = fold.open(variable);
        List<Expression> avoid = new ArrayList<>(List.of(fold, variable, opened.index()));
        opened.states().forEach(state -> avoid.add(state.symbol()));
        Map<Symbol, Symbol> tangents = new HashMap<>();
        opened.states().forEach(state -> tangents.put(state.symbol(), fresh(Bound.plainName(state.symbol()) + "_dot", state.symbol().shape(), avoid)));
        List<List<State>> passes = new ArrayList<>();
        List<State> visible = new ArrayList<>();
        for (List<State> pass : opened.passes()) {
            visible.addAll(pass);
            List<State> both = new ArrayList<>();
            for (State state : pass) {
                List<Expression> terms = new ArrayList<>();
                terms.add(Differentiation.derivative(state.next(), variable));
                visible.forEach(by -> terms.add(pushed(state.next(), by.symbol(), tangents.get(by.symbol()))));
                both.add(new State(tangents.get(state.symbol()), Differentiation.derivative(state.start(), variable), Sum.of(state.next().shape(), terms)));
            }
            both.addAll(pass);
            passes.add(both);
        }
        return Fold.of(passes, opened.index(), fold.first(), fold.last());
    }

    private static Symbol fresh(String name, Shape shape, List<Expression> avoid) {
        Symbol symbol = Bound.fresh(name, shape, avoid);
        avoid.add(symbol);
        return symbol;
    }

    private static Expression pushed(Expression next, Symbol by, Symbol tangent) {
        return next.isScalar() && by.isScalar() ? Product.of(Differentiation.derivative(next, by), tangent) : Curvature.jacobianVector(next, by, tangent);
    }

    /** Gives every start, and everything in the steps that stays the same, its contribution, if it depends on a variable. */
    void contributions(Expression cotangent, BiConsumer<Expression, Expression> to) {
        opened = fold.open(cotangent);
        avoid.addAll(List.of(fold, cotangent, opened.index()));
        avoid.addAll(variables);
        opened.states().forEach(state -> avoid.add(state.symbol()));
        opened.states().forEach(state -> cotangents.put(state.symbol(), fresh(Bound.plainName(state.symbol()) + "_bar", front.then(state.symbol().shape()), avoid)));
        findInputs();
        sweep();
        List<List<State>> back = new ArrayList<>();
        for (int pass = opened.passes().size() - 1; pass >= 0; pass--) {
            back.add(cotangents(pass, cotangent));
        }
        for (int pass = 0; pass < opened.passes().size(); pass++) {
            int turn = back.size() - 1 - pass;
            for (int i = 0; i < opened.passes().get(pass).size(); i++) {
                Expression start = opened.passes().get(pass).get(i).start();
                if (depends.test(start)) {
                    List<List<State>> until = new ArrayList<>(back.subList(0, turn));
                    List<State> last = new ArrayList<>(back.get(turn));
                    last.addFirst(last.remove(i));
                    until.add(last);
                    to.accept(start, closed(until));
                }
            }
        }
        inputs.forEach((input, place) -> {
            List<List<State>> all = new ArrayList<>(back.subList(0, back.size() - 1));
            List<State> last = new ArrayList<>(back.getLast());
            last.addFirst(total(input, place));
            all.add(last);
            to.accept(input, closed(all));
        });
    }

    // What stays the same in all steps: as much at a time as depends on a variable and on no state.
    private void findInputs() {
        Set<Symbol> local = new HashSet<>(cotangents.keySet());
        local.add(opened.index());
        Topology topology = Topology.of(opened.states().stream().map(State::next).toList());
        boolean[] moves = new boolean[topology.size()];
        for (int i = 0; i < moves.length; i++) {
            Expression node = topology.nodes().get(i);
            moves[i] = node instanceof Symbol symbol && local.contains(symbol);
            for (int k = 0; k < node.operands().size(); k++) {
                moves[i] |= moves[topology.operand(i, k)];
            }
        }
        boolean[] reached = new boolean[moves.length];
        opened.states().forEach(state -> reached[topology.index(state.next())] = true);
        for (int i = moves.length - 1; i >= 0; i--) {
            Expression node = topology.nodes().get(i);
            if (reached[i] && node.reach() == 0 && !moves[i] && depends.test(node)) {
                inputs.put(node, fresh(node instanceof Symbol symbol ? Bound.plainName(symbol) : "u", node.shape(), avoid));
            } else if (reached[i]) {
                for (int k = 0; k < node.operands().size(); k++) {
                    reached[topology.operand(i, k)] = true;
                }
            }
        }
    }

    // One sweep for what each state becomes, from that state's cotangent.
    private void sweep() {
        List<Symbol> by = new ArrayList<>(cotangents.keySet());
        by.addAll(inputs.values());
        for (State state : opened.states()) {
            sweeps.put(state.symbol(), Adjoints.from(Substitution.replace(state.next(), new HashMap<Expression, Expression>(inputs)),
                    cotangents.get(state.symbol()), front, by));
        }
    }

    private List<State> cotangents(int pass, Expression cotangent) {
        List<State> states = new ArrayList<>();
        Symbol result = opened.passes().getLast().getFirst().symbol();
        for (State state : opened.passes().get(pass)) {
            Symbol own = cotangents.get(state.symbol());
            Expression start = state.symbol().equals(result) ? cotangent : Elementwise.zero(own.shape());
            states.add(new State(own, start, gathered(state.symbol(), own.shape(), pass, new ArrayList<>())));
        }
        return states;
    }

    // Over the states of a pass and of those after it, which read it too.
    private Expression gathered(Symbol of, Shape shape, int pass, List<Expression> terms) {
        for (int later = pass; later < opened.passes().size(); later++) {
            opened.passes().get(later).forEach(state -> terms.add(sweeps.get(state.symbol()).gradient(of)));
        }
        return Adjoints.total(List.of(Sum.of(shape, terms)));
    }

    private State total(Expression input, Symbol place) {
        Shape shape = front.then(input.shape());
        Symbol sum = fresh(Bound.plainName(place) + "_bar", shape, avoid);
        return new State(sum, Elementwise.zero(shape), gathered(place, shape, 0, new ArrayList<>(List.of(sum))));
    }

    private Expression closed(List<List<State>> back) {
        Map<Expression, Expression> values = new HashMap<>();
        inputs.forEach((input, place) -> values.put(place, input));
        List<List<State>> passes = new ArrayList<>(opened.passes());
        back.forEach(pass -> passes.add(pass.stream().map(state -> new State(state.symbol(), state.start(), Substitution.replace(state.next(), values))).toList()));
        return Fold.of(passes, opened.index(), fold.first(), fold.last());
    }
}
