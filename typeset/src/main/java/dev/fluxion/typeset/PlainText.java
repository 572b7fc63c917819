package dev.fluxion.typeset;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Text in the system's sans-serif font as drawings: any script, no LaTeX. */
final class PlainText {
    private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);
    /** Outlines are taken large, since fonts round at size 1. */
    private static final int FONT_SIZE = 100;

    private PlainText() {
    }

    /**
     * Lines no wider than {@code most}, broken between words where possible.
     *
     * @param size em of the text, in em of the page
     * @param most widest line, in em of the page
     */
    static List<Drawing> lines(String text, double size, int style, double most) {
        String clean = text.replaceAll("\\s+", " ").strip();
        if (clean.isEmpty()) {
            return List.of();
        }
        Font font = new Font(Font.SANS_SERIF, style, FONT_SIZE);
        AttributedString attributed = new AttributedString(clean, Map.of(TextAttribute.FONT, font));
        LineBreakMeasurer breaks = new LineBreakMeasurer(attributed.getIterator(), UNHINTED);
        List<Drawing> lines = new ArrayList<>();
        while (breaks.getPosition() < clean.length()) {
            lines.add(drawing(breaks.nextLayout((float) (most / size * FONT_SIZE)), size / FONT_SIZE));
        }
        return lines;
    }

    /** One line, however long, spaces at its ends included; 1 em of the text to the em. */
    static Drawing line(String text, int style) {
        String clean = text.replaceAll("\\s+", " ");
        if (clean.isEmpty()) {
            return Drawing.NOTHING;
        }
        TextLayout layout = new TextLayout(clean, new Font(Font.SANS_SERIF, style, FONT_SIZE), UNHINTED);
        Drawing drawing = drawing(layout, 1.0 / FONT_SIZE);
        return new Drawing(layout.getAdvance() / FONT_SIZE, 0, 0, drawing.marks());
    }

    private static Drawing drawing(TextLayout layout, double scale) {
        Shape outline = layout.getOutline(null);
        Mark mark = new Mark.Area(outline, AffineTransform.getScaleInstance(scale, scale), Optional.empty());
        return new Drawing(layout.getVisibleAdvance() * scale, layout.getAscent() * scale, layout.getDescent() * scale, List.of(mark));
    }
}
