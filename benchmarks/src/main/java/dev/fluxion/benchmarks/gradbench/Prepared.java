package dev.fluxion.benchmarks.gradbench;

import java.util.function.Supplier;

/**
 * A function with its input.
 *
 * @param run computes it anew each time
 * @param output what the last run gave, as JSON has it
 */
record Prepared(Runnable run, Supplier<Object> output) {}
