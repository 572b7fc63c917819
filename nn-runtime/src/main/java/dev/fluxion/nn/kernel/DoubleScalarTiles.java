package dev.fluxion.nn.kernel;

import java.util.Arrays;

/** The tiles without the vector module: the same sums in the same order, so the same bits. */
final class DoubleScalarTiles {
    /** Columns of a tile: long enough that the compiler makes vector code of the inner loop. */
    static final int COLUMNS = 32;

    /** Rows that share a panel of A. */
    static final int ROWS = 4;

    private DoubleScalarTiles() {}

    /** One row of a tile; numbers of A are {@code step} apart. The sums are kept in {@code scratch} from {@code at} on. */
    static void row(int depth, double[] a, int aAt, int step, double[] b, int bAt, double[] scratch, int at, double[] c, int cAt, boolean add) {
        Arrays.fill(scratch, at, at + COLUMNS, 0);
        for (int p = 0; p < depth; p++) {
            addScaled(a[aAt + p * step], b, bAt + p * COLUMNS, scratch, at);
        }
        for (int j = 0; j < COLUMNS; j++) {
            c[cAt + j] = add ? c[cAt + j] + scratch[at + j] : scratch[at + j];
        }
    }

    private static void addScaled(double factor, double[] b, int bAt, double[] scratch, int at) {
        for (int j = 0; j < COLUMNS; j++) {
            scratch[at + j] = Math.fma(factor, b[bAt + j], scratch[at + j]);
        }
    }
}
