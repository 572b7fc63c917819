/**
 * Arithmetic of any precision with guaranteed bounds: numbers {@code m*2^e}, intervals of them rounded outwards, and elementary and special functions
 * of such intervals. It knows no expressions.
 *
 * <p>No parameter is null. A number of bits is that of a mantissa, from 2 on, and decides how long an operation takes. An operation that has no
 * bounds is a {@link dev.fluxion.symbolic.precise.NotEnclosed}; one that spends the budget in force ends with a {@code LIMIT} {@link
 * dev.fluxion.grammar.FluxionException}.
 */
package dev.fluxion.symbolic.precise;
