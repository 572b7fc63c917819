package dev.fluxion.nn.kernel;

/**
 * Dot products of some rows with some columns, in {@link #PARTS} sums each: terms take turns, whatever the machine's vectors, so that their order is the
 * same everywhere.
 */
interface DotTile {
    /** Sums of a dot product, whose terms take turns; a power of two. */
    int PARTS = 16;

    /**
     * Adds terms to sums, of some items one after the other.
     *
     * @param turns how many terms each sum is given of an item, but for the last
     * @param w rows, {@code stride} apart; from item to item {@code wItem}
     * @param x entries of the columns; from item to item {@code xItem}
     * @param columns where each column begins in x, from {@code first} on
     * @param ends where the last term of each sum is taken from in x, from {@code first} on; the columns again if there is none
     * @param sums of the first row with each column, then of the next
     */
    void run(int items, int turns, Object w, int wAt, int stride, int wItem, Object x, int xItem, int[] columns, int[] ends, int first, Object sums, int sumsAt);
}
