/**
 * Expressions lowered to programs, and programs emitted as classes of the Java virtual machine.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}, at the latest where it is used. Compilation spends the {@link
 * dev.fluxion.symbolic.Budget} in force and ends with a {@code LIMIT} {@link dev.fluxion.grammar.FluxionException} where that is spent or the thread
 * is interrupted. A run of a kernel spends none. Where its formula holds a fold, interrupting the thread ends the run with a {@link
 * java.util.concurrent.CancellationException}, and a fold over more than 100,000,000 indices is an {@link IllegalArgumentException}; other kernels
 * run to their end. Numbers go by IEEE 754: where a formula has no real value a kernel gives NaN, beyond the largest number an infinity, and neither
 * is an exception.
 */
package dev.fluxion.codegen;
