package dev.fluxion.nn.kernel;

/** Copies lines of a transposed matrix into a panel by turning squares of them in registers. Only emitted classes implement it, one for each precision. */
interface TurnedLines {
    /**
     * As {@link Packing#transposed}, without zeros behind the lines.
     *
     * @param lines a whole number of sides of squares
     */
    void copy(Object from, int at, int stride, int lines, int depth, int width, Object to, int toAt);
}
