/**
 * Files of parameters.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}.
 */
package dev.fluxion.nn.io;
