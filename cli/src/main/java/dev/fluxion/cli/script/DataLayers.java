package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.typeset.plot.ColorScale;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Point;
import dev.fluxion.typeset.plot.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Layers that show numbers as they are: vectors and matrices. */
final class DataLayers {
    private static final int MOST_BINS = 10_000;

    private final Numerics numerics;

    DataLayers(Numerics numerics) {
        this.numerics = numerics;
    }

    private static FluxionException shape(String message, Tree at, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, at.span()).withHint(hint));
    }

    /** The points of a matrix with a row for each, or of a vector for each axis. */
    List<Point> points(Operands operands) {
        Value first = numerics.value(operands.required(0, "points"));
        if (operands.call().operands().size() == 2) {
            Value second = numerics.value(operands.required(1, "points"));
            if (first.rank() != 1 || second.rank() != 1 || first.entries().length != second.entries().length) {
                throw shape("the coordinates of points are two vectors of one length, but these have sizes " + Arrays.toString(first.sizes()) + " and "
                        + Arrays.toString(second.sizes()), operands.call(), "");
            }
            return pair(first.entries(), second.entries());
        }
        if (first.rank() != 2 || first.sizes()[1] != 2) {
            throw shape("points are a matrix with two columns, but this has sizes " + Arrays.toString(first.sizes()), operands.call(),
                    "write [x1, y1; x2, y2], or give two vectors");
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < first.entries().length; i += 2) {
            points.add(new Point(first.entries()[i], first.entries()[i + 1]));
        }
        return points;
    }

    private static List<Point> pair(double[] xs, double[] ys) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            points.add(new Point(xs[i], ys[i]));
        }
        return points;
    }

    private double[] vector(Operands operands, String what) {
        Value value = numerics.value(operands.required(0, what));
        if (value.rank() != 1) {
            throw shape(what + " is a vector, but this has sizes " + Arrays.toString(value.sizes()), operands.call(), "");
        }
        return value.entries();
    }

    static boolean isCount(Operands operands) {
        return operands.named("scale").map(operands::text).filter("count"::equals).isPresent();
    }

    /** Bars over intervals of one width, as high as the share of numbers in them by that width, or as their count. */
    Layer.Bars histogram(Operands operands, String label) {
        double[] values = Arrays.stream(vector(operands, "what is counted")).filter(Double::isFinite).sorted().toArray();
        if (values.length == 0) {
            throw shape("there are no numbers to count", operands.call(), "");
        }
        Range range = Range.of(Arrays.stream(values));
        int bins = operands.named("bins").isPresent() ? operands.whole("bins", 20, MOST_BINS) : usualBins(values, range);
        Optional<Range> given = operands.named("over").map(tree -> PlotRequest.range(tree, numerics));
        Range over = given.orElse(range);
        int[] counts = new int[bins];
        double width = (over.to() - over.from()) / bins;
        for (double value : values) {
            if (value >= over.from() && value <= over.to()) {
                counts[Math.min(bins - 1, (int) ((value - over.from()) / width))]++;
            }
        }
        double unit = isCount(operands) ? 1 : 1.0 / (values.length * width);
        List<Layer.Bar> bars = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            bars.add(new Layer.Bar(over.from() + i * width, over.from() + (i + 1) * width, counts[i] * unit));
        }
        return new Layer.Bars(label, bars);
    }

    // Freedman and Diaconis (1981): twice the interquartile range by the cube root of the number.
    private static int usualBins(double[] sorted, Range range) {
        double quartiles = sorted[(int) (0.75 * (sorted.length - 1))] - sorted[(int) (0.25 * (sorted.length - 1))];
        double width = 2 * quartiles / Math.cbrt(sorted.length);
        return width > 0 ? (int) Math.clamp(Math.ceil((range.to() - range.from()) / width), 1, 100) : 10;
    }

    /** A bar at 1, 2, 3, … for each number, or at the places given. */
    Layer.Bars bars(Operands operands, String label) {
        double[] heights = vector(operands, "the heights of bars");
        double[] places = operands.named("at").map(tree -> numerics.value(tree).entries()).orElseGet(() -> {
            double[] counted = new double[heights.length];
            Arrays.setAll(counted, i -> i + 1);
            return counted;
        });
        if (places.length != heights.length) {
            throw shape(heights.length + " bars cannot stand at " + places.length + " places", operands.call(), "");
        }
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 1; i < places.length; i++) {
            gap = Math.min(gap, Math.abs(places[i] - places[i - 1]));
        }
        double half = 0.4 * (gap > 0 && Double.isFinite(gap) ? gap : 1);
        List<Layer.Bar> bars = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            bars.add(new Layer.Bar(places[i] - half, places[i] + half, heights[i]));
        }
        return new Layer.Bars(label, bars);
    }

    /** The entries of a matrix as cells, the first row on top. */
    Layer.Cells cells(Operands operands, String label, ColorScale scale, boolean written) {
        Value matrix = numerics.value(operands.required(0, "a matrix"));
        if (matrix.rank() != 2 || matrix.entries().length == 0) {
            throw shape("a matrix is expected here, but this has sizes " + Arrays.toString(matrix.sizes()), operands.call(), "");
        }
        int rows = matrix.sizes()[0];
        int columns = matrix.sizes()[1];
        double[] fromBelow = new double[rows * columns];
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix.entries(), (rows - 1 - row) * columns, fromBelow, row * columns, columns);
        }
        if (written) {
            Arrays.stream(fromBelow).forEach(value -> texts.add(Readable.number(value)));
        }
        return new Layer.Cells(label, new Range(0.5, columns + 0.5), new Range(0.5, rows + 0.5), columns, fromBelow, scale, texts);
    }
}
