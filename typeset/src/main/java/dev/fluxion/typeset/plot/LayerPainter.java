package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Label;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Paints layers into frames. */
final class LayerPainter {
    private static final double PEN = 2;
    /** From here on dots become pixels of one image, so that a million of them stay a small file. */
    private static final int MANY_DOTS = 4_000;
    private static final int FEW_STOPS = 80;
    private static final double MOST_OF_MEDIAN = 4;

    private final Theme theme;
    private final Picture.Sheet sheet;
    private boolean overCells;
    private NotePlaces notes = new NotePlaces(List.of());

    /** Paints on a sheet that has {@code overCells} to be told apart from, for instance in a legend. */
    LayerPainter(Theme theme, Picture.Sheet sheet, boolean overCells) {
        this.theme = theme;
        this.sheet = sheet;
        this.overCells = overCells;
    }

    void all(List<Layer> layers, int first, Frame frame) {
        int color = first;
        notes = new NotePlaces(layers);
        for (Layer layer : layers) {
            paint(layer, color, frame);
            color += layer.isColored() ? 1 : 0;
            overCells |= layer instanceof Layer.Cells;
        }
    }

    private void paint(Layer layer, int color, Frame frame) {
        Color ink = Palette.color(color, theme);
        switch (layer) {
            case Layer.Line line -> line(line, color, frame);
            case Layer.Dots dots -> dots(dots, ink, frame);
            case Layer.Way way -> way(way, ink, frame);
            case Layer.Bars bars -> bars.bars().forEach(bar -> bar(bar, ink, frame));
            case Layer.Arrows arrows -> arrows(arrows, ink, frame);
            case Layer.Levels levels -> levels(levels, frame);
            case Layer.Cells cells -> cells(cells, frame);
            case Layer.Note note -> note(note, frame);
            case Layer.Colored colored -> paint(colored.layer(), colored.color(), frame);
        }
    }

    private Color lineColor(Layer.Line line, int color) {
        return line.pen() == Layer.Pen.GUIDE ? theme.muted() : Palette.color(color, theme);
    }

    private static List<Double> dashes(Layer.Line line, int color) {
        return switch (line.pen()) {
            case SOLID -> Palette.dashes(color);
            case DASHED -> List.of(7.0, 5.0);
            case GUIDE -> List.of(2.0, 3.0);
        };
    }

    private static double width(Layer.Line line) {
        return line.pen() == Layer.Pen.GUIDE ? 1.2 : PEN;
    }

    private void line(Layer.Line line, int color, Frame frame) {
        sheet.line(Traces.path(line.pieces(), frame), lineColor(line, color), width(line), dashes(line, color));
        for (List<Point> piece : line.pieces()) {
            if (piece.size() == 1) {
                dot(frame.x(piece.getFirst().x()), frame.y(piece.getFirst().y()), 2, lineColor(line, color));
            }
        }
    }

    private void dot(double x, double y, double radius, Color color) {
        sheet.area(circle(x, y, radius), color);
    }

    private static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Color translucent(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private void dots(Layer.Dots dots, Color ink, Frame frame) {
        int count = dots.points().size();
        double radius = count > 1_000 ? 1.6 : count > 200 ? 2.4 : 3.4;
        Color color = count > 200 ? translucent(ink, 150) : translucent(ink, 215);
        if (count > MANY_DOTS) {
            sheet.raster(cloud(dots, ink, frame), frame.window());
            return;
        }
        for (Point point : dots.points()) {
            if (point.isFinite() && frame.shows(point)) {
                if (overCells) { // a rim keeps dots apart from every shade
                    dot(frame.x(point.x()), frame.y(point.y()), radius + 1.2, Color.WHITE);
                }
                dot(frame.x(point.x()), frame.y(point.y()), radius, overCells ? ink : color);
            }
        }
    }

    // Dots that share a place with another are painted once.
    private static BufferedImage cloud(Layer.Dots dots, Color ink, Frame frame) {
        Rectangle2D window = frame.window();
        int scale = 2;
        BufferedImage image = new BufferedImage((int) Math.ceil(window.getWidth() * scale), (int) Math.ceil(window.getHeight() * scale), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(translucent(ink, dots.points().size() > 50_000 ? 70 : 130));
        Set<Long> taken = new HashSet<>();
        for (Point point : dots.points()) {
            if (point.isFinite() && frame.shows(point)) {
                long x = Math.round((frame.x(point.x()) - window.getX()) * scale);
                long y = Math.round((frame.y(point.y()) - window.getY()) * scale);
                if (taken.add(x << 32 | y)) {
                    graphics.fill(circle(x, y, 2));
                }
            }
        }
        graphics.dispose();
        return image;
    }

    private void way(Layer.Way way, Color ink, Frame frame) {
        sheet.line(Traces.path(Traces.pieces(way.points()), frame), ink, PEN);
        List<Point> seen = way.points().stream().filter(Point::isFinite).filter(frame::shows).toList();
        if (seen.isEmpty()) {
            return;
        }
        if (seen.size() <= FEW_STOPS) {
            seen.forEach(point -> dot(frame.x(point.x()), frame.y(point.y()), 2.6, ink));
        }
        Point first = way.points().getFirst();
        if (first.isFinite()) {
            sheet.area(circle(frame.x(first.x()), frame.y(first.y()), 5), theme.background());
            sheet.line(circle(frame.x(first.x()), frame.y(first.y()), 4.5), ink, PEN);
        }
        dot(frame.x(seen.getLast().x()), frame.y(seen.getLast().y()), 5, ink);
    }

    private void bar(Layer.Bar bar, Color ink, Frame frame) {
        double x = frame.x(bar.from());
        double zero = frame.y(0);
        double top = frame.y(bar.height());
        Rectangle2D shape = new Rectangle2D.Double(x, Math.min(zero, top), frame.x(bar.to()) - x, Math.abs(zero - top));
        sheet.area(shape, translucent(ink, 120));
        sheet.line(shape, ink, 1);
    }

    private void arrows(Layer.Arrows arrows, Color ink, Frame frame) {
        double longest = longest(arrows);
        if (longest == 0) {
            return;
        }
        double across = frame.window().getWidth() / frame.horizontal().length();
        double upwards = frame.window().getHeight() / frame.vertical().length();
        double cell = Math.min(arrows.spacing().x() * across, arrows.spacing().y() * upwards);
        for (Layer.Arrow arrow : arrows.arrows()) {
            double dx = arrow.dx() * across;
            double dy = -arrow.dy() * upwards;
            double length = Math.hypot(dx, dy);
            double share = Math.min(1, Math.hypot(arrow.dx(), arrow.dy()) / longest);
            if (length > 0 && Double.isFinite(length)) {
                double size = 0.95 * cell * share / length;
                arrow(frame.x(arrow.x()), frame.y(arrow.y()), dx * size, dy * size, ink);
            }
        }
    }

    // Beside a pole one arrow would leave points of all others: what is much longer than usual is cut.
    private static double longest(Layer.Arrows arrows) {
        double[] lengths = arrows.arrows().stream().mapToDouble(arrow -> Math.hypot(arrow.dx(), arrow.dy())).filter(length -> length > 0 && Double.isFinite(length))
                .sorted().toArray();
        return lengths.length == 0 ? 0 : Math.min(lengths[lengths.length - 1], MOST_OF_MEDIAN * lengths[lengths.length / 2]);
    }

    private void arrow(double x, double y, double dx, double dy, Color ink) {
        double length = Math.hypot(dx, dy);
        double head = Math.min(6, 0.45 * length);
        double ux = dx / length;
        double uy = dy / length;
        sheet.line(new Line2D.Double(x, y, x + dx - ux * head * 0.8, y + dy - uy * head * 0.8), ink, 1.3);
        Path2D tip = new Path2D.Double();
        tip.moveTo(x + dx, y + dy);
        tip.lineTo(x + dx - head * (ux - 0.45 * uy), y + dy - head * (uy + 0.45 * ux));
        tip.lineTo(x + dx - head * (ux + 0.45 * uy), y + dy - head * (uy - 0.45 * ux));
        tip.closePath();
        sheet.area(tip, ink);
    }

    static Range range(Layer.Levels levels) {
        return Range.of(levels.levels().stream().mapToDouble(Layer.Level::value));
    }

    /** A colour that stands out from the ground: lines have no need of the end of the scale that resembles it. */
    Color scaled(ColorScale scale, double share) {
        boolean isLineScale = scale == ColorScale.VIRIDIS;
        return scale.at(!isLineScale ? share : Palette.isDark(theme) ? 0.22 + 0.78 * share : 0.9 * share);
    }

    private void levels(Layer.Levels levels, Frame frame) {
        int count = levels.levels().size();
        for (int i = 0; i < count; i++) { // by their order: levels may grow like powers
            Color ink = scaled(ColorScale.VIRIDIS, i / Math.max(1, count - 1.0));
            Path2D path = Traces.path(levels.levels().get(i).pieces(), frame);
            contour(path, ink);
        }
    }

    private void contour(Shape path, Color ink) {
        if (overCells) { // no colour of the scale stands out from all of it: white between black does
            sheet.line(path, new Color(0x1b1f24), 3.4);
        }
        sheet.line(path, overCells ? Color.WHITE : ink, overCells ? 1.6 : 1.4);
    }

    private void cells(Layer.Cells cells, Frame frame) {
        Range range = cells.shown();
        int rows = cells.rows();
        BufferedImage image = new BufferedImage(cells.columns(), rows, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < cells.columns(); column++) {
                double value = cells.value(column, row);
                if (Double.isFinite(value)) {
                    image.setRGB(column, rows - 1 - row, scaled(cells.scale(), (value - range.from()) / range.length()).getRGB());
                }
            }
        }
        double x = frame.x(cells.x().from());
        double y = frame.y(cells.y().to());
        sheet.raster(image, new Rectangle2D.Double(x, y, frame.x(cells.x().to()) - x, frame.y(cells.y().from()) - y));
        for (int i = 0; i < cells.written().size(); i++) {
            written(cells, i, range, frame);
        }
    }

    private void written(Layer.Cells cells, int index, Range range, Frame frame) {
        Label label = Label.of(cells.written().get(index));
        double value = cells.value(index % cells.columns(), index / cells.columns());
        double x = frame.x(cells.x().at((index % cells.columns() + 0.5) / cells.columns()));
        double y = frame.y(cells.y().at((index / cells.columns() + 0.5) / cells.rows()));
        Color ground = Double.isFinite(value) ? scaled(cells.scale(), (value - range.from()) / range.length()) : theme.background();
        double cell = (frame.x(cells.x().to()) - frame.x(cells.x().from())) / cells.columns();
        double size = Math.min(14, 0.85 * cell / Math.max(label.width(), 1e-9));
        sheet.label(label, x - label.width() * size / 2, y + size * 0.36, size, ColorScale.ink(ground));
    }

    private void note(Layer.Note note, Frame frame) {
        double x = frame.x(note.at().x());
        double y = frame.y(note.at().y());
        dot(x, y, 3.6, theme.foreground());
        Label label = Label.of(note.label());
        double width = label.width() * 13;
        Point2D place = notes.place(frame, x, y, width, 13);
        sheet.label(label, place.getX(), place.getY(), 13, theme.foreground());
    }

    /** A sample of a layer's ink for the legend. */
    void swatch(Layer layer, int color, double x, double y, double width) {
        Color ink = Palette.color(color, theme);
        switch (layer) {
            case Layer.Line line -> sheet.line(new Line2D.Double(x, y, x + width, y), lineColor(line, color), width(line), dashes(line, color));
            case Layer.Dots dots -> dot(x + width / 2, y, 3.4, ink);
            case Layer.Way way -> {
                sheet.line(new Line2D.Double(x, y, x + width, y), ink, PEN);
                dot(x + width / 2, y, 3, ink);
            }
            case Layer.Bars bars -> {
                Rectangle2D box = new Rectangle2D.Double(x + width / 2 - 6, y - 6, 12, 12);
                sheet.area(box, translucent(ink, 120));
                sheet.line(box, ink, 1);
            }
            case Layer.Arrows arrows -> arrow(x, y, width, 0, ink);
            case Layer.Levels levels -> contour(new Line2D.Double(x, y, x + width, y), scaled(ColorScale.VIRIDIS, 0.5));
            case Layer.Cells cells -> sheet.area(new Rectangle2D.Double(x + width / 2 - 6, y - 6, 12, 12), scaled(cells.scale(), 0.5));
            case Layer.Note note -> dot(x + width / 2, y, 3, theme.foreground());
            case Layer.Colored colored -> swatch(colored.layer(), colored.color(), x, y, width);
        }
    }
}
