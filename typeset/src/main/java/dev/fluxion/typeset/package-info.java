/**
 * LaTeX to pictures.
 *
 * <p>{@link dev.fluxion.typeset.Formula} lays one formula out and draws it as PNG or SVG; {@link dev.fluxion.typeset.DerivationPage} makes a LaTeX
 * document, one PNG or one self-contained HTML page of a whole derivation. A formula becomes a list of marks (glyph outlines and areas) once, and
 * every output is written from those marks: what one format shows, all show.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. LaTeX that cannot be drawn is a {@link dev.fluxion.typeset.LatexException}, a
 * picture of more than 120 million pixels a {@code LIMIT} {@link dev.fluxion.grammar.FluxionException}. Drawing is not metered by a budget.
 */
package dev.fluxion.typeset;
