package dev.fluxion.symbolic;

import dev.fluxion.symbolic.Fold.State;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Brings the states of a fold into canonical form: what stays as it is becomes its start, what is not needed goes, and so do passes without states. */
final class FoldStates {
    private static final int MOST_FOLLOWED = 100_000; // steps of exact numbers

    private final Expression first;
    private final Expression last;
    private final Symbol index;
    private final Symbol result;
    private List<List<State>> passes;

    FoldStates(List<List<State>> passes, Symbol index, Expression first, Expression last) {
        this.passes = passes;
        this.index = index;
        this.first = first;
        this.last = last;
        this.result = passes.getLast().getFirst().symbol();
    }

    /** How many steps there are from one index to another, if both are given. */
    static OptionalLong count(Expression first, Expression last) {
        return first instanceof Constant a && a.value() instanceof Rational low && low.isInt()
                && last instanceof Constant b && b.value() instanceof Rational high && high.isInt()
                ? OptionalLong.of(Math.max(0, high.intValue() - (long) low.intValue() + 1)) : OptionalLong.empty();
    }

    Expression canonical() {
        Map<Symbol, Expression> steady = steady();
        while (!steady.isEmpty() && !steady.containsKey(result)) {
            replace(steady); // whereby others may become steady
            steady = steady();
        }
        if (!steady.isEmpty() || count(first, last).equals(OptionalLong.of(0))) {
            return state(result).start();
        }
        prune();
        join();
        return followed();
    }

    private State state(Symbol symbol) {
        return passes.stream().flatMap(List::stream).filter(state -> state.symbol().equals(symbol)).findFirst().orElseThrow();
    }

    // States that are what they start as in every step, all together: what becomes itself, and zeros that stay zero.
    private Map<Symbol, Expression> steady() {
        Map<Symbol, Expression> steady = new HashMap<>();
        List<State> candidates = new ArrayList<>();
        passes.forEach(pass -> pass.stream().filter(state -> state.next().equals(state.symbol()) || Elementwise.isZero(state.start())).forEach(state -> {
            candidates.add(state);
            steady.put(state.symbol(), state.start());
        }));
        boolean changed = !candidates.isEmpty();
        while (changed) {
            changed = candidates.removeIf(state -> !state.next().equals(state.symbol()) && !Substitution.replace(state.next(), steady).equals(state.start()));
            steady.keySet().retainAll(candidates.stream().map(State::symbol).toList());
        }
        return steady;
    }

    private void replace(Map<Symbol, Expression> values) {
        passes = passes.stream().map(pass -> pass.stream().filter(state -> !values.containsKey(state.symbol()))
                .map(state -> state.withNext(Substitution.replace(state.next(), values))).toList()).toList();
    }

    private void prune() {
        Map<Symbol, State> all = new HashMap<>();
        passes.forEach(pass -> pass.forEach(state -> all.put(state.symbol(), state)));
        Set<Symbol> needed = new HashSet<>(Set.of(result));
        List<Symbol> pending = new ArrayList<>(needed);
        while (!pending.isEmpty()) {
            Substitution.variables(all.get(pending.removeLast()).next()).stream().filter(symbol -> all.containsKey(symbol) && needed.add(symbol))
                    .forEach(pending::add);
        }
        passes = passes.stream().map(pass -> pass.stream().filter(state -> needed.contains(state.symbol())).toList()).toList();
    }

    // Passes on either side of one without states go the same way: they are one, in which the later one's states stand first.
    private void join() {
        List<List<State>> joined = new ArrayList<>(passes);
        while (joined.size() > 1 && joined.getFirst().isEmpty()) {
            joined.removeFirst();
            Map<Symbol, Expression> turned = Map.of(index, Sum.of(first, last, Product.of(Constant.MINUS_ONE, index)));
            joined.replaceAll(pass -> pass.stream().map(state -> state.withNext(Substitution.replace(state.next(), turned))).toList());
        }
        for (int i = 1; i < joined.size() - 1; i++) {
            if (joined.get(i).isEmpty()) {
                List<State> both = new ArrayList<>(joined.remove(i + 1));
                joined.remove(i);
                both.addAll(joined.get(i - 1));
                joined.set(i - 1, both);
                i--;
            }
        }
        passes = joined;
    }

    // Exact numbers are followed as long as they stay short; everything else stays one node.
    private Expression followed() {
        Expression node = Fold.node(passes, index, first, last);
        OptionalLong count = count(first, last);
        boolean exact = passes.size() == 1 && passes.getFirst().stream().allMatch(state -> state.start() instanceof Constant);
        if (!exact || count.isEmpty() || count.getAsLong() > MOST_FOLLOWED || node.reach() > 0) {
            return node;
        }
        List<State> states = passes.getFirst();
        List<Expression> values = new ArrayList<>(states.stream().map(State::start).toList());
        Budget budget = Budget.current();
        long from = ((Rational) ((Constant) first).value()).intValue();
        for (long i = 0; i < count.getAsLong(); i++) {
            budget.tick(states.size());
            values.add(Constant.of(from + i));
            List<Expression> next = node.operands().subList(states.size() + 2, node.operands().size()).stream()
                    .map(body -> Binding.instantiated(body, values)).toList();
            if (!next.stream().allMatch(Bound::isShortNumber)) {
                return node;
            }
            values.clear();
            values.addAll(next);
        }
        return values.getFirst();
    }
}
