package dev.fluxion.nn.kernel;

/**
 * Copies a panel of a matrix into the order in which tiles read it: {@code width} numbers for each step of the depth. Tiles compute with
 * those beyond the ones that are used as well, and nobody reads what becomes of it: they may be anything.
 * Only emitted classes implement it, one for each precision.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
interface Packing {
    /** Numbers behind a packed panel that may be overwritten. */
    int SLACK = 64; // the most lanes that any machine has

    /**
     * Numbers between panels, lines of a cache: those that are filled together would be a power of two apart, where they share few places in it.
     */
    int GAP = 16;

    /** Of a matrix whose steps of the depth are rows, {@code stride} apart; what is not used is not written, or has what lies behind the row. */
    void panel(Object from, int at, int stride, int used, int depth, int width, Object to, int toAt);

    /** Panels side by side of a matrix whose steps of the depth are rows: {@code used} is a whole number of widths of two vectors, and each panel has all steps, with {@link #GAP} behind it. */
    void panels(Object from, int at, int stride, int used, int depth, int width, Object to, int toAt);

    /**
     * Of one whose steps of the depth lie side by side; what belongs to one step is {@code stride} apart. What is not used is 0.
     *
     * @param first what belongs to a step is copied from it on
     */
    void transposed(Object from, int at, int stride, int used, int depth, int width, Object to, int toAt, int first);

    /** Stores or adds some rows and columns of a tile, whose rows are {@code width} apart, to those of C from {@code cAt} on. */
    void store(Object tile, int width, int rows, int columns, Object c, int cAt, int cStride, boolean add);
}
