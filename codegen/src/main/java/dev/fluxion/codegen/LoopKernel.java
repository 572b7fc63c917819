package dev.fluxion.codegen;

/** An emitted loop. Only emitted classes implement it. */
interface LoopKernel {
    /**
     * Runs some turns of the part of the loop whose index of the first axis is in a range; all of it where the result is one number.
     *
     * @param arrays of the precision the loop was emitted for
     * @param numbers where the arrays of the loop are among them
     * @param first the first of the turns where {@link LoopForm#isInTurns} says so of an axis; else all are run
     * @param end the turn after the last
     * @param block what {@link Step#BLOCK} stands for: an array whose first row is {@code from}; else it is not looked at
     */
    void run(Object[] arrays, int[] numbers, int from, int to, int first, int end, Object block);
}
