package dev.fluxion.typeset.plot;

/**
 * A point in the units of the axes.
 *
 * @param x along the horizontal axis
 * @param y along the vertical axis
 */
public record Point(double x, double y) {
    boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
