package dev.fluxion.codegen;

/** Compiled scalar formulas of common inputs. Immutable and safe for any number of threads. */
public interface VectorFunction {
    /** Stores the value of each formula; the arrays are not the same. */
    void apply(double[] at, double[] out);
}
