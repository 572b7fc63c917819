package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which a loop's axes nest.
 *
 * @param axes outermost first
 * @param accumulates whether sums grow in the array of the result, which was cleared, instead of in a local variable
 */
record LoopOrder(List<Integer> axes, boolean accumulates) {
    private static final int SHORTEST_ROW = 4;
    // So many sums stay in the nearest cache while everything they are taken of is read once.
    private static final int MOST_RESULTS = 2_048;

    /**
     * The order of a loop: axes of the result first, in order; but where most entries lie side by side along the last axis of the result,
     * that is innermost, and sums grow in memory, all of them at once if they are few. Either way each sum adds the same terms in the same order.
     */
    static LoopOrder of(Loop loop) {
        List<Integer> natural = IntStream.range(0, loop.sizes().size()).boxed().toList();
        if (!loop.sums() || loop.outer() == 0) {
            return new LoopOrder(natural, false);
        }
        int lastOut = loop.outer() - 1;
        int lastSummed = natural.getLast();
        if (loop.sizes().get(lastOut) < SHORTEST_ROW || neighbours(loop, lastOut) < neighbours(loop, lastSummed)) {
            return new LoopOrder(natural, false);
        }
        List<Integer> results = natural.subList(0, lastOut);
        List<Integer> summed = natural.subList(loop.outer(), natural.size());
        boolean small = results(loop) <= MOST_RESULTS;
        List<Integer> axes = new ArrayList<>(small ? summed : results);
        axes.addAll(small ? results : summed);
        axes.add(lastOut);
        return new LoopOrder(List.copyOf(axes), true);
    }

    private static long results(Loop loop) {
        return loop.sizes().subList(0, loop.outer()).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Whether an axis of the result turns within the sums, so that every part of it reads what all of them do. */
    boolean turnsWithin(int axis, Loop loop) {
        return accumulates && axes.indexOf(axis) > axes.indexOf(loop.outer());
    }

    private static long neighbours(Loop loop, int axis) {
        return loop.reads().stream().filter(read -> read.strides().get(axis) == 1).count();
    }
}
