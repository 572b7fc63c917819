package dev.fluxion.typeset.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Points joined to paths, whatever their number and size. */
final class Traces {
    /** How far beyond the window lines are kept, in points: more than half of the widest pen. */
    private static final double MARGIN = 6;
    /** Moves shorter than this are not seen, in points. */
    private static final double SHORTEST = 0.15;

    private Traces() {}

    /** Runs of finite points. */
    static List<List<Point>> pieces(List<Point> points) {
        List<List<Point>> pieces = new ArrayList<>();
        List<Point> piece = new ArrayList<>();
        for (Point point : points) {
            if (point.isFinite()) {
                piece.add(point);
            } else if (!piece.isEmpty()) {
                pieces.add(piece);
                piece = new ArrayList<>();
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece);
        }
        return pieces;
    }

    /** The part of some joined points that a frame shows, as a path on the sheet. */
    static Path2D path(List<List<Point>> pieces, Frame frame) {
        Rectangle2D window = frame.window();
        Rectangle2D shown = new Rectangle2D.Double(window.getX() - MARGIN, window.getY() - MARGIN, window.getWidth() + 2 * MARGIN, window.getHeight() + 2 * MARGIN);
        Path2D path = new Path2D.Double();
        for (List<Point> piece : pieces) {
            trace(piece, frame, shown, path);
        }
        return path;
    }

    private static void trace(List<Point> piece, Frame frame, Rectangle2D shown, Path2D path) {
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        double penX = Double.NaN;
        double penY = Double.NaN;
        for (int i = 0; i < piece.size(); i++) {
            double x = frame.x(piece.get(i).x());
            double y = frame.y(piece.get(i).y());
            double[] segment = i == 0 ? null : clip(lastX, lastY, x, y, shown);
            if (segment != null) {
                if (segment[0] != penX || segment[1] != penY) {
                    path.moveTo(segment[0], segment[1]);
                    penX = segment[0];
                    penY = segment[1];
                }
                boolean far = Math.hypot(segment[2] - penX, segment[3] - penY) >= SHORTEST;
                if (!far && i < piece.size() - 1) {
                    continue; // the next point is joined to the last one that was drawn
                }
                path.lineTo(segment[2], segment[3]);
                penX = segment[2];
                penY = segment[3];
            }
            lastX = x;
            lastY = y;
        }
    }

    // Liang and Barsky: the part of a segment inside a rectangle, or null.
    private static double[] clip(double x0, double y0, double x1, double y1, Rectangle2D box) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double[] p = {-dx, dx, -dy, dy};
        double[] q = {x0 - box.getMinX(), box.getMaxX() - x0, y0 - box.getMinY(), box.getMaxY() - y0};
        double enter = 0;
        double leave = 1;
        for (int side = 0; side < 4; side++) {
            if (p[side] == 0) {
                if (q[side] < 0) {
                    return null;
                }
            } else if (p[side] < 0) {
                enter = Math.max(enter, q[side] / p[side]);
            } else {
                leave = Math.min(leave, q[side] / p[side]);
            }
        }
        if (enter > leave) {
            return null;
        }
        double endX = leave == 1 ? x1 : x0 + leave * dx;
        double endY = leave == 1 ? y1 : y0 + leave * dy;
        return new double[] {enter == 0 ? x0 : x0 + enter * dx, enter == 0 ? y0 : y0 + enter * dy, endX, endY};
    }
}
