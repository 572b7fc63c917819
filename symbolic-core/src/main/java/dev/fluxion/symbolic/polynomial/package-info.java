/**
 * Exact polynomial algebra in several variables over the rationals: sparse arithmetic, greatest common divisors, factorisation, rational functions
 * with algebraic generators, and the way from expressions to polynomials and back.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null among them. Whatever takes a {@link dev.fluxion.symbolic.Budget} spends that one,
 * and ends with a {@code LIMIT} {@link dev.fluxion.grammar.FluxionException} where it is spent.
 */
package dev.fluxion.symbolic.polynomial;
