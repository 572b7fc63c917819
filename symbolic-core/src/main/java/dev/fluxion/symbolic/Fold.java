package dev.fluxion.symbolic;

import dev.fluxion.grammar.FluxionException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * States that are carried through the whole numbers of a range: {@code y ← e} for each index, which is a recurrence. The value is what the first
 * state of the last pass ends in.
 *
 * <p>There may be several passes. The first goes through the range upwards, the second downwards, and so on in turn. In a pass the states of the
 * passes before it have the values that they had before they took the step of this index; those of its own, what they are by now. So the derivative
 * of a fold, forward or reverse, to any order, is a fold: forward each state carries its tangent along, and in reverse a pass back is added, in which
 * each state has its cotangent (docs/adr/0005-folds.md).
 *
 * <p>Operands are the starts of all states, the first and last index, and what each state becomes. The last ones are inside the binder, in which
 * places stand for the states in their order and behind them for the index.
 */
public final class Fold extends Expression {
    /** What text calls it. */
    public static final String NAME = "fold";
    /** What text calls a pass after the first. */
    public static final String BACK = "back";

    /**
     * One state.
     *
     * @param symbol what stands for it in formulas
     * @param start what it is at first: outside the binder
     * @param next what it becomes: of the same shape
     */
    public record State(Symbol symbol, Expression start, Expression next) {
        /**
         * Requires one shape.
         *
         * @throws IllegalArgumentException if there are several
         */
        public State {
            if (!symbol.shape().equals(start.shape()) || !start.shape().equals(next.shape())) {
                throw new IllegalArgumentException("a state of shape " + symbol.shape() + " that starts as " + start.shape() + " and becomes " + next.shape());
            }
        }

        State withNext(Expression changed) {
            return new State(symbol, start, changed);
        }
    }

    /**
     * The passes with symbols that occur nowhere else.
     *
     * @param passes their states; the first pass may have none
     * @param index the whole number
     */
    public record Opened(List<List<State>> passes, Symbol index) {
        /** Copies. */
        public Opened {
            passes = passes.stream().map(List::copyOf).toList();
        }

        /** The states of all passes. */
        public List<State> states() {
            return passes.stream().flatMap(List::stream).toList();
        }
    }

    private final List<Integer> counts;
    private final List<String> names;
    private final List<Expression> operands;

    private Fold(List<Integer> counts, List<String> names, List<Expression> operands, int reach) {
        super(operands.get(result(counts)).shape(), counts.hashCode(), operands, reach);
        this.counts = counts;
        this.names = names;
        this.operands = operands;
    }

    // The first state of the last pass.
    private static int result(List<Integer> counts) {
        return total(counts) - counts.getLast();
    }

    private static int total(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** {@code fold(state = start, index = first..last: next)}. */
    public static Expression of(Symbol state, Expression start, Symbol index, Expression first, Expression last, Expression next) {
        return of(List.of(List.of(new State(state, start, next))), index, first, last);
    }

    /**
     * What the first state of the last pass ends in, in canonical form: states that it does not depend on, and passes without states, are left out.
     *
     * @param passes a next value mentions states of its own pass and of those before it
     */
    public static Expression of(List<List<State>> passes, Symbol index, Expression first, Expression last) {
        return new FoldStates(passes, index, first, last).canonical();
    }

    /** A node of states that are all needed. */
    static Expression node(List<List<State>> passes, Symbol index, Expression first, Expression last) {
        List<State> states = passes.stream().flatMap(List::stream).toList();
        List<Symbol> symbols = new ArrayList<>(states.stream().map(State::symbol).toList());
        symbols.add(index);
        List<Expression> operands = new ArrayList<>(states.stream().map(State::start).toList());
        operands.add(first);
        operands.add(last);
        int reach = operands.stream().mapToInt(Expression::reach).max().orElse(0);
        for (State state : states) {
            Expression body = Binding.abstracted(state.next, symbols);
            reach = Math.max(reach, body.reach() - symbols.size());
            operands.add(body);
        }
        return new Fold(passes.stream().map(List::size).toList(), symbols.stream().map(symbol -> Binding.plainName(symbol.name())).toList(),
                List.copyOf(operands), reach);
    }

    /** How many states each pass has. */
    public List<Integer> counts() {
        return counts;
    }

    /** How many states there are in all. */
    public int states() {
        return names.size() - 1;
    }

    /** Which state is the value. */
    public int result() {
        return result(counts);
    }

    /** What states and index were called. */
    public List<String> names() {
        return names;
    }

    /** The first index. */
    public Expression first() {
        return operands.get(states());
    }

    /** The last index. */
    public Expression last() {
        return operands.get(states() + 1);
    }

    /** Where the operands inside the binder begin. */
    public int firstBody() {
        return states() + 2;
    }

    /** How many steps there are, if both ends of the range are given. */
    public OptionalLong count() {
        return FoldStates.count(first(), last());
    }

    /** The passes with free symbols in place of the bound ones, called as these were if nothing in this node or in others is. */
    public Opened open(Expression... others) {
        List<Expression> avoid = new ArrayList<>(List.of(others));
        avoid.add(this);
        return open(Binding.fresh(names, shapes(operands), avoid));
    }

    /** The passes with these free symbols, that of the index last; they must occur nowhere in it. */
    public Opened open(List<Symbol> symbols) {
        return opened(operands, bodies(operands, symbols), symbols);
    }

    private List<Expression> bodies(List<Expression> parts, List<Symbol> symbols) {
        return parts.subList(firstBody(), parts.size()).stream().map(body -> Binding.instantiated(body, symbols)).toList();
    }

    private Opened opened(List<Expression> starts, List<Expression> bodies, List<Symbol> symbols) {
        List<List<State>> passes = new ArrayList<>();
        int next = 0;
        for (int count : counts) {
            List<State> pass = new ArrayList<>();
            for (int i = 0; i < count; i++, next++) {
                pass.add(new State(symbols.get(next), starts.get(next), bodies.get(next)));
            }
            passes.add(pass);
        }
        return new Opened(passes, symbols.getLast());
    }

    private List<Shape> shapes(List<Expression> parts) {
        return Stream.concat(parts.subList(0, states()).stream().map(Expression::shape), Stream.of(Shape.SCALAR)).toList();
    }

    @Override
    int binds(int operand) {
        return operand >= firstBody() ? names.size() : 0;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        List<Symbol> symbols = Binding.fresh(names, shapes(changed), changed);
        List<Expression> bodies = bodies(changed, symbols);
        for (int i = 0; i < states(); i++) {
            if (!changed.get(i).shape().equals(bodies.get(i).shape())) { // a tensor was put in for a number
                throw FluxionException.unsupported("a fold whose state '" + names.get(i) + "' starts with shape " + changed.get(i).shape()
                        + " and becomes shape " + bodies.get(i).shape());
            }
        }
        Opened opened = opened(changed, bodies, symbols);
        return of(opened.passes, opened.index, changed.get(states()), changed.get(states() + 1));
    }

    @Override
    int compareHead(Expression other) {
        List<Integer> theirs = ((Fold) other).counts;
        for (int i = 0; i < Math.min(counts.size(), theirs.size()); i++) {
            int byCount = Integer.compare(counts.get(i), theirs.get(i));
            if (byCount != 0) {
                return byCount;
            }
        }
        return Integer.compare(counts.size(), theirs.size());
    }
}
