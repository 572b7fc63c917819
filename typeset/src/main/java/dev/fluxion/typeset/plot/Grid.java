package dev.fluxion.typeset.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/**
 * A function of two variables at the crossings of evenly spaced lines.
 *
 * @param x from the first to the last column
 * @param y from the first to the last row
 * @param columns at least 2
 * @param values row by row from the lowest y; those that are not finite are holes
 */
public record Grid(Range x, Range y, int columns, double[] values) {
    /** As many shades beside each other look smooth. */
    private static final int SHADES = 360;

    /**
     * Checks that the rows are full, and copies.
     *
     * @throws IllegalArgumentException unless there are at least two columns and two full rows of values
     */
    public Grid {
        if (columns < 2 || values.length < 2 * columns || values.length % columns != 0) {
            throw new IllegalArgumentException(values.length + " values do not fill at least two rows of " + columns + ", at least two");
        }
        values = values.clone();
    }

    /**
     * The values of a function.
     *
     * @throws IllegalArgumentException if there are fewer than two columns or rows
     */
    public static Grid of(DoubleBinaryOperator function, Range x, Range y, int columns, int rows) {
        double[] values = new double[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = function.applyAsDouble(x.at((double) column / (columns - 1)), y.at((double) row / (rows - 1)));
            }
        }
        return new Grid(x, y, columns, values);
    }

    /** A copy of the values, row by row from the lowest y. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /** Whether the function has a value anywhere. */
    public boolean isEmpty() {
        return Arrays.stream(values).noneMatch(Double::isFinite);
    }

    int rows() {
        return values.length / columns;
    }

    double value(int column, int row) {
        return values[row * columns + column];
    }

    double x(int column) {
        return x.at((double) column / (columns - 1));
    }

    double y(int row) {
        return y.at((double) row / (rows() - 1));
    }

    /** What of the values is worth showing: all, but near a pole only a part. */
    public Range view() {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        Range all = Range.of(Arrays.stream(sorted));
        if (sorted.length == 0) {
            return all;
        }
        double low = sorted[(int) (0.05 * (sorted.length - 1))];
        double high = sorted[(int) (0.95 * (sorted.length - 1))];
        boolean hasPole = Arrays.stream(values).anyMatch(Double::isInfinite) || all.length() > 40 * (high - low) && high > low;
        return hasPole ? Range.of(DoubleStream.of(low, high)).widened(0.3) : all;
    }

    /**
     * Lines of equal value, straight between neighbouring points of the grid.
     *
     * @param levels one number for each line, in ascending order
     */
    public Layer.Levels contours(String label, double... levels) {
        return new Layer.Levels(label, Arrays.stream(levels).sorted().mapToObj(level -> new Layer.Level(level, MarchingSquares.lines(this, level))).toList());
    }

    /**
     * The same where each line crosses the edges of the grid at the places at which the function has the value, so that steep walls are smooth too.
     *
     * @param function what the grid holds the values of
     * @param levels one number for each line
     */
    public Layer.Levels contours(String label, DoubleBinaryOperator function, double... levels) {
        return new Layer.Levels(label, Arrays.stream(levels).sorted().mapToObj(level ->
                new Layer.Level(level, MarchingSquares.lines(this, level, function))).toList());
    }

    /**
     * The values as colours that go over into each other.
     *
     * @param over the values of the first and the last colour; empty for the least and the greatest
     */
    public Layer.Cells shades(String label, ColorScale scale, Optional<Range> over) {
        int fine = Math.max(SHADES, columns);
        int tall = Math.max(SHADES, rows());
        double[] shades = new double[fine * tall];
        for (int row = 0; row < tall; row++) {
            for (int column = 0; column < fine; column++) {
                shades[row * fine + column] = between((column + 0.5) / fine * (columns - 1), (row + 0.5) / tall * (rows() - 1));
            }
        }
        return new Layer.Cells(label, x, y, fine, shades, scale, List.of(), over.or(() -> Optional.of(Range.of(Arrays.stream(values)))));
    }

    // Linear in both directions; a hole where a corner is one.
    private double between(double column, double row) {
        int left = Math.min((int) column, columns - 2);
        int below = Math.min((int) row, rows() - 2);
        double across = column - left;
        double up = row - below;
        return (1 - up) * ((1 - across) * value(left, below) + across * value(left + 1, below))
                + up * ((1 - across) * value(left, below + 1) + across * value(left + 1, below + 1));
    }

    /**
     * Round levels: evenly spaced ones, or, where nearly all values crowd near the lower end of a positive function, 1, 2 and 5 times powers of ten.
     *
     * @param most about as many entries the array has, at least 1
     */
    public double[] roundLevels(int most) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new double[0];
        }
        Range range = view();
        double median = sorted[sorted.length / 2];
        if (sorted[0] >= 0 && median < 0.1 * range.to()) {
            return powers(Math.max(sorted[sorted.length / 200], range.to() * 1e-5), range.to());
        }
        double step = Ticks.step(range.length() / most);
        return DoubleStream.iterate(Math.ceil(range.from() / step), k -> k * step <= range.to(), k -> k + 1).map(k -> k * step).toArray();
    }

    private static double[] powers(double from, double to) {
        return DoubleStream.iterate(Math.floor(Math.log10(from)), k -> Math.pow(10, k) <= to, k -> k + 1)
                .flatMap(k -> DoubleStream.of(1, 2, 5).map(m -> m * Math.pow(10, k))).filter(level -> level >= from && level <= to).toArray();
    }
}
