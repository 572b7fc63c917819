/**
 * The front door of the library: text to expressions, expressions to compiled kernels. {@link dev.fluxion.Fluxion} is all of it.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. A mistake of the user's is a {@link dev.fluxion.grammar.FluxionException}, whose
 * diagnostics hold a code, a message, a place and a hint; work that exceeds the {@link dev.fluxion.symbolic.Budget} in force, ten seconds if there is
 * none, or whose thread is interrupted, ends with one of code {@code LIMIT}.
 */
package dev.fluxion;
