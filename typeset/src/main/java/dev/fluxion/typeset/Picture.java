package dev.fluxion.typeset;

import dev.fluxion.grammar.FluxionException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Areas, lines, labels and rasters on a sheet, in points from the upper left corner, painted in their order. It becomes pixels, or SVG that needs
 * no font and nothing from outside. Immutable; safe for any number of threads.
 */
public final class Picture {
    private final double width;
    private final double height;
    private final Color ground;
    private final String description;
    private final List<Item> items;

    private Picture(double width, double height, Color ground, String description, List<Item> items) {
        this.width = width;
        this.height = height;
        this.ground = ground;
        this.description = description;
        this.items = List.copyOf(items);
    }

    /** Something on the sheet. */
    sealed interface Item {
        record Area(Shape shape, Color color) implements Item {}

        record Line(Shape path, Color color, double width, List<Double> dashes) implements Item {}

        record Text(Drawing drawing, AffineTransform place, Color color) implements Item {}

        record Raster(BufferedImage image, Rectangle2D place) implements Item {}

        record Window(Rectangle2D window, List<Item> items) implements Item {}
    }

    /** A sheet to be filled. Not thread-safe. */
    public static final class Sheet {
        private final List<Item> items = new ArrayList<>();

        /** Fills a shape; colours may be translucent. */
        public Sheet area(Shape shape, Color color) {
            items.add(new Item.Area(new Path2D.Double(shape), color));
            return this;
        }

        /** Draws along a path with a round pen. */
        public Sheet line(Shape path, Color color, double width) {
            return line(path, color, width, List.of());
        }

        /** Draws along a path; lengths of dashes and gaps alternate, none for a line without gaps. */
        public Sheet line(Shape path, Color color, double width, List<Double> dashes) {
            items.add(new Item.Line(new Path2D.Double(path), color, width, List.copyOf(dashes)));
            return this;
        }

        /** Sets a label with the left end of its baseline at a place, {@code size} points to the em. */
        public Sheet label(Label label, double x, double baseline, double size, Color color) {
            AffineTransform place = AffineTransform.getTranslateInstance(x, baseline);
            place.scale(size, size);
            items.add(new Item.Text(label.drawing(), place, color));
            return this;
        }

        /** Sets a label that reads upwards, its baseline ending at a place above. */
        public Sheet upright(Label label, double baseline, double bottom, double size, Color color) {
            AffineTransform place = AffineTransform.getTranslateInstance(baseline, bottom);
            place.rotate(-Math.PI / 2);
            place.scale(size, size);
            items.add(new Item.Text(label.drawing(), place, color));
            return this;
        }

        /** Puts an image into a rectangle, its pixels enlarged without smoothing. */
        public Sheet raster(BufferedImage image, Rectangle2D place) {
            items.add(new Item.Raster(image, place));
            return this;
        }

        /** What is painted inside shows only within a rectangle. */
        public Sheet within(Rectangle2D window, Consumer<Sheet> inside) {
            Sheet sheet = new Sheet();
            inside.accept(sheet);
            items.add(new Item.Window(window, List.copyOf(sheet.items)));
            return this;
        }

        /**
         * The picture of everything so far.
         *
         * @param description what it shows, in words, for those who cannot see it
         */
        public Picture finish(double width, double height, Color ground, String description) {
            return new Picture(width, height, ground, description, items);
        }
    }

    /** Width in points. */
    public double width() {
        return width;
    }

    /** Height in points. */
    public double height() {
        return height;
    }

    /** What it shows, in words. */
    public String description() {
        return description;
    }

    Color ground() {
        return ground;
    }

    List<Item> items() {
        return items;
    }

    /**
     * The picture as pixels.
     *
     * @param scale pixels per point, above 0
     * @throws FluxionException {@code limit} if that would be more than 120 million
     */
    public BufferedImage image(double scale) {
        double columns = Math.ceil(width * scale);
        double rows = Math.ceil(height * scale);
        Drawing.requireFew(columns, rows);
        BufferedImage image = new BufferedImage((int) columns, (int) rows, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(ground);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
        items.forEach(item -> paint(item, graphics));
        graphics.dispose();
        return image;
    }

    private static void paint(Item item, Graphics2D graphics) {
        switch (item) {
            case Item.Area area -> {
                graphics.setColor(area.color());
                graphics.fill(area.shape());
            }
            case Item.Line line -> {
                graphics.setColor(line.color());
                graphics.setStroke(stroke(line));
                graphics.draw(line.path());
            }
            case Item.Text text -> {
                for (Mark mark : text.drawing().marks()) {
                    graphics.setColor(mark.tint().orElse(text.color()));
                    graphics.fill(text.place().createTransformedShape(mark.area()));
                }
            }
            case Item.Raster raster -> {
                AffineTransform place = AffineTransform.getTranslateInstance(raster.place().getX(), raster.place().getY());
                place.scale(raster.place().getWidth() / raster.image().getWidth(), raster.place().getHeight() / raster.image().getHeight());
                graphics.drawImage(raster.image(), place, null);
            }
            case Item.Window window -> {
                Shape outer = graphics.getClip();
                graphics.clip(window.window());
                window.items().forEach(each -> paint(each, graphics));
                graphics.setClip(outer);
            }
        }
    }

    private static BasicStroke stroke(Item.Line line) {
        float width = (float) line.width();
        if (line.dashes().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        }
        float[] dashes = new float[line.dashes().size()];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = line.dashes().get(i).floatValue();
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    /**
     * The bytes of a PNG file; limits as for {@link #image}.
     *
     * @param scale pixels per point, above 0
     * @throws FluxionException {@code LIMIT} if that would be more than 120 million pixels
     */
    public byte[] png(double scale) {
        return Png.encode(image(scale));
    }

    /** A self-contained SVG document whose title is the description. */
    public String svg() {
        return PictureSvg.of(this);
    }

    /**
     * Writes {@link #png} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws FluxionException {@code LIMIT} if that would be more than 120 million pixels
     */
    public void writePng(Path file, double scale) throws IOException {
        AtomicFiles.write(file, png(scale));
    }

    /**
     * Writes {@link #svg} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     */
    public void writeSvg(Path file) throws IOException {
        AtomicFiles.write(file, svg());
    }
}
