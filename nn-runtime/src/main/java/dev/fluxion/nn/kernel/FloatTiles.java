package dev.fluxion.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C, four rows by two vectors, kept in registers while the depth is walked. Loaded only where the vector module is there.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class FloatTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile. */
    static final int COLUMNS = 2 * LANES;

    /** Rows of a tile. */
    static final int ROWS = SPECIES.vectorBitSize() == 512 ? FloatTallTiles.ROWS : 4;

    private FloatTiles() {}

    /** A tile whose four rows of A are read where they are, {@code stride} apart. */
    static void inPlace(int depth, float[] a, int aAt, int stride, float[] b, int bAt, float[] c, int cAt, int cStride, boolean add) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        int a1 = aAt + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + p * COLUMNS + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[aAt + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        store(s00, s01, c, cAt, add);
        store(s10, s11, c, cAt + cStride, add);
        store(s20, s21, c, cAt + 2 * cStride, add);
        store(s30, s31, c, cAt + 3 * cStride, add);
    }

    /** A tile whose four rows of A are packed side by side, four numbers for each step of the depth. */
    static void packed(int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int cStride, boolean add) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + p * COLUMNS + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[aAt + 4 * p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[aAt + 4 * p + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[aAt + 4 * p + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[aAt + 4 * p + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        store(s00, s01, c, cAt, add);
        store(s10, s11, c, cAt + cStride, add);
        store(s20, s21, c, cAt + 2 * cStride, add);
        store(s30, s31, c, cAt + 3 * cStride, add);
    }

    private static void store(FloatVector left, FloatVector right, float[] c, int at, boolean add) {
        if (add) {
            FloatVector.fromArray(SPECIES, c, at).add(left).intoArray(c, at);
            FloatVector.fromArray(SPECIES, c, at + LANES).add(right).intoArray(c, at + LANES);
        } else {
            left.intoArray(c, at);
            right.intoArray(c, at + LANES);
        }
    }
}
