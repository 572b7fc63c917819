package dev.fluxion.typeset;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Marks with the box they stand in, all in em: the left edge and the baseline at 0, y downwards.
 *
 * @param width to the right of the left edge
 * @param ascent above the baseline
 * @param depth below the baseline
 * @param marks what is painted; parts may stick out of the box, as the tail of an italic letter does
 */
record Drawing(double width, double ascent, double depth, List<Mark> marks) {
    /** Above this a picture is a mistake: 120 million pixels take half a gigabyte. */
    static final double MOST_PIXELS = 120e6;

    static final Drawing NOTHING = new Drawing(0, 0, 0, List.of());

    Drawing {
        marks = List.copyOf(marks);
    }

    double height() {
        return ascent + depth;
    }

    /** The same in another size, 1 being no change. */
    Drawing scaled(double factor) {
        AffineTransform change = AffineTransform.getScaleInstance(factor, factor);
        return new Drawing(width * factor, ascent * factor, depth * factor, marks.stream().map(mark -> mark.changed(change)).toList());
    }

    /** The same in this colour, except for what has a colour of its own. */
    Drawing tinted(Color color) {
        return new Drawing(width, ascent, depth, marks.stream().map(mark -> mark.tinted(color)).toList());
    }

    /** The marks with the origin moved. */
    List<Mark> marksAt(double x, double y) {
        AffineTransform change = AffineTransform.getTranslateInstance(x, y);
        return marks.stream().map(mark -> mark.changed(change)).toList();
    }

    /** The box, grown to hold every mark, and by {@code margin} on each side. */
    Rectangle2D bounds(double margin) {
        Rectangle2D all = new Rectangle2D.Double(0, -ascent, width, height());
        for (Mark mark : marks) {
            all.add(mark.area().getBounds2D());
        }
        return new Rectangle2D.Double(all.getX() - margin, all.getY() - margin, all.getWidth() + 2 * margin, all.getHeight() + 2 * margin);
    }

    /**
     * Draws the picture.
     *
     * @throws FluxionException {@code limit} if it would have more than 120 million pixels
     */
    BufferedImage image(Style style) {
        Rectangle2D frame = bounds(style.margin());
        double scale = style.pixelsPerEm();
        double width = Math.max(1, Math.ceil(frame.getWidth() * scale));
        double height = Math.max(1, Math.ceil(frame.getHeight() * scale));
        requireFew(width, height);
        BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(style.theme().background());
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
        graphics.translate(-frame.getX(), -frame.getY());
        paint(graphics, style.theme().foreground());
        graphics.dispose();
        return image;
    }

    private void paint(Graphics2D graphics, Color foreground) {
        for (Mark mark : marks) {
            graphics.setColor(mark.tint().orElse(foreground));
            graphics.fill(mark.area());
        }
    }

    /** Puts drawings side by side or below each other. */
    static final class Sheet {
        private final List<Mark> marks = new ArrayList<>();

        Sheet place(Drawing drawing, double x, double baseline) {
            marks.addAll(drawing.marksAt(x, baseline));
            return this;
        }

        Sheet fill(Rectangle2D area, Color color) {
            marks.add(new Mark.Area(area, new AffineTransform(), Optional.of(color)));
            return this;
        }

        /** Everything placed so far, as a drawing whose top is at y = 0. */
        Drawing finish(double width, double height) {
            return new Drawing(width, 0, height, marks);
        }
    }

    /** Holds the size of a picture against the most that is drawn. */
    static void requireFew(double columns, double rows) {
        if (!(columns * rows <= MOST_PIXELS)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, String.format(Locale.ROOT,
                    "pixels: a picture of %,.0f by %,.0f has more than %,d", columns, rows, (long) MOST_PIXELS), Span.NONE));
        }
    }
}
