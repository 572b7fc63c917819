package dev.fluxion.codegen;

/** An emitted loop. Only emitted classes implement it. */
interface LoopKernel {
    /**
     * Runs some turns of the part of the loop whose index of the first axis is in a range; all of it where the result is one number.
     *
     * @param arrays by number, of the precision the loop was emitted for
     * @param first the first of the turns where {@link LoopOrder#sumsOutside} says so; else all are run
     * @param end the turn after the last
     * @param block what {@link Step#BLOCK} stands for: an array whose first row is {@code from}; else it is not looked at
     */
    void run(Object[] arrays, int from, int to, int first, int end, Object block);

    /** The same of a loop that reads no block. */
    default void run(Object[] arrays, int from, int to, int first, int end) {
        run(arrays, from, to, first, end, arrays);
    }
}
