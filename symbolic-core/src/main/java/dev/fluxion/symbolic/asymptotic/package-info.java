/**
 * Limits and series. Limits at infinity follow Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zürich, 1996): what varies most
 * rapidly becomes a power of one small quantity, and the expression a series in it. Zeros and signs are proved or the answer is refused.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them.
 */
package dev.fluxion.symbolic.asymptotic;
