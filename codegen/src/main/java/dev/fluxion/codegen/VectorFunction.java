package dev.fluxion.codegen;

/** Compiled scalar formulas of common inputs. Immutable and safe for any number of threads. Numbers are as for a {@link ScalarKernel}. */
public interface VectorFunction {
    /**
     * Stores the value of each formula.
     *
     * @param at one number per input, in the order of compilation
     * @param out takes one number per formula; at least of that length, what lies beyond stays as it is; not the array {@code at}
     * @throws IllegalArgumentException if {@code at} has another length than there are inputs, {@code out} is shorter than there are formulas, or
     * they are one array
     */
    void apply(double[] at, double[] out);

    /**
     * The same in single precision: computed in double precision, and each result rounded once; what is too large becomes infinite. A call takes new arrays in
     * double precision.
     *
     * @param at one number per input, in the order of compilation
     * @param out as in {@link #apply(double[], double[])}
     * @throws IllegalArgumentException as the other
     */
    default void apply(float[] at, float[] out) {
        Singles.apply(this, at, out);
    }
}
