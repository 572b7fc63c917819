package dev.fluxion.nn.kernel;

/** Multiplies some rows of A by some columns of B. Only emitted classes implement it: a few for each precision. */
interface Tile {
    /**
     * Stores the sum of {@code depth} products in each entry of C, added up one after the other.
     *
     * @param a rows, side by side or {@code stride} apart
     * @param b a packed panel of columns
     * @param cStride distance of the rows of C
     */
    void run(int depth, Object a, int aAt, int stride, Object b, int bAt, Object c, int cAt, int cStride);
}
