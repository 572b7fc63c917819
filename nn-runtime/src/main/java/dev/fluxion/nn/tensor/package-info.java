/**
 * Dense arrays with a shape, row-major, in single or double precision or as whole numbers.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. Axes and positions are counted from 0; the last axis runs fastest. Whoever
 * writes to a shared array from several threads orders the accesses.
 */
package dev.fluxion.nn.tensor;
