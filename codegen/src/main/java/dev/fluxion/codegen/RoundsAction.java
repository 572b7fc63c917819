package dev.fluxion.codegen;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Executes rounds of tensor kernels. A tensor that a later pass reads has an array for each round, which the round before writes; the others take turns
 * with two. Arrays are kept from run to run.
 */
final class RoundsAction {
    private static final long MOST_ENTRIES = 1L << 28; // of all that is kept
    private static final int TURNS = 2;

    private final Step.Repeat repeat;
    private final Precision precision;
    private final List<TensorKernel> bodies;
    private final int carried;
    private final boolean[] kept;
    private final int[] entries;
    private final Object[][] rooms;
    private final Object index;

    RoundsAction(Step.Repeat repeat, Precision precision, Function<TensorProgram, TensorKernel> compiler) {
        this.repeat = repeat;
        this.precision = precision;
        bodies = repeat.bodies().stream().map(compiler).toList();
        carried = repeat.carried();
        entries = repeat.bodies().getFirst().inputs().subList(0, carried).stream().mapToInt(Integer::intValue).toArray();
        kept = new boolean[carried];
        Arrays.fill(kept, 0, repeat.start(repeat.counts().size() - 1), true);
        rooms = new Object[carried][0];
        index = precision.array(1);
    }

    void run(Object[] arrays) {
        Object[] given = repeat.operands().stream().map(array -> arrays[array]).toArray();
        double first = precision.number(given[carried]);
        int rounds = RoundCount.of(first, precision.number(given[carried + 1]));
        if (rounds < 0) {
            precision.fill(arrays[repeat.result()], Double.NaN);
            return;
        }
        takeRooms(rounds);
        Object[] inputs = new Object[given.length - 1];
        System.arraycopy(given, 0, inputs, 0, carried);
        inputs[carried] = index;
        System.arraycopy(given, carried + 2, inputs, carried + 1, given.length - carried - 2);
        Object[] ends = new Object[carried];
        for (int pass = 0; pass < bodies.size(); pass++) {
            pass(pass, rounds, first, given, inputs);
            System.arraycopy(inputs, repeat.start(pass), ends, repeat.start(pass), repeat.counts().get(pass));
        }
        int place = 0;
        for (int end : repeat.ends()) {
            System.arraycopy(ends[end], 0, arrays[repeat.result()], place, entries[end]);
            place += entries[end];
        }
    }

    private void pass(int pass, int rounds, double first, Object[] given, Object[] inputs) {
        int start = repeat.start(pass);
        int end = start + repeat.counts().get(pass);
        Object[] outputs = new Object[end - start];
        for (int round = 0; round < rounds; round++) {
            RoundCount.lookUp(round);
            int step = pass % 2 == 0 ? round : rounds - 1 - round;
            precision.set(index, first + step);
            for (int earlier = 0; earlier < pass; earlier++) {
                int at = earlier % 2 == 0 ? step : rounds - 1 - step;
                for (int tensor = repeat.start(earlier); tensor < repeat.start(earlier + 1); tensor++) {
                    inputs[tensor] = at == 0 ? given[tensor] : rooms[tensor][at - 1];
                }
            }
            for (int tensor = start; tensor < end; tensor++) {
                outputs[tensor - start] = rooms[tensor][kept[tensor] ? round : round % TURNS];
            }
            bodies.get(pass).execute(inputs, outputs);
            System.arraycopy(outputs, 0, inputs, start, outputs.length);
        }
    }

    private void takeRooms(int rounds) {
        long all = 0;
        for (int tensor = 0; tensor < carried; tensor++) {
            all += (long) entries[tensor] * (kept[tensor] ? rounds : TURNS);
        }
        if (all > MOST_ENTRIES) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "a fold of " + rounds + " steps would keep " + all + " entries, more than "
                    + MOST_ENTRIES, Span.NONE));
        }
        for (int tensor = 0; tensor < carried; tensor++) {
            int wanted = kept[tensor] ? rounds : TURNS;
            int had = rooms[tensor].length;
            if (had < wanted) {
                rooms[tensor] = Arrays.copyOf(rooms[tensor], wanted);
                for (int i = had; i < wanted; i++) {
                    rooms[tensor][i] = precision.array(entries[tensor]);
                }
            }
        }
    }
}
