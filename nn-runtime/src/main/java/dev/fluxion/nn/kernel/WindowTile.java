package dev.fluxion.nn.kernel;

/** Sums for some rows at neighbouring places: each step of the depth has one factor per row and a line of entries, which begins where a table says. */
interface WindowTile {
    /**
     * Stores the sums of {@code depth} products each, added up one after the other.
     *
     * @param w factors, those of one step side by side
     * @param x lines of entries
     * @param xAt of the first place in each line
     * @param lines where the line of each step begins
     * @param y rows, {@code stride} apart
     */
    void run(int depth, Object w, int wAt, Object x, int xAt, int[] lines, Object y, int yAt, int stride);
}
