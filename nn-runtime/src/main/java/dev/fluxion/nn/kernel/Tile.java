package dev.fluxion.nn.kernel;

/** Multiplies some rows of A by some columns of B. Only emitted classes implement it: a few for each precision. */
interface Tile {
    /**
     * Stores the sum of {@code depth} products in each entry of C, or adds it there; the products are added up one after the other before that.
     *
     * @param a rows that are {@code stride} apart; of a form across, steps of the depth that are
     * @param b a packed panel of columns
     * @param cStride distance of the rows of C
     * @param add whether C keeps what it holds, and the sum is added to it; only where it {@link #adds}
     */
    void run(int depth, Object a, int aAt, int stride, Object b, int bAt, Object c, int cAt, int cStride, boolean add);

    /** Whether it can add to what C holds: without lanes its sums need a place of their own. */
    default boolean adds() {
        return true;
    }
}
