package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Label;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.plot.Space.Point3;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.function.DoubleFunction;

/** The three far walls of the box around a {@link Space}, with their grid and the numbers along three near edges. */
final class BoxPainter {
    private static final int TICKS = 5;
    /** Where two edges meet their last numbers stand apart, in points. */
    private static final double END_SHIFT = 7;

    private final Space space;
    private final Projection projection;
    private final Theme theme;
    private final Picture.Sheet sheet;
    private final double backX;
    private final double backY;
    private final double frontX;
    private final double frontY;

    BoxPainter(Space space, Projection projection, Theme theme, Picture.Sheet sheet) {
        this.space = space;
        this.projection = projection;
        this.theme = theme;
        this.sheet = sheet;
        boolean farAtFromX = projection.nearness(projection.corner(0)) < projection.nearness(projection.corner(1));
        boolean farAtFromY = projection.nearness(projection.corner(0)) < projection.nearness(projection.corner(2));
        backX = farAtFromX ? projection.x().from() : projection.x().to();
        frontX = farAtFromX ? projection.x().to() : projection.x().from();
        backY = farAtFromY ? projection.y().from() : projection.y().to();
        frontY = farAtFromY ? projection.y().to() : projection.y().from();
    }

    void paint() {
        Range x = projection.x();
        Range y = projection.y();
        Range z = projection.z();
        double floor = z.from();
        for (Ticks.Tick tick : space.x().ticks(x, TICKS)) {
            line(new Point3(tick.at(), y.from(), floor), new Point3(tick.at(), y.to(), floor));
            line(new Point3(tick.at(), backY, z.from()), new Point3(tick.at(), backY, z.to()));
        }
        for (Ticks.Tick tick : space.y().ticks(y, TICKS)) {
            line(new Point3(x.from(), tick.at(), floor), new Point3(x.to(), tick.at(), floor));
            line(new Point3(backX, tick.at(), z.from()), new Point3(backX, tick.at(), z.to()));
        }
        for (Ticks.Tick tick : space.z().ticks(z, TICKS)) {
            line(new Point3(x.from(), backY, tick.at()), new Point3(x.to(), backY, tick.at()));
            line(new Point3(backX, y.from(), tick.at()), new Point3(backX, y.to(), tick.at()));
        }
        edge(space.x(), x, at -> new Point3(at, frontY, floor));
        edge(space.y(), y, at -> new Point3(frontX, at, floor));
        boolean leftAtFrontX = projection.place(new Point3(frontX, backY, floor)).getX() < projection.place(new Point3(backX, frontY, floor)).getX();
        double zx = leftAtFrontX ? frontX : backX;
        double zy = leftAtFrontX ? backY : frontY;
        edge(space.z(), z, at -> new Point3(zx, zy, at));
    }

    private void line(Point3 from, Point3 to) {
        sheet.line(new Line2D.Double(projection.place(from), projection.place(to)), theme.line(), 0.8);
    }

    // Numbers stand outside: away from the middle of the box.
    private void edge(Axis axis, Range range, DoubleFunction<Point3> at) {
        Point2D start = projection.place(at.apply(range.from()));
        Point2D end = projection.place(at.apply(range.to()));
        Point2D middle = projection.place(new Point3((projection.x().from() + projection.x().to()) / 2, (projection.y().from() + projection.y().to()) / 2,
                (projection.z().from() + projection.z().to()) / 2));
        sheet.line(new Line2D.Double(start, end), theme.muted(), 1);
        double length = start.distance(end);
        double nx = -(end.getY() - start.getY()) / length;
        double ny = (end.getX() - start.getX()) / length;
        double side = Math.signum(nx * (start.getX() + end.getX() - 2 * middle.getX()) + ny * (start.getY() + end.getY() - 2 * middle.getY()));
        nx *= side;
        ny *= side;
        double widest = 0;
        List<Ticks.Tick> ticks = axis.ticks(range, TICKS);
        for (Ticks.Tick tick : ticks) {
            Point2D place = projection.place(at.apply(tick.at()));
            Label label = Label.of(tick.label());
            double width = label.width() * AxesPainter.TICK_SIZE;
            widest = Math.max(widest, width * Math.abs(nx) + 12 * Math.abs(ny));
            sheet.line(new Line2D.Double(place.getX(), place.getY(), place.getX() + 4 * nx, place.getY() + 4 * ny), theme.muted(), 1);
            double inwards = END_SHIFT * (isAt(tick, range.from()) ? 1 : isAt(tick, range.to()) ? -1 : 0) / length;
            text(label, place.getX() + 10 * nx + inwards * (end.getX() - start.getX()), place.getY() + 10 * ny + inwards * (end.getY() - start.getY()), nx, ny,
                    AxesPainter.TICK_SIZE, false);
        }
        if (!axis.label().isBlank()) {
            double away = 18 + widest;
            text(Label.of(axis.label()), (start.getX() + end.getX()) / 2 + away * nx, (start.getY() + end.getY()) / 2 + away * ny, nx, ny, AxesPainter.LABEL_SIZE, true);
        }
    }

    private static boolean isAt(Ticks.Tick tick, double end) {
        return Math.abs(tick.at() - end) <= 1e-9 * Math.max(1, Math.abs(end));
    }

    // The side of the text that faces the edge lies at the place.
    private void text(Label label, double x, double y, double nx, double ny, double size, boolean strong) {
        double width = label.width() * size;
        double left = x + (nx - 1) / 2 * width;
        double baseline = y + size * 0.36 + ny * size * 0.5;
        sheet.label(label, left, baseline, size, strong ? theme.foreground() : theme.muted());
    }
}
