/**
 * Training: a step of gradient descent as formulas, compiled into one kernel, and the loop that feeds it.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. What does not fit together, such as data of another shape than its symbol, is a
 * {@link dev.fluxion.grammar.FluxionException}. A training and its kernels are for one thread at a time; times are in seconds.
 */
package dev.fluxion.nn.train;
