package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Loop;
import java.util.List;

/** Loops of a plan as actions, and how they and others are split for several threads: each has the same units in every run. */
final class SplitLoops {
    // Splitting less than this many operations costs more than it saves.
    private static final long SMALLEST_TASK = 16_384;
    private static final int FEWEST_TASKS_OF_A_THREAD = 4; // if it has several

    // Rows and columns of a block, whose lines stay in the nearest cache until all of their entries were read.
    private static final int BLOCK = 32;
    // Rows that go to one task together, where they are not those of squares that are turned in registers.
    private static final int WHOLE = 8;
    // What is smaller stays in the second cache in any order.
    private static final long SMALLEST_CROSSED = 131_072;

    private final Object[] arrays;
    private final Precision precision;
    private final Parallel parallel;

    SplitLoops(Object[] arrays, Precision precision, Parallel parallel) {
        this.arrays = arrays;
        this.precision = precision;
        this.parallel = parallel;
    }

    /** Whether there are loops that are worth several threads. */
    boolean isSplit(List<Loop> loops) {
        return parallel.threads() > 1 && loops.stream().mapToLong(SplitLoops::work).sum() >= 2 * SMALLEST_TASK;
    }

    private static long work(Loop loop) {
        return loop.operations() + loop.iterations();
    }

    /** Loops one behind the other, on each thread those of its rows: which {@link JoinedLoops} says to be the same. */
    Runnable together(List<Loop> loops) {
        BoundLoop[] kernels = loops.stream().map(loop -> new BoundLoop(LoopForm.of(loop, precision))).toArray(BoundLoop[]::new);
        return split(loops.stream().mapToLong(SplitLoops::work).sum(), loops.getFirst().sizes().getFirst(), (from, to) -> {
            for (BoundLoop kernel : kernels) {
                kernel.run(arrays, from, to, 0, 0);
            }
        });
    }

    /** A loop, in blocks where something is read across. */
    Runnable loop(Loop loop) {
        if (crosses(loop)) {
            return inBlocks(loop);
        }
        BoundLoop kernel = new BoundLoop(LoopForm.of(loop, precision));
        int count = loop.outer() == 0 ? 1 : loop.sizes().getFirst();
        LoopOrder order = LoopOrder.of(loop);
        if (!order.sumsOutside(loop)) {
            return split(work(loop), count, count, (from, to) -> kernel.run(arrays, from, to, 0, 0));
        }
        // In turns of one task's size: what is called often is compiled soon, and well.
        int turns = loop.sizes().get(order.axes().getFirst());
        int threads = Math.min(count, parallel.threads());
        int step = (int) Math.clamp(turns * SMALLEST_TASK * threads / Math.max(1, work(loop)), 1, Math.max(1, turns));
        return split(work(loop), count, threads, (from, to) -> {
            for (int turn = 0; turn < turns; turn += step) {
                kernel.run(arrays, from, to, turn, Math.min(turns, turn + step));
            }
        });
    }

    /** Whether something is read across two axes, as a transpose is: row by row, each entry of it would come from a cache line and a page of its own. */
    static boolean crosses(Loop loop) {
        return CrossedEmitter.serves(loop) || loop.outer() == 2 && !loop.sums() && loop.iterations() >= SMALLEST_CROSSED
                && loop.reads().stream().anyMatch(read -> read.strides().getFirst() == 1 && read.strides().getLast() > BLOCK);
    }

    private Runnable inBlocks(Loop loop) {
        BoundLoop kernel = new BoundLoop(LoopForm.inBlocks(loop, precision));
        int rows = loop.sizes().getFirst();
        int columns = loop.sizes().getLast();
        int block = loop.iterations() < SMALLEST_CROSSED ? Math.max(rows, columns) : BLOCK;
        int whole = CrossedEmitter.serves(loop) ? SquareTurns.side(precision) : WHOLE;
        return split(work(loop), Math.ceilDiv(rows, whole), (first, end) -> {
            int to = Math.min(rows, whole * end);
            for (int row = whole * first; row < to; row += block) {
                for (int column = 0; column < columns; column += block) {
                    kernel.run(arrays, row, Math.min(to, row + block), column, Math.min(columns, column + block));
                }
            }
        });
    }

    /** A loop that visits some places along an axis. */
    Runnable chosen(Step.Chosen chosen) {
        Loop loop = chosen.loop();
        BoundLoop kernel = new BoundLoop(LoopForm.of(chosen, precision));
        LoopOrder order = LoopOrder.of(chosen);
        int count = loop.outer() == 0 ? 1 : loop.sizes().getFirst();
        int first = loop.sizes().get(order.axes().getFirst());
        long work = chosen.operations() + chosen.iterations();
        if (order.axes().getFirst() == 0 && !order.sumsOutside(loop)) {
            return split(work, count, (from, to) -> kernel.run(arrays, from, to, 0, 0));
        }
        int step = (int) Math.clamp(first * SMALLEST_TASK / Math.max(1, work), 1, Math.max(1, first));
        boolean inTurns = order.sumsOutside(loop);
        return () -> {
            for (int turn = 0; turn < first; turn += inTurns ? step : first) {
                kernel.run(arrays, 0, count, turn, Math.min(first, turn + step));
            }
        };
    }

    /** Some of so many independent units. */
    interface Part {
        void run(int from, int to);
    }

    /** So many units on as many threads as so many operations are worth. */
    Runnable split(long work, int count, Part part) {
        return split(work, count, count, part);
    }

    private Runnable split(long work, int count, int most, Part part) {
        int tasks = tasks((int) Math.min(most, Math.max(1, work / SMALLEST_TASK)), parallel.threads());
        if (tasks == 1) {
            return () -> part.run(0, count);
        }
        return parallel.prepared(tasks, i -> part.run((int) ((long) count * i / tasks), (int) ((long) count * (i + 1) / tasks)));
    }

    // As many for each thread, where each has one: a single one where they would be so small that a thread is done before others could help it.
    private static int tasks(int enough, int threads) {
        if (enough <= threads) {
            return enough;
        }
        return enough < FEWEST_TASKS_OF_A_THREAD * threads ? threads : enough - enough % threads;
    }
}
