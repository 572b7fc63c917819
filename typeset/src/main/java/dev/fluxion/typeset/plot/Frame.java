package dev.fluxion.typeset.plot;

import java.awt.geom.Rectangle2D;

/**
 * Where the numbers of two axes lie on a sheet.
 *
 * @param window the rectangle between the axes, in points
 * @param horizontal numbers from its left to its right edge
 * @param vertical numbers from its lower to its upper edge
 */
record Frame(Rectangle2D window, Range horizontal, Range vertical) {
    /** So far beyond every sheet that nothing there is seen, and so near that differences stay finite. */
    private static final double FAR = 1e9;

    double x(double value) {
        return Math.clamp(window.getX() + (value - horizontal.from()) / horizontal.length() * window.getWidth(), -FAR, FAR);
    }

    double y(double value) {
        return Math.clamp(window.getMaxY() - (value - vertical.from()) / vertical.length() * window.getHeight(), -FAR, FAR);
    }

    boolean shows(Point point) {
        return horizontal.contains(point.x()) && vertical.contains(point.y());
    }

    /** The frame with one unit as long on both axes: the range that is too short for its edge grows. */
    Frame withEqualUnits() {
        double acrossUnit = window.getWidth() / horizontal.length();
        double upUnit = window.getHeight() / vertical.length();
        return acrossUnit > upUnit ? new Frame(window, horizontal.widened((acrossUnit / upUnit - 1) / 2), vertical)
                : new Frame(window, horizontal, vertical.widened((upUnit / acrossUnit - 1) / 2));
    }
}
