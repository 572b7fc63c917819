package dev.fluxion.benchmarks;

/** A job that is done again and again. */
@FunctionalInterface
interface Work {
    /** Does the job so many times; the result depends on all of them, so that none can be left out. */
    double run(int times) throws Exception;
}
