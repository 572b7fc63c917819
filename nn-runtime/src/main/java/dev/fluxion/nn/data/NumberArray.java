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

    /** The elements of an idx file, in an array of its own. */
    public static NumberArray of(IdxFile idx) {
        return new NumberArray(idx.shape(), idx.numbers());
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
