package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Drawings as SVG. Each glyph's outline is written once, under its name, and every place that needs it refers to it.
 *
 * <p>One em is 100 units. Glyphs keep 1 decimal of a unit (1/1000 em, finer than the fonts' own grid at reading sizes), areas 2, places 2.
 */
final class SvgWriter {
    static final double UNITS = 100;
    private static final AffineTransform TO_UNITS = AffineTransform.getScaleInstance(UNITS, UNITS);

    private SvgWriter() {
    }

    /** A file of its own, in the colours of the style. */
    static String document(Drawing drawing, Style style, String label) {
        Rectangle2D frame = drawing.bounds(style.margin());
        String ground = style.theme().background().getAlpha() == 0 ? "" : "<rect" + box(frame) + fill(style.theme().background()) + "/>\n";
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(frame.getWidth() * style.points(), 2)
                + "\" height=\"" + number(frame.getHeight() * style.points(), 2) + "\" viewBox=\"" + viewBox(frame)
                + "\" role=\"img\" aria-label=\"" + Escape.xml(label) + "\"" + fill(style.theme().foreground()) + ">\n<title>" + Escape.xml(label)
                + "</title>\n<defs>\n" + definitions(List.of(drawing)) + "</defs>\n" + ground + marks(drawing) + "</svg>\n";
    }

    /** An element for a page that holds {@link #shared} glyphs; it takes the size and the colour of the text around it. */
    static String inline(Drawing drawing, String label) {
        Rectangle2D frame = drawing.bounds(0);
        return "<svg width=\"" + number(frame.getWidth(), 3) + "em\" height=\"" + number(frame.getHeight(), 3) + "em\" style=\"vertical-align:"
                + number(-frame.getMaxY(), 3) + "em\" viewBox=\"" + viewBox(frame) + "\" role=\"img\" aria-label=\"" + Escape.xml(label)
                + "\" fill=\"currentColor\"><title>" + Escape.xml(label) + "</title>" + marks(drawing) + "</svg>";
    }

    /** An invisible element with the glyphs that the drawings need. */
    static String shared(Collection<Drawing> drawings) {
        return "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>\n" + definitions(drawings) + "</defs></svg>\n";
    }

    static String definitions(Collection<Drawing> drawings) {
        Map<String, Glyph> glyphs = new LinkedHashMap<>();
        for (Drawing drawing : drawings) {
            for (Mark mark : drawing.marks()) {
                if (mark instanceof Mark.Character character) {
                    glyphs.put(character.glyph().id(), character.glyph());
                }
            }
        }
        StringBuilder out = new StringBuilder();
        glyphs.forEach((id, glyph) -> out.append("<path id=\"").append(id).append("\" d=\"").append(path(glyph.outline(), 1)).append("\"/>\n"));
        return out.toString();
    }

    static String marks(Drawing drawing) {
        StringBuilder out = new StringBuilder();
        for (Mark mark : drawing.marks()) {
            out.append(switch (mark) {
                case Mark.Character character -> use(character);
                case Mark.Area area -> "<path d=\"" + path(TO_UNITS.createTransformedShape(area.area()), 2) + "\"" + tint(area) + "/>\n";
            });
        }
        return out.toString();
    }

    private static String use(Mark.Character mark) {
        return "<use href=\"#" + mark.glyph().id() + "\" transform=\"" + place(mark.transform()) + "\"" + tint(mark) + "/>\n";
    }

    private static String place(AffineTransform inEm) {
        AffineTransform at = new AffineTransform(TO_UNITS);
        at.concatenate(inEm);
        String shift = number(at.getTranslateX(), 2) + " " + number(at.getTranslateY(), 2);
        boolean plain = at.getShearX() == 0 && at.getShearY() == 0 && at.getScaleX() == at.getScaleY();
        if (!plain) {
            return "matrix(" + number(at.getScaleX(), 5) + " " + number(at.getShearY(), 5) + " " + number(at.getShearX(), 5) + " "
                    + number(at.getScaleY(), 5) + " " + shift + ")";
        }
        String scale = number(at.getScaleX(), 5);
        return "translate(" + shift + ")" + (scale.equals("1") ? "" : "scale(" + scale + ")");
    }

    private static String tint(Mark mark) {
        return mark.tint().map(SvgWriter::fill).orElse("");
    }

    static String fill(Color color) {
        String opacity = color.getAlpha() == 255 ? "" : " fill-opacity=\"" + number(color.getAlpha() / 255.0, 3) + "\"";
        return " fill=\"" + Theme.hex(color) + "\"" + opacity;
    }

    private static String viewBox(Rectangle2D frame) {
        return number(frame.getX() * UNITS, 2) + " " + number(frame.getY() * UNITS, 2) + " " + number(frame.getWidth() * UNITS, 2) + " "
                + number(frame.getHeight() * UNITS, 2);
    }

    private static String box(Rectangle2D frame) {
        return " x=\"" + number(frame.getX() * UNITS, 2) + "\" y=\"" + number(frame.getY() * UNITS, 2) + "\" width=\""
                + number(frame.getWidth() * UNITS, 2) + "\" height=\"" + number(frame.getHeight() * UNITS, 2) + "\"";
    }

    static String path(Shape shape, int decimals) {
        StringBuilder out = new StringBuilder();
        double[] points = new double[6];
        for (PathIterator steps = shape.getPathIterator(null); !steps.isDone(); steps.next()) {
            int kind = steps.currentSegment(points);
            out.append("MLQCZ".charAt(kind));
            // 1, 1, 2, 3 and 0 points belong to move, line, quadratic, cubic and close.
            int numbers = new int[] {2, 2, 4, 6, 0}[kind];
            for (int i = 0; i < numbers; i++) {
                out.append(i == 0 ? "" : " ").append(number(points[i], decimals));
            }
        }
        return out.toString();
    }

    /** A decimal without trailing zeros, the same in every locale. */
    static String number(double value, int decimals) {
        double power = Math.pow(10, decimals);
        double rounded = Math.round(value * power) / power;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
