/**
 * Random numbers that can be repeated and resumed, and the values that parameters start from.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}.
 */
package dev.fluxion.nn.random;
