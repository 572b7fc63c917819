/**
 * Expressions and derivations as text and LaTeX, by way of the trees that people read.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null and budgets among them. No expression is too deep to be printed; one too large
 * for the budget is a {@code LIMIT} {@link dev.fluxion.grammar.FluxionException}.
 */
package dev.fluxion.symbolic.print;
