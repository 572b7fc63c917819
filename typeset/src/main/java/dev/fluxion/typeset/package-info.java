/**
 * LaTeX to pictures.
 *
 * <p>{@link dev.fluxion.typeset.Formula} lays one formula out and draws it as PNG or SVG. A formula becomes a list of marks (glyph outlines and
 * areas) once, and every output is written from those marks: what one format shows, all show.
 */
package dev.fluxion.typeset;
