/**
 * LaTeX to pictures.
 *
 * <p>{@link dev.fluxion.typeset.Formula} lays one formula out and draws it as PNG or SVG; {@link dev.fluxion.typeset.DerivationPage} makes a
 * LaTeX document, one PNG or one self-contained HTML page of a whole derivation. A formula becomes a list of marks (glyph outlines and areas)
 * once, and every output is written from those marks: what one format shows, all show.
 */
package dev.fluxion.typeset;
