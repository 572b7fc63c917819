package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.Png;
import dev.fluxion.typeset.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Small grey-scale images in rows, each with a caption below. Immutable.
 *
 * @param title above everything; may be empty
 * @param columns images in a row, at least 1
 * @param cells from left to right, top to bottom
 */
public record ImageGrid(String title, int columns, List<Cell> cells) {
    /**
     * Checks that there is something to draw.
     *
     * @throws IllegalArgumentException if there is no image, or {@code columns} is below 1
     */
    public ImageGrid {
        cells = List.copyOf(cells);
        if (columns < 1 || cells.isEmpty()) {
            throw new IllegalArgumentException("a grid needs at least one column and one image, not " + columns + " and " + cells.size());
        }
    }

    /** What is to be said about an image besides its caption. */
    public enum Verdict {
        /** Nothing. */
        NONE,
        /** A tick stands before the caption. */
        RIGHT,
        /** A cross stands before the caption, which has the colour of errors, as the frame has. */
        WRONG
    }

    /**
     * One image.
     *
     * @param width in pixels
     * @param height in pixels
     * @param caption lines of text; what does not fit the image's width ends in dots
     * @param verdict sign and colour
     * @param greys {@code width*height} entries, row by row, from 0 for black to 255 for white, unsigned
     */
    public record Cell(int width, int height, byte[] greys, List<String> caption, Verdict verdict) {
        /**
         * Copies everything and checks the number of pixels.
         *
         * @throws IllegalArgumentException if there are not {@code width*height} of them, or a side is below 1
         */
        public Cell {
            if (width < 1 || height < 1 || greys.length != width * height) {
                throw new IllegalArgumentException(greys.length + " pixels do not make " + width + " by " + height);
            }
            greys = greys.clone();
            caption = List.copyOf(caption);
        }

        /** Row by row, a copy. */
        @Override
        public byte[] greys() {
            return greys.clone();
        }
    }

    /**
     * The grid as pixels. Every image is enlarged by a whole number, without smoothing.
     *
     * @param scale pixels per point, 1 to 4
     * @throws IllegalArgumentException for another scale
     */
    public BufferedImage image(int scale, Theme theme) {
        if (scale < 1 || scale > 4) {
            throw new IllegalArgumentException("scale must lie between 1 and 4, but is " + scale);
        }
        return new ImageGridPainter(this, scale, theme).paint();
    }

    /**
     * Writes a PNG at two pixels per point, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if that would be more than 120 million pixels
     */
    public void writePng(Path file, Theme theme) throws IOException {
        AtomicFiles.write(file, Png.encode(image(2, theme)));
    }
}
