package dev.fluxion.nn.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C, four rows by two vectors, kept in registers while the depth is walked. Loaded only where the vector module is there.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class DoubleTiles {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile. */
    static final int COLUMNS = 2 * LANES;

    /** Rows of a tile. */
    static final int ROWS = SPECIES.vectorBitSize() == 512 ? DoubleTallTiles.ROWS : 4;

    private DoubleTiles() {}

    /** A tile whose four rows of A are read where they are, {@code stride} apart. */
    static void inPlace(int depth, double[] a, int aAt, int stride, double[] b, int bAt, double[] c, int cAt, int cStride, boolean add) {
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        int a1 = aAt + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        for (int p = 0; p < depth; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + p * COLUMNS);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + p * COLUMNS + LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[aAt + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        store(s00, s01, c, cAt, add);
        store(s10, s11, c, cAt + cStride, add);
        store(s20, s21, c, cAt + 2 * cStride, add);
        store(s30, s31, c, cAt + 3 * cStride, add);
    }

    /** A tile whose four rows of A are packed side by side, four numbers for each step of the depth. */
    static void packed(int depth, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, int cStride, boolean add) {
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int p = 0; p < depth; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + p * COLUMNS);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + p * COLUMNS + LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[aAt + 4 * p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[aAt + 4 * p + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[aAt + 4 * p + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[aAt + 4 * p + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        store(s00, s01, c, cAt, add);
        store(s10, s11, c, cAt + cStride, add);
        store(s20, s21, c, cAt + 2 * cStride, add);
        store(s30, s31, c, cAt + 3 * cStride, add);
    }

    private static void store(DoubleVector left, DoubleVector right, double[] c, int at, boolean add) {
        if (add) {
            DoubleVector.fromArray(SPECIES, c, at).add(left).intoArray(c, at);
            DoubleVector.fromArray(SPECIES, c, at + LANES).add(right).intoArray(c, at + LANES);
        } else {
            left.intoArray(c, at);
            right.intoArray(c, at + LANES);
        }
    }
}
