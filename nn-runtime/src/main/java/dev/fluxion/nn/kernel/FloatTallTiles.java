package dev.fluxion.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C, eight rows by two vectors, for machines with 32 vector registers: each vector of B serves eight rows, and 16 sums hide the time that a
 * multiplication takes. The sums and their order are those of {@link FloatTiles}. The methods call none of ours: they are so large that the compiler would
 * not take it in, and vectors that are handed over become objects.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class FloatTallTiles {
    static final int ROWS = 8;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;

    private FloatTallTiles() {}

    /** A tile whose rows of A are read where they are, {@code stride} apart. */
    static void inPlace(int depth, float[] a, int aAt, int stride, float[] b, int bAt, float[] c, int cAt, int cStride) {
        FloatVector s00 = FloatVector.zero(SPECIES), s01 = s00;
        FloatVector s10 = s00, s11 = s00;
        FloatVector s20 = s00, s21 = s00;
        FloatVector s30 = s00, s31 = s00;
        FloatVector s40 = s00, s41 = s00;
        FloatVector s50 = s00, s51 = s00;
        FloatVector s60 = s00, s61 = s00;
        FloatVector s70 = s00, s71 = s00;
        int a1 = aAt + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        int a4 = a3 + stride;
        int a5 = a4 + stride;
        int a6 = a5 + stride;
        int a7 = a6 + stride;
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
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
            s60 = x6.fma(b0, s60);
            s61 = x6.fma(b1, s61);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
            s70 = x7.fma(b0, s70);
            s71 = x7.fma(b1, s71);
        }
        s00.intoArray(c, cAt); s01.intoArray(c, cAt + LANES);
        s10.intoArray(c, cAt + cStride); s11.intoArray(c, cAt + cStride + LANES);
        s20.intoArray(c, cAt + 2 * cStride); s21.intoArray(c, cAt + 2 * cStride + LANES);
        s30.intoArray(c, cAt + 3 * cStride); s31.intoArray(c, cAt + 3 * cStride + LANES);
        s40.intoArray(c, cAt + 4 * cStride); s41.intoArray(c, cAt + 4 * cStride + LANES);
        s50.intoArray(c, cAt + 5 * cStride); s51.intoArray(c, cAt + 5 * cStride + LANES);
        s60.intoArray(c, cAt + 6 * cStride); s61.intoArray(c, cAt + 6 * cStride + LANES);
        s70.intoArray(c, cAt + 7 * cStride); s71.intoArray(c, cAt + 7 * cStride + LANES);
    }

    /** A tile whose rows of A are packed side by side, eight numbers for each step of the depth. */
    static void packed(int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int cStride) {
        FloatVector s00 = FloatVector.zero(SPECIES), s01 = s00;
        FloatVector s10 = s00, s11 = s00;
        FloatVector s20 = s00, s21 = s00;
        FloatVector s30 = s00, s31 = s00;
        FloatVector s40 = s00, s41 = s00;
        FloatVector s50 = s00, s51 = s00;
        FloatVector s60 = s00, s61 = s00;
        FloatVector s70 = s00, s71 = s00;
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + p * COLUMNS + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 5]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 6]);
            s60 = x6.fma(b0, s60);
            s61 = x6.fma(b1, s61);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[aAt + 8 * p + 7]);
            s70 = x7.fma(b0, s70);
            s71 = x7.fma(b1, s71);
        }
        s00.intoArray(c, cAt); s01.intoArray(c, cAt + LANES);
        s10.intoArray(c, cAt + cStride); s11.intoArray(c, cAt + cStride + LANES);
        s20.intoArray(c, cAt + 2 * cStride); s21.intoArray(c, cAt + 2 * cStride + LANES);
        s30.intoArray(c, cAt + 3 * cStride); s31.intoArray(c, cAt + 3 * cStride + LANES);
        s40.intoArray(c, cAt + 4 * cStride); s41.intoArray(c, cAt + 4 * cStride + LANES);
        s50.intoArray(c, cAt + 5 * cStride); s51.intoArray(c, cAt + 5 * cStride + LANES);
        s60.intoArray(c, cAt + 6 * cStride); s61.intoArray(c, cAt + 6 * cStride + LANES);
        s70.intoArray(c, cAt + 7 * cStride); s71.intoArray(c, cAt + 7 * cStride + LANES);
    }
}
