/**
 * From syntax trees to expressions: names, shapes, broadcasting, the product of linear algebra, and index notation.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null and budgets among them. Scopes that are added to ({@link
 * dev.fluxion.symbolic.elaborate.Names}) are for one thread at a time. A mistake in a text is a {@link dev.fluxion.grammar.FluxionException} with its
 * place: {@code NAME}, {@code SHAPE}, {@code SYNTAX}, {@code DOMAIN} or {@code UNSUPPORTED}.
 */
package dev.fluxion.symbolic.elaborate;
