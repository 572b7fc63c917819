package dev.fluxion.nn.kernel;

/** Multiplies some rows by some columns that are read where they are. Only emitted classes implement it. */
interface TileInPlace {
    /**
     * Stores the sum of {@code depth} products in each entry of C; the products are added up one after the other.
     *
     * @param a steps of the depth that are {@code stride} apart, each with an entry of every row
     * @param b steps of the depth that are {@code bStride} apart, each with whole vectors
     * @param cStride distance of the rows of C
     */
    void run(int depth, Object a, int aAt, int stride, Object b, int bAt, Object c, int cAt, int cStride, int bStride);
}
