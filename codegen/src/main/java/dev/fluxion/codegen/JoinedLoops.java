package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Loops that follow each other and may be run one behind the other on some rows before others are run on any: what one of them writes and another one
 * reads or writes lies in the same row. So all of them are handed to threads at once, and a thread finds in its cache what its loop before has written.
 */
final class JoinedLoops {
    private final int rows;
    private final IntUnaryOperator place;
    private final Map<Integer, Memory> memories = new HashMap<>();

    private JoinedLoops(int rows, IntUnaryOperator place) {
        this.rows = rows;
        this.place = place;
    }

    /** An access of a loop. */
    private record Visit(Loop loop, Access access) {}

    /** What loops do to the memory of an array. */
    private static final class Memory {
        private final List<Visit> visits = new ArrayList<>();
        private int width = Integer.MAX_VALUE; // of a row: the smallest step from one to the next; who goes along a diagonal takes larger ones
        private int held; // how many visits are known to stay in rows of that width
        private boolean written;

        void add(Visit visit) {
            visits.add(visit);
            written |= visit.access == visit.loop.write();
            int step = visit.access.strides().getFirst();
            if (step < width) {
                width = step;
                held = 0;
            }
        }

        boolean isRowByRow(int rows) {
            while (written && width > 0 && held < visits.size() && staysInRow(visits.get(held), width, 0) && staysInRow(visits.get(held), width, rows - 1)) {
                held++;
            }
            return !written || held == visits.size();
        }
    }

    /**
     * The loops from a step on that can be joined, in order; none if fewer than two.
     *
     * @param place of the memory of an array: two have the same where one may be given that of the other
     */
    static List<Loop> from(List<Step> steps, int start, IntUnaryOperator place) {
        List<Loop> loops = new ArrayList<>();
        if (start < steps.size() && steps.get(start) instanceof Loop first && rows(first) > 1) {
            JoinedLoops joined = new JoinedLoops(rows(first), place);
            for (int i = start; i < steps.size() && steps.get(i) instanceof Loop loop && joined.joins(loop); i++) {
                loops.add(loop);
            }
        }
        return loops.size() > 1 ? loops : List.of();
    }

    private boolean joins(Loop loop) {
        if (rows(loop) != rows || LoopOrder.of(loop).sumsOutside(loop) || SplitLoops.crosses(loop)) {
            return false;
        }
        Set<Memory> visited = new HashSet<>();
        loop.accesses().forEach(access -> {
            Memory memory = memories.computeIfAbsent(place.applyAsInt(access.array()), number -> new Memory());
            memory.add(new Visit(loop, access));
            visited.add(memory);
        });
        return visited.stream().allMatch(memory -> memory.isRowByRow(rows));
    }

    private static int rows(Loop loop) {
        return loop.outer() == 0 ? 1 : loop.sizes().getFirst();
    }

    // Where it does in the first and in the last row it does in all.
    private static boolean staysInRow(Visit visit, int width, int row) {
        Loop loop = visit.loop;
        Access access = visit.access;
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
