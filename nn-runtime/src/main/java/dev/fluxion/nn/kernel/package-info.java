/**
 * Products of matrices, kernels over rows, and the threads that run them. Everything here gives the same bits for any number of threads, any width of
 * vector registers, and with or without {@code jdk.incubator.vector}: each element is summed in an order that the shapes alone decide.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. Offsets and sizes are in entries.
 */
package dev.fluxion.nn.kernel;
