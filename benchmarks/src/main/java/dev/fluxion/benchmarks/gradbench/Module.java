package dev.fluxion.benchmarks.gradbench;

import dev.fluxion.nn.train.CompiledKernels;

/** The functions of an eval. */
@FunctionalInterface
interface Module {
    /** Compiles a function for the sizes of an input and takes the input in; what cannot be done is an exception that says why. */
    Prepared prepare(String function, Object input, CompiledKernels kernels);
}
