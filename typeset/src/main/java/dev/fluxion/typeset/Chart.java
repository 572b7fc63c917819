package dev.fluxion.typeset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Something that can be drawn in any size and in the colours of any theme. */
public interface Chart {
    /**
     * The drawing.
     *
     * @param width in points, 160 to 10,000
     * @param height in points, 120 to 10,000
     * @throws IllegalArgumentException for other sizes
     * @throws LatexException if a formula in a title or label cannot be drawn
     */
    Picture picture(int width, int height, Theme theme);

    /**
     * Writes a picture to a file, atomically: SVG where its name ends so, else PNG of two pixels to the point.
     *
     * @throws IOException if it cannot be written
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if it would be a PNG of more than 120 million pixels
     */
    static void write(Picture picture, Path file) throws IOException {
        AtomicFiles.write(file, encoded(picture, file));
    }

    /** The content of the file that {@link #write} writes. */
    static byte[] encoded(Picture picture, Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg") ? picture.svg().getBytes(StandardCharsets.UTF_8) : Png.encode(picture.image(2));
    }

    /**
     * Checks a size in points.
     *
     * @throws IllegalArgumentException unless the width is from 160 to 10,000 and the height from 120 to 10,000
     */
    static void requireSize(int width, int height) {
        if (width < 160 || width > 10_000 || height < 120 || height > 10_000) {
            throw new IllegalArgumentException("a plot has 160 to 10,000 by 120 to 10,000 points, not " + width + " by " + height);
        }
    }
}
