package dev.fluxion.codegen;

/** Computes one {@link WindowSum}. It may own arrays: for one thread at a time. */
@FunctionalInterface
public interface WindowKernel {
    /**
     * Computes all sums.
     *
     * @param x array of the precision, as w and y; y overlaps neither of the others
     */
    void run(Object x, Object w, Object y);
}
