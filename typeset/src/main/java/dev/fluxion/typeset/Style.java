package dev.fluxion.typeset;

/**
 * How large a formula is drawn, and in which colours.
 *
 * @param points size of one em, in points for SVG and in pixels at scale 1 for PNG; 1 to 1,000
 * @param scale pixels per point in a PNG; 2 suits screens of today; above 0, at most 16
 * @param margin empty space on every side, in em; 0 to 100
 * @param theme colours
 */
public record Style(double points, double scale, double margin, Theme theme) {
    /** 20 points, two pixels per point, dark on white. */
    public static final Style LIGHT = new Style(20, 2, 0.3, Theme.LIGHT);
    /** As {@link #LIGHT}, light on dark. */
    public static final Style DARK = LIGHT.withTheme(Theme.DARK);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range, or NaN
     */
    public Style {
        requireRange("points", points, 1, 1_000);
        requireRange("scale", scale, 1e-3, 16);
        requireRange("margin", margin, 0, 100);
    }

    /** The same in other colours. */
    public Style withTheme(Theme other) {
        return new Style(points, scale, margin, other);
    }

    /**
     * The same with another size of the em.
     *
     * @param size in points, 1 to 1,000
     * @throws IllegalArgumentException if it is another number
     */
    public Style withPoints(double size) {
        return new Style(size, scale, margin, theme);
    }

    /**
     * The same with another number of pixels per point.
     *
     * @param pixelsPerPoint above 0, at most 16
     * @throws IllegalArgumentException if it is another number
     */
    public Style withScale(double pixelsPerPoint) {
        return new Style(points, pixelsPerPoint, margin, theme);
    }

    double pixelsPerEm() {
        return points * scale;
    }

    private static void requireRange(String name, double value, double least, double most) {
        // Written so that NaN fails too.
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must lie between " + least + " and " + most + ", but is " + value);
        }
    }
}
