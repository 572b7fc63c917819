package dev.fluxion.nn.kernel;

/**
 * Dot products of some rows with some columns, in {@link #PARTS} sums each: terms take turns, whatever the machine's vectors, so that their order is the
 * same everywhere.
 */
interface DotTile {
    /** Sums of a dot product, whose terms take turns; a power of two. */
    int PARTS = 16;

    /**
     * Adds terms to sums.
     *
     * @param turns how many terms each sum is given, but for the last
     * @param w rows, {@code stride} apart
     * @param x entries of the columns
     * @param columns where each column begins in x, from {@code first} on
     * @param ends where the last term of each sum is taken from in x, from {@code first} on; the columns again if there is none
     * @param sums of the first row with each column, then of the next
     */
    void run(int turns, Object w, int wAt, int stride, Object x, int[] columns, int[] ends, int first, Object sums, int sumsAt);
}
