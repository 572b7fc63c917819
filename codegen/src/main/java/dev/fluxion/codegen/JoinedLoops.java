package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Loops that follow each other and may be run one behind the other on some rows before others are run on any: what one of them writes and another one
 * reads or writes lies in the same row. So all of them are handed to threads at once, and a thread finds in its cache what its loop before has written.
 */
final class JoinedLoops {
    private JoinedLoops() {}

    /**
     * The loops from a step on that can be joined, in order; none if fewer than two.
     *
     * @param place of the memory of an array: two have the same where one may be given that of the other
     */
    static List<Loop> from(List<Step> steps, int start, IntUnaryOperator place) {
        int end = start;
        while (end < steps.size() && steps.get(end) instanceof Loop && canJoin(loops(steps, start, end + 1), place)) {
            end++;
        }
        return end - start > 1 ? loops(steps, start, end) : List.of();
    }

    private static List<Loop> loops(List<Step> steps, int from, int to) {
        return steps.subList(from, to).stream().map(Loop.class::cast).toList();
    }

    private static boolean canJoin(List<Loop> loops, IntUnaryOperator place) {
        int rows = rows(loops.getFirst());
        if (rows < 2 || loops.stream().anyMatch(loop -> rows(loop) != rows || LoopOrder.of(loop).sumsOutside(loop) || SplitLoops.crosses(loop))) {
            return false;
        }
        Set<Integer> written = new HashSet<>();
        loops.forEach(loop -> written.add(place.applyAsInt(loop.write().array())));
        return written.stream().allMatch(memory -> isRowByRow(loops, access -> place.applyAsInt(access.array()) == memory, rows));
    }

    private static int rows(Loop loop) {
        return loop.outer() == 0 ? 1 : loop.sizes().getFirst();
    }

    // Rows are as wide as the smallest step from one to the next: who goes along a diagonal takes larger ones.
    private static boolean isRowByRow(List<Loop> loops, Predicate<Access> isThere, int rows) {
        int width = loops.stream().flatMap(Loop::accesses).filter(isThere).mapToInt(access -> access.strides().getFirst()).min().orElse(0);
        return width > 0 && loops.stream().allMatch(loop -> loop.accesses().filter(isThere)
                .allMatch(access -> staysInRow(loop, access, width, 0) && staysInRow(loop, access, width, rows - 1)));
    }

    // Where it does in the first and in the last row it does in all.
    private static boolean staysInRow(Loop loop, Access access, int width, int row) {
        long first = access.offset() + (long) (access.strides().getFirst() - width) * row;
        long last = first;
        for (int axis : IntStream.range(1, loop.sizes().size()).toArray()) {
            long length = (long) access.strides().get(axis) * (loop.sizes().get(axis) - 1);
            first += Math.min(length, 0);
            last += Math.max(length, 0);
        }
        return first >= 0 && last < width;
    }
}
