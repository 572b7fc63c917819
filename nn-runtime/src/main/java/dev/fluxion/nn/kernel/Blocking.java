package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.MatrixProducts;

/**
 * How a product is cut into blocks that fit the caches. The depth decides the order of the sums, and thus never changes with the machine.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class Blocking {
    /** Rows of A that meet a panel of columns while that is in the first-level cache; a multiple of the rows of all tiles. */
    static final int ROW_BLOCK = 96;

    /** Columns of B packed at once: whole rows of most matrices, as memory gives long runs two to three times as fast as pieces of them. */
    static final int COLUMN_BLOCK = 2048;

    /** The same where B is transposed, so that wider blocks have no longer runs: with the depth of a block, half of a second-level cache. */
    static final int TRANSPOSED_COLUMN_BLOCK = 512;

    /** Longest sum between two visits to C, whose entries come from further away than panels of B, which are read in the order in which they lie. */
    static final int MOST_DEPTH = 1024;

    /** The same of a long row of C: a packed block of B has at most a million entries, and more would go to memory and back. */
    private static final int MOST_DEPTH_OF_LONG_ROW = 512;

    private static final int DEPTH_STEP = 4;

    /** Entries of a row of C that is read in long runs; its pieces for some threads would not be. */
    private static final int LONG_ROW = 1024;

    /** Entries of a right factor that is packed in a few microseconds. */
    private static final int SMALL = 1 << 16;

    /** Entries of a right factor that stays in the second-level caches of some threads from one product to the next. */
    private static final int KEPT = 1 << 18;

    /** Rows that fill half a vector or more. */
    private static final int FEWEST_TURNED = 8;

    /** Columns for each row of a product whose result is worth turning. */
    private static final int FEWEST_TIMES_AS_WIDE = 4;

    /** Steps of a block of the depth that is made for a thread. */
    private static final int FEWEST_SHARED = 256;

    /** Multiplications below which a part costs more to hand over than it saves, where the other threads may have to be woken. */
    private static final long WORTH_A_PART = 1 << 18;

    /** The same where they are waiting for it. */
    private static final long WORTH_A_PART_AWAKE = 1 << 16;

    /** Parts for each worker of a large product: if one is late, the others have less to wait for. */
    private static final int PARTS_OF_A_WORKER = 2;

    private Blocking() {}

    /** Depth of the blocks of a product with so many columns: as even as possible, so that none is a short remainder; the sums of blocks are added up in order. */
    static int depth(int n, int k) {
        return Math.ceilDiv(Math.ceilDiv(k, blocks(n, k)), DEPTH_STEP) * DEPTH_STEP;
    }

    private static int blocks(int n, int k) {
        int most = n > LONG_ROW ? MOST_DEPTH_OF_LONG_ROW : MOST_DEPTH;
        return k >= 2 * FEWEST_SHARED && k <= most && isKept(n, k) ? 2 : Math.max(1, Math.ceilDiv(k, most));
    }

    private static boolean isKept(int n, int k) {
        return !isSmall(n, k) && (long) n * k < KEPT;
    }

    /** Whether C has so many rows, for one block of B, that packing B for each thread costs little beside what pieces of long rows of C cost. */
    static boolean isFlat(int m, int n, int k) {
        return k <= MatrixProducts.DEEPEST_BLOCK && n >= LONG_ROW && m >= n;
    }

    /** Whether a right factor is so small that packing it for each thread costs less than lines of C that two threads write. */
    static boolean isSmall(int n, int k) {
        return (long) n * k <= SMALL;
    }

    /**
     * Whether threads share blocks of the depth. Each of them then reads the rows of B that it changes itself where a gradient of as many rows updates B, and
     * its columns of A; what they hand over are sums, no more of them than entries of B.
     */
    static boolean isSharedInDepth(int m, int n, int k, int workers) {
        int blocks = blocks(n, k);
        return blocks > 1 && blocks % workers == 0 && m <= depth(n, k) && isKept(n, k);
    }

    /** Whether a transposed right factor is so much larger than the left one that it is read in place, and the left one is packed, with sums of some columns of C to be turned. */
    static boolean isTurned(int m, int n, int k) {
        return (long) n * k >= KEPT && (long) m * k <= KEPT && m >= FEWEST_TURNED && m <= n / FEWEST_TIMES_AS_WIDE;
    }

    /** First unit of a part's share of the units. */
    static int share(int part, int parts, int units) {
        return (int) ((long) units * part / parts);
    }

    /** Into how many parts a product is cut that starts now. */
    static int parts(int m, int n, int k, WorkerPool pool) {
        int few = parts(m, n, k, pool.workers());
        int most = parts(m, n, k, pool.workers(), WORTH_A_PART_AWAKE);
        boolean isSmall = few == 1 && most > 1;
        return (isSmall ? pool.sharesSmallTasks() : pool.isAwake()) ? most : few;
    }

    /** Into how many parts work of so many multiplications is cut. */
    static int parts(int m, int n, int k, int workers) {
        return parts(m, n, k, workers, WORTH_A_PART);
    }

    private static int parts(int m, int n, int k, int workers, long worthAPart) {
        double worth = (double) m * n * k / worthAPart;
        return workers == 1 ? 1 : (int) Math.clamp(worth, 1, Math.min(1024.0, PARTS_OF_A_WORKER * workers));
    }
}
