package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.Png;
import dev.fluxion.typeset.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Curves over one horizontal axis, in one or more panels above each other (for instance loss and accuracy over epochs). Series of the same name
 * share a colour and one entry of the legend. Immutable.
 *
 * @param title above everything; may be empty
 * @param horizontal label of the shared axis
 * @param panels from top to bottom
 */
public record Curves(String title, String horizontal, List<Panel> panels) {
    /**
     * Checks that there is something to draw.
     *
     * @throws IllegalArgumentException if there is no panel
     */
    public Curves {
        panels = List.copyOf(panels);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("curves need at least one panel");
        }
    }

    /**
     * One pair of axes.
     *
     * @param vertical label of the vertical axis
     * @param series curves
     */
    public record Panel(String vertical, List<Series> series) {
        /** Copies the list. */
        public Panel {
            series = List.copyOf(series);
        }
    }

    /**
     * A named curve. Values that are not finite leave a gap.
     *
     * @param name entry of the legend
     * @param points in the order in which they are joined
     */
    public record Series(String name, List<Point> points) {
        /** Copies the list. */
        public Series {
            points = List.copyOf(points);
        }

        /**
         * A curve over 1, 2, 3, …, such as one value for every epoch.
         *
         * @param values one for each of 1, 2, 3, …: a number of any length
         */
        public static Series counted(String name, double... values) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                points.add(new Point(i + 1, values[i]));
            }
            return new Series(name, points);
        }
    }

    /**
     * The plot as pixels.
     *
     * @param width in points, 200 to 10,000
     * @param height in points, 150 to 10,000
     * @param scale pixels per point, above 0 to 8
     * @throws IllegalArgumentException for other sizes or scales
     */
    public BufferedImage image(int width, int height, double scale, Theme theme) {
        requireSize(width, height, scale);
        return new CurvesPainter(this, theme).picture(width, height).image(scale);
    }

    /**
     * The plot as SVG; sizes as for {@link #image}.
     *
     * @throws IllegalArgumentException for other sizes
     */
    public String svg(int width, int height, Theme theme) {
        requireSize(width, height, 1);
        return new CurvesPainter(this, theme).picture(width, height).svg();
    }

    /**
     * Writes a PNG of 720 points in width, and 280 in height for each panel and 100 more, at two pixels per point, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if there are so many panels that the picture is higher than 10,000 points
     */
    public void writePng(Path file, Theme theme) throws IOException {
        AtomicFiles.write(file, Png.encode(image(720, usualHeight(), 2, theme)));
    }

    /**
     * Writes an SVG of 720 points in width, and 280 in height for each panel and 100 more, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if there are so many panels that the picture is higher than 10,000 points
     */
    public void writeSvg(Path file, Theme theme) throws IOException {
        AtomicFiles.write(file, svg(720, usualHeight(), theme));
    }

    private int usualHeight() {
        return 100 + 280 * panels.size();
    }

    private static void requireSize(int width, int height, double scale) {
        boolean fits = width >= 200 && width <= 10_000 && height >= 150 && height <= 10_000 && scale > 0 && scale <= 8;
        if (!fits) {
            throw new IllegalArgumentException("no plot of " + width + " by " + height + " points at scale " + scale);
        }
    }
}
