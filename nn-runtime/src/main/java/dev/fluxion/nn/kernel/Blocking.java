package dev.fluxion.nn.kernel;

/** How a product is cut into blocks that fit the caches. Depends on the shapes alone. */
final class Blocking {
    /** Rows of C computed at once: 4 rows by 2 vectors are 8 sums, what the pipelines need; with 3 more registers for operands all stay in registers. */
    static final int ROWS = 4;

    /** Rows of a transposed A packed at once. */
    static final int ROW_BLOCK = 128;

    /** Columns of B packed at once: bounds the workspace. */
    static final int COLUMN_BLOCK = 1024;

    /** Longest sum between two visits to C: a panel of B of this depth stays in the first-level cache. */
    private static final int MOST_DEPTH = 400;

    private static final int DEPTH_STEP = 8;

    /** Below so many multiplications the hand-over to another thread costs more than it saves. */
    private static final long WORTH_THREADS = 1 << 18;

    private Blocking() {}

    /** Depth of the blocks: as even as possible, so that none is a short remainder. It decides the order of the sums, thus never changes with the machine. */
    static int depth(int k) {
        int blocks = Math.max(1, Math.ceilDiv(k, MOST_DEPTH));
        return Math.ceilDiv(Math.ceilDiv(k, blocks), DEPTH_STEP) * DEPTH_STEP;
    }

    /** First unit of a worker's share of the units. */
    static int share(int worker, int workers, int units) {
        return (int) ((long) units * worker / workers);
    }

    static boolean worthThreads(int m, int n, int k) {
        return (double) m * n * k >= WORTH_THREADS;
    }
}
