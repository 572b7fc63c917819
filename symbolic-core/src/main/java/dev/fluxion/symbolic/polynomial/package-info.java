/**
 * Exact polynomial algebra in several variables over the rationals: sparse arithmetic, greatest common divisors, factorisation, rational
 * functions with algebraic generators, and the way from expressions to polynomials and back.
 */
package dev.fluxion.symbolic.polynomial;
