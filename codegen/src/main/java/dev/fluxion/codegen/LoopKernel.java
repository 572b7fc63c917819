package dev.fluxion.codegen;

/** An emitted loop. Only emitted classes implement it. */
interface LoopKernel {
    /**
     * Runs the part of the loop whose index of the first axis is in a range; all of it where the result is one number.
     *
     * @param arrays by number, of the precision the loop was emitted for
     */
    void run(Object[] arrays, int from, int to);
}
