package dev.fluxion.typeset.plot;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** One thing that a {@link Plot} shows, in the units of its axes. Labels are text with formulas between dollar signs; empty ones have no place in the legend. */
public sealed interface Layer {
    /** What the legend says. */
    String label();

    /** The horizontal extent of what is drawn. */
    DoubleStream xs();

    /** The vertical extent of what is drawn. */
    DoubleStream ys();

    /** Whether the layer takes the next colour of the palette. */
    default boolean isColored() {
        return true;
    }

    /** How a line is drawn. */
    enum Pen {
        /** Without gaps. */
        SOLID,
        /** In dashes. */
        DASHED,
        /** Thin, in the colour of axes: a help for the eye. */
        GUIDE
    }

    /**
     * A curve in pieces that are not joined.
     *
     * @param label entry of the legend
     * @param pieces points in the order in which they are joined
     * @param view what of the vertical axis it wants to show; what lies beyond is cut off
     * @param pen how it is drawn
     */
    record Line(String label, List<List<Point>> pieces, Range view, Pen pen) implements Layer {
        /** Copies. */
        public Line {
            pieces = pieces.stream().map(List::copyOf).toList();
        }

        /** A sampled function. */
        public static Line of(String label, Sampler.Curve curve) {
            return new Line(label, curve.pieces(), curve.view(), Pen.SOLID);
        }

        /** Joined points; points that are not finite leave gaps. */
        public static Line through(String label, List<Point> points, Pen pen) {
            return new Line(label, Traces.pieces(points), Range.of(points.stream().mapToDouble(Point::y)), pen);
        }

        @Override
        public DoubleStream xs() {
            return pieces.stream().flatMap(List::stream).mapToDouble(Point::x);
        }

        @Override
        public DoubleStream ys() {
            return pieces.isEmpty() ? DoubleStream.empty() : DoubleStream.of(view.from(), view.to());
        }

        @Override
        public boolean isColored() {
            return pen != Pen.GUIDE;
        }
    }

    /**
     * Points that are not joined.
     *
     * @param label entry of the legend
     * @param points any number; those that are not finite are not shown
     */
    record Dots(String label, List<Point> points) implements Layer {
        /** Copies. */
        public Dots {
            points = List.copyOf(points);
        }

        @Override
        public DoubleStream xs() {
            return points.stream().filter(Point::isFinite).mapToDouble(Point::x);
        }

        @Override
        public DoubleStream ys() {
            return points.stream().filter(Point::isFinite).mapToDouble(Point::y);
        }
    }

    /**
     * A way from point to point: a line with a dot at each, a ring where it begins and a larger dot where it ends.
     *
     * @param label entry of the legend
     * @param points in order
     */
    record Way(String label, List<Point> points) implements Layer {
        /** Copies. */
        public Way {
            points = List.copyOf(points);
        }

        @Override
        public DoubleStream xs() {
            return points.stream().filter(Point::isFinite).mapToDouble(Point::x);
        }

        @Override
        public DoubleStream ys() {
            return points.stream().filter(Point::isFinite).mapToDouble(Point::y);
        }
    }

    /**
     * Upright rectangles on the line 0.
     *
     * @param label entry of the legend
     * @param bars in any order
     */
    record Bars(String label, List<Bar> bars) implements Layer {
        /** Copies. */
        public Bars {
            bars = List.copyOf(bars);
        }

        @Override
        public DoubleStream xs() {
            return bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.from(), bar.to()));
        }

        @Override
        public DoubleStream ys() {
            return DoubleStream.concat(DoubleStream.of(0), bars.stream().mapToDouble(Bar::height));
        }
    }

    /**
     * One bar.
     *
     * @param from left edge
     * @param to right edge
     * @param height from 0, may be negative
     */
    record Bar(double from, double to, double height) {}

    /**
     * Arrows of a vector field; the longest is as long as two of them are apart.
     *
     * @param label entry of the legend
     * @param arrows at the points of a grid
     * @param spacing between neighbours
     */
    record Arrows(String label, List<Arrow> arrows, Point spacing) implements Layer {
        /** Copies. */
        public Arrows {
            arrows = List.copyOf(arrows);
        }

        @Override
        public DoubleStream xs() {
            return arrows.stream().mapToDouble(Arrow::x);
        }

        @Override
        public DoubleStream ys() {
            return arrows.stream().mapToDouble(Arrow::y);
        }
    }

    /**
     * A vector at a place.
     *
     * @param x place
     * @param y place
     * @param dx component to the right
     * @param dy component upwards
     */
    record Arrow(double x, double y, double dx, double dy) {}

    /**
     * Lines along which a function has one value.
     *
     * @param label entry of the legend
     * @param levels from the lowest
     */
    record Levels(String label, List<Level> levels) implements Layer {
        /** Copies. */
        public Levels {
            levels = List.copyOf(levels);
        }

        @Override
        public DoubleStream xs() {
            return DoubleStream.empty();
        }

        @Override
        public DoubleStream ys() {
            return DoubleStream.empty();
        }

        @Override
        public boolean isColored() {
            return false;
        }
    }

    /**
     * One value.
     *
     * @param value of the function
     * @param pieces lines of joined points
     */
    record Level(double value, List<List<Point>> pieces) {
        /** Copies. */
        public Level {
            pieces = pieces.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Values as coloured cells.
     *
     * @param label entry of the legend
     * @param x horizontal extent
     * @param y vertical extent
     * @param columns cells in a row
     * @param values row by row from below; those that are not finite stay empty
     * @param scale colours
     * @param written what stands in each cell, in the order of the values; empty for nothing
     * @param over the values of the first and the last colour, which those beyond take too; empty for the least and the greatest value
     */
    record Cells(String label, Range x, Range y, int columns, double[] values, ColorScale scale, List<String> written, Optional<Range> over) implements Layer {
        /**
         * Copies, and checks that the rows are full.
         *
         * @throws IllegalArgumentException if they are not, or there are texts but not one for each value
         */
        public Cells {
            if (columns < 1 || values.length == 0 || values.length % columns != 0 || !written.isEmpty() && written.size() != values.length) {
                throw new IllegalArgumentException(values.length + " values and " + written.size() + " texts do not fill rows of " + columns);
            }
            values = values.clone();
            written = List.copyOf(written);
        }

        /** A copy. */
        @Override
        public double[] values() {
            return values.clone();
        }

        /** How many rows of cells there are. */
        public int rows() {
            return values.length / columns;
        }

        double value(int column, int row) {
            return values[row * columns + column];
        }

        /** Cells whose colours reach from the least to the greatest value. */
        public Cells(String label, Range x, Range y, int columns, double[] values, ColorScale scale, List<String> written) {
            this(label, x, y, columns, values, scale, written, Optional.empty());
        }

        Range shown() {
            return over.orElseGet(() -> Range.of(DoubleStream.of(values)));
        }

        @Override
        public DoubleStream xs() {
            return DoubleStream.of(x.from(), x.to());
        }

        @Override
        public DoubleStream ys() {
            return DoubleStream.of(y.from(), y.to());
        }

        @Override
        public boolean isColored() {
            return false;
        }
    }

    /**
     * A few words at a place.
     *
     * @param label what is said
     * @param at the place that it speaks of, marked with a dot
     */
    record Note(String label, Point at) implements Layer {
        @Override
        public DoubleStream xs() {
            return DoubleStream.of(at.x());
        }

        @Override
        public DoubleStream ys() {
            return DoubleStream.of(at.y());
        }

        @Override
        public boolean isColored() {
            return false;
        }
    }

    /**
     * Another layer with a colour of the palette of its own, so that a curve and its points can share one.
     *
     * @param layer what is drawn
     * @param color its number in the palette, from 0
     */
    record Colored(Layer layer, int color) implements Layer {
        @Override
        public String label() {
            return layer.label();
        }

        @Override
        public DoubleStream xs() {
            return layer.xs();
        }

        @Override
        public DoubleStream ys() {
            return layer.ys();
        }

        @Override
        public boolean isColored() {
            return false;
        }
    }
}
