package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Label;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The axes of a frame: ticks, grid and labels. */
final class AxesPainter {
    static final double TICK_SIZE = 12;
    static final double LABEL_SIZE = 14;
    private static final double TICK_GAP = 7;
    /** Room that one number needs, in points. */
    private static final double ACROSS = 68;
    private static final double UP = 44;

    private final Axis horizontal;
    private final Axis vertical;
    private final Theme theme;

    AxesPainter(Axis horizontal, Axis vertical, Theme theme) {
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.theme = theme;
    }

    /** What is needed to the left of the window: the widest label of the vertical axis. */
    double left(Range up, double height) {
        return widest(vertical.ticks(up, upTicks(height))) + TICK_GAP;
    }

    private static int upTicks(double height) {
        return (int) Math.max(2, height / UP);
    }

    private static double widest(List<Ticks.Tick> ticks) {
        return ticks.stream().mapToDouble(tick -> Label.of(tick.label()).width() * TICK_SIZE).max().orElse(0);
    }

    /** What is needed below the window. */
    double below() {
        return TICK_SIZE + TICK_GAP + 4 + (horizontal.label().isBlank() ? 0 : LABEL_SIZE + 6);
    }

    /** What is needed above the window: the label of the vertical axis lies there, so that it need not be read sideways. */
    double above() {
        return vertical.label().isBlank() ? 0 : LABEL_SIZE + 8;
    }

    private List<Ticks.Tick> across(Frame frame) {
        return horizontal.ticks(frame.horizontal(), (int) Math.max(2, frame.window().getWidth() / ACROSS));
    }

    private List<Ticks.Tick> upwards(Frame frame) {
        return vertical.ticks(frame.vertical(), upTicks(frame.window().getHeight()));
    }

    /** Thin lines at the ticks, below everything else; those at zero are stronger. */
    void grid(Frame frame, Picture.Sheet sheet) {
        Rectangle2D window = frame.window();
        if (horizontal.categories().isEmpty()) {
            for (Ticks.Tick tick : across(frame)) {
                double x = frame.x(tick.at());
                sheet.line(new Line2D.Double(x, window.getY(), x, window.getMaxY()), tick.at() == 0 ? theme.muted() : theme.line(), 0.8);
            }
        }
        if (vertical.categories().isEmpty()) {
            for (Ticks.Tick tick : upwards(frame)) {
                double y = frame.y(tick.at());
                sheet.line(new Line2D.Double(window.getX(), y, window.getMaxX(), y), tick.at() == 0 ? theme.muted() : theme.line(), 0.8);
            }
        }
    }

    /** Edges and labels. */
    void labels(Frame frame, Picture.Sheet sheet) {
        Rectangle2D window = frame.window();
        sheet.line(new Line2D.Double(window.getX(), window.getMaxY(), window.getMaxX(), window.getMaxY()), theme.muted(), 1);
        sheet.line(new Line2D.Double(window.getX(), window.getY(), window.getX(), window.getMaxY()), theme.muted(), 1);
        double free = Double.NEGATIVE_INFINITY;
        for (Ticks.Tick tick : across(frame)) {
            Label label = Label.of(tick.label());
            double width = label.width() * TICK_SIZE;
            double x = frame.x(tick.at());
            if (x - width / 2 >= free) { // labels that would touch are left out
                sheet.line(new Line2D.Double(x, window.getMaxY(), x, window.getMaxY() + 4), theme.muted(), 1);
                sheet.label(label, x - width / 2, window.getMaxY() + TICK_GAP + TICK_SIZE * 0.85, TICK_SIZE, theme.muted());
                free = x + width / 2 + 6;
            }
        }
        for (Ticks.Tick tick : upwards(frame)) {
            Label label = Label.of(tick.label());
            double y = frame.y(tick.at());
            sheet.line(new Line2D.Double(window.getX() - 4, y, window.getX(), y), theme.muted(), 1);
            sheet.label(label, window.getX() - TICK_GAP - label.width() * TICK_SIZE, y + TICK_SIZE * 0.36, TICK_SIZE, theme.muted());
        }
        if (!horizontal.label().isBlank()) {
            Label label = Label.of(horizontal.label());
            double x = window.getX() + (window.getWidth() - label.width() * LABEL_SIZE) / 2;
            sheet.label(label, x, window.getMaxY() + TICK_GAP + TICK_SIZE + LABEL_SIZE + 3, LABEL_SIZE, theme.foreground());
        }
        if (!vertical.label().isBlank()) {
            Label label = Label.of(vertical.label());
            double x = Math.max(8, Math.min(window.getX() - TICK_GAP, window.getX() - label.width() * LABEL_SIZE / 2));
            sheet.label(label, x, window.getY() - 10, LABEL_SIZE, theme.foreground());
        }
    }
}
