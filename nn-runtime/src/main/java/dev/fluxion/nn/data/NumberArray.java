package dev.fluxion.nn.data;

import dev.fluxion.nn.tensor.TensorShape;

/**
 * Numbers of a file in the order of rows.
 *
 * @param shape sizes of the axes
 * @param values the numbers, the last axis running fastest; shared and not copied
 */
public record NumberArray(TensorShape shape, double[] values) {
    /** The most numbers that one array may have. */
    public static final int MOST = 50_000_000;

    /**
     * Checks that there are as many values as the shape needs.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public NumberArray {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    /** The bytes of an idx file as numbers from 0 to 255, in an array of its own. */
    public static NumberArray of(IdxFile idx) {
        double[] values = new double[idx.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0xff & idx.values()[i];
        }
        return new NumberArray(idx.shape(), values);
    }

    /** The same array, where the values were in the order of columns, the first axis running fastest. */
    NumberArray fromColumns() {
        int rank = shape.rank();
        double[] rows = new double[values.length];
        int[] index = new int[rank];
        for (double value : values) {
            int place = 0;
            for (int axis = 0; axis < rank; axis++) {
                place = place * shape.size(axis) + index[axis];
            }
            rows[place] = value;
            for (int axis = 0; axis < rank && ++index[axis] == shape.size(axis); axis++) {
                index[axis] = 0;
            }
        }
        return new NumberArray(shape, rows);
    }
}
