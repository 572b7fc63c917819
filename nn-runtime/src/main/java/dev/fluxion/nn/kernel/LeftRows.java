package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;

/**
 * Where tiles find the rows of a block of A: where they are, or as copies that lie in the same order. Copied is what does not fill a tile, as nobody
 * may read beyond the matrix, and whole blocks whose lines would be in each other's way in the caches. For one thread at a time.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class LeftRows {
    /** From copy to copy of rows that lie along; a few lines more than the longest has, so that neighbours are not in each other's way in the caches. */
    static final int DISTANCE = Blocking.MOST_DEPTH + 16;

    private static final int SAME_PLACE = 4096; // bytes between lines that share their place in a first-level cache

    private static final int FEWEST_PANELS = 4; // that read a block: for fewer, copying it costs what it saves

    private static final int ROW_ROOM = Blocking.ROW_BLOCK + Tiles.FEWEST_ROWS; // a tile computes with rows behind the last, and nobody reads what becomes of them

    private final Rooms rooms;
    private Object copies;
    private boolean across;
    private int first;
    private int stride;
    private int copied;

    LeftRows(Rooms rooms) {
        this.rooms = rooms;
        copies = rooms;
    }

    /** Whether so many panels read a block that copying it may save something. */
    static boolean areWorthCopies(int panels) {
        return panels >= FEWEST_PANELS;
    }

    /** Whether rows of the stored matrix that are so many bytes apart are in each other's way in the caches. */
    static boolean collide(long distance) {
        return distance % SAME_PLACE == 0;
    }

    /**
     * Takes a block.
     *
     * @param at place of its first entry
     * @param distance of the rows of the stored matrix
     * @param transposed whether those are steps of the depth
     * @param rows of the block
     * @param firstCopied the rows from it on are copied
     */
    void take(Precision precision, Object matrix, int at, int distance, boolean transposed, int rows, int firstCopied, int steps) {
        across = transposed;
        first = at;
        stride = distance;
        copied = firstCopied;
        int left = rows - firstCopied;
        if (left == 0) {
            return;
        }
        copies = rooms.atLeast(precision, ROW_ROOM * Math.max(steps, DISTANCE));
        int from = at + firstCopied * (across ? 1 : distance);
        int count = across ? steps : left;
        int length = across ? left : steps;
        switch (matrix) {
            case float[] single -> copy(single, from, count, length, (float[]) copies);
            case double[] wide -> copy(wide, from, count, length, (double[]) copies);
            default -> throw new IllegalStateException("a matrix in " + matrix);
        }
    }

    private void copy(float[] from, int at, int count, int length, float[] to) {
        for (int line = 0; line < count; line++) {
            System.arraycopy(from, at + line * stride, to, line * strideOfCopies(), length);
        }
    }

    private void copy(double[] from, int at, int count, int length, double[] to) {
        for (int line = 0; line < count; line++) {
            System.arraycopy(from, at + line * stride, to, line * strideOfCopies(), length);
        }
    }

    private int strideOfCopies() {
        return across ? ROW_ROOM : DISTANCE;
    }

    /** The array of a row of the block: that of the matrix, or of copies. */
    Object array(Object matrix, int row) {
        return row < copied ? matrix : copies;
    }

    /** Where in it the row begins. */
    int at(int row) {
        return row < copied ? first + row * (across ? 1 : stride) : (row - copied) * (across ? 1 : DISTANCE);
    }

    /** How far rows are apart in it or, of a transposed matrix, steps of the depth. */
    int stride(int row) {
        return row < copied ? stride : strideOfCopies();
    }
}
