package dev.fluxion.typeset.plot;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Where the words of notes stand: on the side of their dot where they cover least of the curves and points. */
final class NotePlaces {
    private static final double AWAY = 8;
    private static final double NEAR = 3;

    private final List<Layer> layers;

    NotePlaces(List<Layer> layers) {
        this.layers = layers;
    }

    /** The left end of the baseline of words that speak of a place; all in points. */
    Point2D place(Frame frame, double x, double y, double width, double size) {
        double[][] places = {{x + AWAY, y - AWAY}, {x - AWAY - width, y - AWAY}, {x + AWAY, y - NEAR}, {x - AWAY - width, y - NEAR},
                {x + AWAY, y + AWAY + size * 0.75}, {x - AWAY - width, y + AWAY + size * 0.75},
            {x - width / 2, y - AWAY - 3}, {x - width / 2, y + AWAY + 3 + size * 0.75}};
        Point2D best = new Point2D.Double(places[0][0], places[0][1]);
        double least = Double.POSITIVE_INFINITY;
        for (double[] place : places) {
            Rectangle2D box = new Rectangle2D.Double(place[0], place[1] - 0.8 * size, width, size);
            double cost = covered(box, frame) + (frame.window().contains(box) ? 0 : 1e6);
            if (cost < least) {
                least = cost;
                best = new Point2D.Double(place[0], place[1]);
            }
        }
        return best;
    }

    private double covered(Rectangle2D box, Frame frame) {
        return layers.stream().mapToDouble(layer -> covered(layer, box, frame)).sum();
    }

    private static double covered(Layer layer, Rectangle2D box, Frame frame) {
        return switch (layer) {
            case Layer.Line line -> line.pieces().stream().mapToDouble(piece -> crossed(piece, box, frame)).sum();
            case Layer.Way way -> crossed(way.points(), box, frame);
            case Layer.Dots dots -> dots.points().stream().filter(point -> box.contains(frame.x(point.x()), frame.y(point.y()))).count();
            case Layer.Note note -> box.contains(frame.x(note.at().x()), frame.y(note.at().y())) ? 1 : 0;
            case Layer.Colored colored -> covered(colored.layer(), box, frame);
            case Layer.Bars bars -> 0;
            case Layer.Arrows arrows -> 0;
            case Layer.Levels levels -> 0;
            case Layer.Cells cells -> 0;
        };
    }

    // The length of what lies behind the words, in points.
    private static double crossed(List<Point> points, Rectangle2D box, Frame frame) {
        double length = 0;
        for (int i = 1; i < points.size(); i++) {
            double x = frame.x(points.get(i - 1).x());
            double y = frame.y(points.get(i - 1).y());
            double nextX = frame.x(points.get(i).x());
            double nextY = frame.y(points.get(i).y());
            if (box.intersectsLine(x, y, nextX, nextY)) {
                length += 1 + Math.min(Math.hypot(nextX - x, nextY - y), box.getWidth());
            }
        }
        return length;
    }
}
