package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of folds: what each state becomes is evaluated once for each index. Where passes follow, the values before each step are kept for them.
 * Ends that are not whole give NaN.
 *
 * <p>Source: by definition of a fold.
 */
final class FoldRounds {
    private final Fold fold;
    private final Fold.Opened opened;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<Fold.State, Evaluator> bodies = new HashMap<>();
    private final Map<Fold.State, List<Value>> kept = new HashMap<>();
    private final Budget budget = Budget.current();
    private long entries;

    FoldRounds(Fold fold, Map<String, Long> sizes) {
        this.fold = fold;
        this.opened = fold.open();
        opened.states().forEach(state -> bodies.put(state, new Evaluator(values, sizes)));
    }

    /** @param range the starts, then the first and last index */
    Value value(List<Value> range, Map<String, Value> outside, int[] dimensions) {
        double first = range.get(fold.states()).scalar();
        double last = range.get(fold.states() + 1).scalar();
        if (first != Math.rint(first) || last != Math.rint(last)) {
            double[] nowhere = new double[Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
            Arrays.fill(nowhere, Double.NaN);
            return new Value(dimensions, nowhere);
        }
        Loop.requireFinite(first, last);
        values.putAll(outside);
        kept.clear();
        entries = 0;
        List<Value> ends = List.of();
        int start = 0;
        for (int pass = 0; pass < opened.passes().size(); pass++) {
            int count = opened.passes().get(pass).size();
            ends = pass(pass, range.subList(start, start + count), first, last);
            start += count;
        }
        return ends.getFirst();
    }

    private List<Value> pass(int pass, List<Value> starts, double first, double last) {
        List<Fold.State> states = opened.passes().get(pass);
        boolean upwards = pass % 2 == 0;
        boolean keeps = pass < opened.passes().size() - 1;
        states.forEach(state -> kept.put(state, new ArrayList<>()));
        List<Value> current = starts;
        for (double round = 0; round <= last - first; round++) {
            Interruption.check((long) round);
            double index = upwards ? first + round : last - round;
            for (int earlier = 0; earlier < pass; earlier++) {
                int at = (int) (earlier % 2 == 0 ? index - first : last - index);
                opened.passes().get(earlier).forEach(state -> values.put(state.symbol().name(), kept.get(state).get(at)));
            }
            for (int i = 0; i < states.size(); i++) {
                values.put(states.get(i).symbol().name(), current.get(i));
                if (keeps) {
                    keep(states.get(i), current.get(i));
                }
            }
            values.put(opened.index().name(), Value.of(index));
            current = states.stream().map(state -> bodies.get(state).run(state.next())).toList();
        }
        return current;
    }

    private void keep(Fold.State state, Value value) {
        entries += value.entries().length;
        budget.checkEntries(entries);
        kept.get(state).add(value);
    }
}
