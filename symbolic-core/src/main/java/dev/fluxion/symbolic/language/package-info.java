/**
 * The whole language for expressions: formulas with calculus in them.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null and budgets among them. A mistake in a text is a {@link
 * dev.fluxion.grammar.FluxionException} with its place.
 */
package dev.fluxion.symbolic.language;
