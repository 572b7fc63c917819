package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Chart;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Surfaces, curves and points in three dimensions, seen from afar: parallel lines stay parallel. Immutable.
 *
 * @param title above everything; text with formulas between dollar signs, may be empty
 * @param x axis
 * @param y axis
 * @param z axis, upwards
 * @param parts in any order; what is behind is hidden by what is before it
 * @param view where the eye is
 */
public record Space(String title, Axis x, Axis y, Axis z, List<Part> parts, View view) implements Chart {
    /** Copies. */
    public Space {
        parts = List.copyOf(parts);
    }

    /**
     * The direction to the eye.
     *
     * @param azimuth degrees from the x axis towards the y axis
     * @param elevation degrees above the plane of x and y, 0 to 90
     */
    public record View(double azimuth, double elevation) {
        /** From before, from the right, a third from above. */
        public static final View USUAL = new View(-60, 28);
    }

    /**
     * A point.
     *
     * @param x along the first axis
     * @param y along the second axis
     * @param z upwards
     */
    public record Point3(double x, double y, double z) {
        boolean isFinite() {
            return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
        }
    }

    /** One thing to be seen. */
    public sealed interface Part {
        /** What the legend says; empty for nothing. */
        String label();

        /** The points that must be seen. */
        List<Point3> extent();
    }

    /**
     * A surface over a part of the plane, coloured by its height.
     *
     * @param label entry of the legend
     * @param grid heights
     */
    public record Surface(String label, Grid grid) implements Part {
        @Override
        public List<Point3> extent() {
            Range z = grid.view();
            return List.of(new Point3(grid.x().from(), grid.y().from(), z.from()), new Point3(grid.x().to(), grid.y().to(), z.to()));
        }
    }

    /**
     * A curve.
     *
     * @param label entry of the legend
     * @param pieces joined points; between pieces there is a gap
     * @param color number in the palette
     * @param pen how it is drawn
     */
    public record Curve(String label, List<List<Point3>> pieces, int color, Layer.Pen pen) implements Part {
        /** Copies. */
        public Curve {
            pieces = pieces.stream().map(List::copyOf).toList();
        }

        // A curve lies on something that is shown, or stands for itself.
        @Override
        public List<Point3> extent() {
            return pieces.stream().flatMap(List::stream).filter(Point3::isFinite).toList();
        }
    }

    /**
     * Points.
     *
     * @param label entry of the legend
     * @param points in any order
     * @param color number in the palette
     */
    public record Dots(String label, List<Point3> points, int color) implements Part {
        /** Copies. */
        public Dots {
            points = List.copyOf(points);
        }

        @Override
        public List<Point3> extent() {
            return points.stream().filter(Point3::isFinite).toList();
        }
    }

    /**
     * A translucent plane piece: a parallelogram.
     *
     * @param label entry of the legend
     * @param corner one corner
     * @param along the next corner
     * @param across the other neighbour of the first corner
     * @param color number in the palette
     */
    public record Pane(String label, Point3 corner, Point3 along, Point3 across, int color) implements Part {
        Point3 at(double s, double t) {
            return new Point3(corner.x + s * (along.x - corner.x) + t * (across.x - corner.x), corner.y + s * (along.y - corner.y) + t * (across.y - corner.y),
                    corner.z + s * (along.z - corner.z) + t * (across.z - corner.z));
        }

        @Override
        public List<Point3> extent() {
            return List.of();
        }
    }

    Range shown(Axis axis, java.util.function.ToDoubleFunction<Point3> coordinate) {
        return axis.range().orElseGet(() -> {
            List<Part> bodies = parts.stream().filter(part -> part instanceof Surface).toList();
            List<Part> seen = bodies.isEmpty() ? parts : bodies; // curves on a surface do not stretch its box
            DoubleStream values = seen.stream().flatMap(part -> part.extent().stream()).mapToDouble(coordinate);
            return Range.of(values);
        });
    }

    @Override
    public Picture picture(int width, int height, Theme theme) {
        Chart.requireSize(width, height);
        return new SpacePainter(this, theme, width, height).picture();
    }
}
