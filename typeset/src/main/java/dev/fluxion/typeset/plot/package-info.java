/**
 * Curves, plots of layers, surfaces and grids of images, as PNG, SVG and animated GIF.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. Numbers that are not finite are holes, never an exception, where it is not said
 * otherwise; coordinates are in the units of the axes, sizes of pictures in points. Text between dollar signs is LaTeX: what cannot be drawn is a
 * {@link dev.fluxion.typeset.LatexException} when the picture is made.
 */
package dev.fluxion.typeset.plot;
