/** Curves and grids of images, as PNG and SVG. */
package dev.fluxion.typeset.plot;
