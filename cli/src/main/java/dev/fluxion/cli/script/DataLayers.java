package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** The vectors and matrices that layers of data show. */
final class DataLayers {
    private final Numerics numerics;

    DataLayers(Numerics numerics) {
        this.numerics = numerics;
    }

    private static FluxionException shape(String message, Tree at, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, at.span()).withHint(hint));
    }

    /**
     * Coordinates of points, of one length.
     *
     * @param xs along the horizontal axis
     * @param ys along the vertical axis
     */
    record Coordinates(double[] xs, double[] ys) {
        void draw(BiConsumer<double[], double[]> layer) {
            layer.accept(xs, ys);
        }
    }

    /** The points of a matrix with a row for each, or of a vector for each axis. */
    Coordinates coordinates(Operands operands) {
        Value first = numerics.value(operands.required(0, "points"));
        if (operands.call().operands().size() == 2) {
            Value second = numerics.value(operands.required(1, "points"));
            if (first.rank() != 1 || second.rank() != 1 || first.entries().length != second.entries().length) {
                throw shape("the coordinates of points are two vectors of one length, but these have sizes " + Arrays.toString(first.sizes()) + " and "
                        + Arrays.toString(second.sizes()), operands.call(), "");
            }
            return new Coordinates(first.entries(), second.entries());
        }
        if (first.rank() != 2 || first.sizes()[1] != 2) {
            throw shape("points are a matrix with two columns, but this has sizes " + Arrays.toString(first.sizes()), operands.call(),
                    "write [x1, y1; x2, y2], or give two vectors");
        }
        double[] xs = new double[first.sizes()[0]];
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = first.entries()[2 * i];
            ys[i] = first.entries()[2 * i + 1];
        }
        return new Coordinates(xs, ys);
    }

    double[] vector(Operands operands, String what) {
        Value value = numerics.value(operands.required(0, what));
        if (value.rank() != 1) {
            throw shape(what + " is a vector, but this has sizes " + Arrays.toString(value.sizes()), operands.call(), "");
        }
        return value.entries();
    }

    double[][] matrix(Operands operands) {
        return rows(numerics.value(operands.required(0, "a matrix")), operands);
    }

    static double[][] rows(Value matrix, Operands operands) {
        if (matrix.rank() != 2 || matrix.entries().length == 0) {
            throw shape("a matrix is expected here, but this has sizes " + Arrays.toString(matrix.sizes()), operands.call(), "");
        }
        int columns = matrix.sizes()[1];
        double[][] rows = new double[matrix.sizes()[0]][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(matrix.entries(), row * columns, (row + 1) * columns);
        }
        return rows;
    }
}
