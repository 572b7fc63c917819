package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which a loop's axes nest.
 *
 * @param axes outermost first
 * @param sums where sums grow
 */
record LoopOrder(List<Integer> axes, Sums sums) {
    /** Where the sums of a loop grow. */
    enum Sums {
        /** There are none. */
        NONE,
        /** In a local variable, one term after the other. */
        LOCAL,
        /** In {@link #PARTS} local variables: terms along the innermost axis take turns, which leaves smaller errors too. */
        PARTS,
        /** In the array of the result, which was cleared. */
        MEMORY
    }

    /** How many sums of terms that take turns make up one; a power of two, whatever the machine. */
    static final int PARTS = 16;
    private static final int LONGEST_IN_PARTS = 32; // operations of a body, which is emitted for each vector of a turn

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
            return new LoopOrder(natural, inPlace(loop));
        }
        int lastOut = loop.outer() - 1;
        int lastSummed = natural.getLast();
        if (loop.sizes().get(lastOut) < SHORTEST_ROW || neighbours(loop, lastOut) < neighbours(loop, lastSummed)) {
            return new LoopOrder(natural, inPlace(loop));
        }
        List<Integer> results = natural.subList(0, lastOut);
        List<Integer> summed = natural.subList(loop.outer(), natural.size());
        boolean small = results(loop) <= MOST_RESULTS;
        List<Integer> axes = new ArrayList<>(small ? summed : results);
        axes.addAll(small ? results : summed);
        axes.add(lastOut);
        return new LoopOrder(List.copyOf(axes), Sums.MEMORY);
    }

    /** The order of a loop that visits some places along an axis: the axes that these depend on, that axis, and the others. */
    static LoopOrder of(Step.Chosen chosen) {
        Loop loop = chosen.loop();
        List<Integer> axes = new ArrayList<>(IntStream.range(0, loop.sizes().size()).filter(axis -> chosen.places().strides().get(axis) != 0).boxed().toList());
        axes.add(chosen.axis());
        IntStream.range(0, loop.sizes().size()).filter(axis -> !axes.contains(axis)).forEach(axes::add);
        return new LoopOrder(List.copyOf(axes), Sums.MEMORY);
    }

    // By shape and body alone, so that every tier and every machine adds in the same order.
    private static Sums inPlace(Loop loop) {
        if (!loop.sums()) {
            return Sums.NONE;
        }
        int inner = loop.sizes().size() - 1;
        boolean isLong = loop.sizes().get(inner) >= 2 * PARTS;
        boolean beside = loop.reads().stream().allMatch(read -> read.strides().get(inner) == 0 || read.strides().get(inner) == 1);
        long operations = loop.body().instructions().stream().filter(instruction -> !instruction.isLeaf()).count();
        boolean simple = operations <= LONGEST_IN_PARTS && loop.body().instructions().stream().allMatch(LaneOperations::has);
        return isLong && beside && simple ? Sums.PARTS : Sums.LOCAL;
    }

    /** Whether sums grow in the array of the result, which was cleared. */
    boolean accumulates() {
        return sums == Sums.MEMORY;
    }

    private static long results(Loop loop) {
        return loop.sizes().subList(0, loop.outer()).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Whether the outermost axis is summed and the first of the result's turns within it, so that every part of that reads what all of them do. */
    boolean sumsOutside(Loop loop) {
        return accumulates() && axes.getFirst() >= loop.outer();
    }

    private static long neighbours(Loop loop, int axis) {
        return loop.reads().stream().filter(read -> read.strides().get(axis) == 1).count();
    }
}
