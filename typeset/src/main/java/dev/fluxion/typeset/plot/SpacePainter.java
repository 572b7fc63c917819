package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.plot.Space.Point3;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Paints a {@link Space} from the back to the front. */
final class SpacePainter {
    private static final int PANE_CELLS = 24;
    /** A curve on a surface is a little nearer than the surface. */
    private static final double LIFT = 0.03;
    private static final int MESH = 4;

    private record Piece(double nearness, Runnable paint) {}

    private final Space space;
    private final Theme theme;
    private final int width;
    private final int height;
    private final Picture.Sheet sheet = new Picture.Sheet();
    private final List<Piece> pieces = new ArrayList<>();
    private final Projection projection;
    private final Legend legend;
    private final double titleHeight;

    SpacePainter(Space space, Theme theme, int width, int height) {
        this.space = space;
        this.theme = theme;
        this.width = width;
        this.height = height;
        this.legend = legend();
        this.titleHeight = PlotPainter.title(space.title(), width, sheet, theme);
        double top = PlotPainter.MARGIN + titleHeight + 8;
        Rectangle2D window = new Rectangle2D.Double(64, top, Math.max(40, width - 128.0), Math.max(40, height - PlotPainter.MARGIN - legend.height() - 40 - top));
        this.projection = new Projection(space.shown(space.x(), Point3::x), space.shown(space.y(), Point3::y), space.shown(space.z(), Point3::z), space.view(), window);
    }

    Picture picture() {
        new BoxPainter(space, projection, theme, sheet).paint();
        for (Space.Part part : space.parts()) {
            switch (part) {
                case Space.Surface surface -> surface(surface);
                case Space.Curve curve -> curve(curve);
                case Space.Dots dots -> dots.points().stream().filter(this::isInside).forEach(point -> pieces.add(new Piece(projection.nearness(point) + 2 * LIFT,
                        () -> dot(point, Palette.color(dots.color(), theme)))));
                case Space.Pane pane -> pane(pane);
            }
        }
        pieces.sort(Comparator.comparingDouble(Piece::nearness));
        pieces.forEach(piece -> piece.paint().run());
        space.parts().forEach(this::ghost);
        legend.paint(sheet, PlotPainter.MARGIN, height - PlotPainter.MARGIN - legend.height(), width - 2 * PlotPainter.MARGIN, theme);
        String what = space.parts().stream().map(Space.Part::label).filter(label -> !label.isBlank()).collect(Collectors.joining("; "));
        return sheet.finish(width, height, theme.background(),
                (space.title().isBlank() ? "Plot in three dimensions" : space.title()) + (what.isEmpty() ? "" : ": " + what));
    }

    private Legend legend() {
        List<Space.Part> named = space.parts().stream().filter(part -> !part.label().isBlank()).toList();
        return new Legend(named.stream().map(Space.Part::label).toList(), named.stream().map(this::swatch).toList(), width - 2 * PlotPainter.MARGIN);
    }

    private Legend.Swatch swatch(Space.Part part) {
        return (on, x, y, length) -> {
            switch (part) {
                case Space.Surface surface -> {
                    for (int i = 0; i < 6; i++) {
                        on.area(new Rectangle2D.Double(x + i * length / 6, y - 5, length / 6 + 0.3, 10), ColorScale.VIRIDIS.at(i / 5.0));
                    }
                }
                case Space.Curve curve -> on.line(new Line2D.Double(x, y, x + length, y), ink(curve), 2.4, dashes(curve));
                case Space.Dots dots -> on.area(new Ellipse2D.Double(x + length / 2 - 4, y - 4, 8, 8), Palette.color(dots.color(), theme));
                case Space.Pane pane -> on.area(new Rectangle2D.Double(x, y - 5, length, 10), translucent(Palette.color(pane.color(), theme), 90));
            }
        };
    }

    private Color ink(Space.Curve curve) {
        return curve.pen() == Layer.Pen.GUIDE ? theme.foreground() : Palette.color(curve.color(), theme);
    }

    private static List<Double> dashes(Space.Curve curve) {
        return curve.pen() == Layer.Pen.DASHED ? List.of(7.0, 5.0) : List.of();
    }

    private static Color translucent(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private boolean isInside(Point3 point) {
        double slack = 1e-9 * projection.z().length();
        return point.isFinite() && projection.x().widened(1e-9).contains(point.x()) && projection.y().widened(1e-9).contains(point.y())
                && point.z() >= projection.z().from() - slack && point.z() <= projection.z().to() + slack;
    }

    private void dot(Point3 point, Color color) {
        Point2D at = projection.place(point);
        sheet.area(new Ellipse2D.Double(at.getX() - 5, at.getY() - 5, 10, 10), theme.background());
        sheet.area(new Ellipse2D.Double(at.getX() - 4, at.getY() - 4, 8, 8), color);
    }

    private void surface(Space.Surface surface) {
        Grid grid = surface.grid();
        for (int row = 0; row + 1 < grid.rows(); row++) {
            for (int column = 0; column + 1 < grid.columns(); column++) {
                Point3 a = node(grid, column, row);
                Point3 b = node(grid, column + 1, row);
                Point3 c = node(grid, column + 1, row + 1);
                Point3 d = node(grid, column, row + 1);
                if (a.isFinite() && b.isFinite() && c.isFinite() && d.isFinite()) {
                    cell(List.of(a, b, c, d), column % MESH == 0, row % MESH == 0);
                }
            }
        }
    }

    private static Point3 node(Grid grid, int column, int row) {
        return new Point3(grid.x(column), grid.y(row), grid.value(column, row));
    }

    private void cell(List<Point3> corners, boolean hasMeshLeft, boolean hasMeshBelow) {
        Range z = projection.z();
        boolean low = corners.stream().anyMatch(corner -> corner.z() < z.from() - 0.5 * z.length());
        boolean high = corners.stream().anyMatch(corner -> corner.z() > z.to() + 0.5 * z.length());
        List<Point3> seen = clipped(clipped(corners, z.to(), 1), z.from(), -1);
        if (low && high || seen.size() < 3) {
            return; // leaps over a pole, or is outside
        }
        double middle = seen.stream().mapToDouble(Point3::z).average().orElse(0);
        double light = projection.light(corners.get(0), corners.get(1), corners.get(3));
        Color base = ColorScale.VIRIDIS.of(middle, z);
        Color color = new Color((int) (base.getRed() * light), (int) (base.getGreen() * light), (int) (base.getBlue() * light));
        double nearness = seen.stream().mapToDouble(projection::nearness).average().orElse(0);
        boolean whole = seen.size() == 4;
        pieces.add(new Piece(nearness, () -> {
            sheet.area(grown(outline(seen)), color);
            Color mesh = new Color(255, 255, 255, 60);
            if (whole && hasMeshLeft) {
                sheet.line(segment(corners.get(0), corners.get(3)), mesh, 0.7);
            }
            if (whole && hasMeshBelow) {
                sheet.line(segment(corners.get(0), corners.get(1)), mesh, 0.7);
            }
        }));
    }

    // Sutherland and Hodgman: what of a polygon lies below (side 1) or above (side -1) a height.
    private static List<Point3> clipped(List<Point3> corners, double limit, int side) {
        List<Point3> kept = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            Point3 a = corners.get(i);
            Point3 b = corners.get((i + 1) % corners.size());
            boolean aInside = side * (a.z() - limit) <= 0;
            boolean bInside = side * (b.z() - limit) <= 0;
            if (aInside) {
                kept.add(a);
            }
            if (aInside != bInside) {
                double share = (limit - a.z()) / (b.z() - a.z());
                kept.add(new Point3(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()), limit));
            }
        }
        return kept;
    }

    private Path2D outline(List<Point3> corners) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners.size(); i++) {
            Point2D at = projection.place(corners.get(i));
            if (i == 0) {
                path.moveTo(at.getX(), at.getY());
            } else {
                path.lineTo(at.getX(), at.getY());
            }
        }
        path.closePath();
        return path;
    }

    // A little larger, so that the ground does not shine through the seams.
    private static Path2D grown(Path2D path) {
        Rectangle2D bounds = path.getBounds2D();
        double across = 1 + 0.7 / Math.max(bounds.getWidth(), 1);
        double down = 1 + 0.7 / Math.max(bounds.getHeight(), 1);
        java.awt.geom.AffineTransform change = java.awt.geom.AffineTransform.getTranslateInstance(bounds.getCenterX(), bounds.getCenterY());
        change.scale(across, down);
        change.translate(-bounds.getCenterX(), -bounds.getCenterY());
        return new Path2D.Double(path, change);
    }

    private Line2D segment(Point3 from, Point3 to) {
        return new Line2D.Double(projection.place(from), projection.place(to));
    }

    private void curve(Space.Curve curve) {
        Color ink = ink(curve);
        double pen = curve.pen() == Layer.Pen.GUIDE ? 1.4 : 2.6;
        for (List<Point3> piece : curve.pieces()) {
            for (int i = 1; i < piece.size(); i++) {
                Point3 a = piece.get(i - 1);
                Point3 b = piece.get(i);
                boolean dashGap = curve.pen() == Layer.Pen.DASHED && i / 2 % 2 == 1;
                if (isInside(a) && isInside(b) && !dashGap) {
                    pieces.add(new Piece(Math.max(projection.nearness(a), projection.nearness(b)) + LIFT, () -> sheet.line(segment(a, b), ink, pen)));
                }
            }
        }
    }

    // What is hidden of a curve on a surface shines through.
    private void ghost(Space.Part part) {
        boolean hasSurface = space.parts().stream().anyMatch(each -> each instanceof Space.Surface);
        if (hasSurface && part instanceof Space.Curve curve) {
            Path2D path = new Path2D.Double();
            for (List<Point3> piece : curve.pieces()) {
                piece.stream().filter(this::isInside).map(projection::place).forEach(at -> {
                    if (path.getCurrentPoint() == null || at.distance(path.getCurrentPoint()) > 40) {
                        path.moveTo(at.getX(), at.getY());
                    } else {
                        path.lineTo(at.getX(), at.getY());
                    }
                });
            }
            sheet.line(path, translucent(ink(curve), 120), 1.8);
        }
        if (part instanceof Space.Dots dots) {
            dots.points().stream().filter(this::isInside).forEach(point -> dot(point, Palette.color(dots.color(), theme)));
        }
    }

    private void pane(Space.Pane pane) {
        Color color = translucent(Palette.color(pane.color(), theme), 80);
        for (int i = 0; i < PANE_CELLS; i++) {
            for (int k = 0; k < PANE_CELLS; k++) {
                double s = (double) i / PANE_CELLS;
                double t = (double) k / PANE_CELLS;
                double next = 1.0 / PANE_CELLS;
                List<Point3> corners = List.of(pane.at(s, t), pane.at(s + next, t), pane.at(s + next, t + next), pane.at(s, t + next));
                List<Point3> seen = clipped(clipped(corners, projection.z().to(), 1), projection.z().from(), -1);
                if (seen.size() >= 3) {
                    pieces.add(new Piece(seen.stream().mapToDouble(projection::nearness).average().orElse(0), () -> sheet.area(outline(seen), color)));
                }
            }
        }
    }
}
