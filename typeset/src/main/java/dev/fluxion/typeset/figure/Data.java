package dev.fluxion.typeset.figure;

import dev.fluxion.typeset.NumberText;
import dev.fluxion.typeset.plot.ColorScale;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Point;
import dev.fluxion.typeset.plot.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Layers that show numbers as they are. */
final class Data {
    private static final int DIGITS = 4;

    private Data() {}

    static List<Point> points(double[] xs, double[] ys) {
        if (xs.length != ys.length) {
            throw Problems.shape("the coordinates of points are two vectors of one length, but these have sizes [" + xs.length + "] and [" + ys.length + "]", "");
        }
        List<Point> points = new ArrayList<>(xs.length);
        for (int i = 0; i < xs.length; i++) {
            points.add(new Point(xs[i], ys[i]));
        }
        return points;
    }

    /** Arrows in the middles of so many columns, and of two thirds as many rows. */
    static Layer.Arrows arrows(String label, Range across, Range up, int count, PointFunction dx, PointFunction dy) {
        int rows = Math.max(2, count * 2 / 3);
        double width = (across.to() - across.from()) / count;
        double height = (up.to() - up.from()) / rows;
        List<Layer.Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < rows; k++) {
                double x = across.from() + (i + 0.5) * width;
                double y = up.from() + (k + 0.5) * height;
                arrows.add(new Layer.Arrow(x, y, dx.at(x, y), dy.at(x, y)));
            }
        }
        return new Layer.Arrows(label, arrows, new Point(width, height));
    }

    static Layer.Bars bars(String label, double[] heights, double[] places) {
        if (places.length != heights.length) {
            throw Problems.shape(heights.length + " bars cannot stand at " + places.length + " places", "");
        }
        double[] sorted = places.clone();
        Arrays.sort(sorted);
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            gap = Math.min(gap, sorted[i] - sorted[i - 1]);
        }
        double half = 0.4 * (gap > 0 && Double.isFinite(gap) ? gap : 1);
        List<Layer.Bar> bars = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            bars.add(new Layer.Bar(places[i] - half, places[i] + half, heights[i]));
        }
        return new Layer.Bars(label, bars);
    }

    /** The numbers from 1 of rows or columns, about a dozen of them; the others are empty. */
    static List<String> counted(int count) {
        int step = 1;
        for (int i = 0; count / step > 12; i++) {
            step = step / (i % 3 == 1 ? 2 : 1) * (i % 3 == 1 ? 5 : 2);
        }
        int every = step;
        return IntStream.rangeClosed(1, count).mapToObj(number -> number % every == 0 ? Integer.toString(number) : "").toList();
    }

    /** The entries of a matrix as cells, the first row on top. */
    static Layer.Cells cells(String label, double[][] matrix, ColorScale scale, boolean isWritten) {
        int rows = matrix.length;
        int columns = rows == 0 ? 0 : matrix[0].length;
        if (columns == 0 || Arrays.stream(matrix).anyMatch(row -> row.length != columns)) {
            throw Problems.shape("a matrix has rows of one length, at least 1", "");
        }
        double[] fromBelow = new double[Math.multiplyExact(rows, columns)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix[row], 0, fromBelow, (rows - 1 - row) * columns, columns);
        }
        List<String> texts = isWritten ? Arrays.stream(fromBelow).mapToObj(value -> NumberText.plain(value, DIGITS)).toList() : List.of();
        return new Layer.Cells(label, new Range(0.5, columns + 0.5), new Range(0.5, rows + 0.5), columns, fromBelow, scale, texts);
    }
}
