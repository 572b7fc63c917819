package dev.fluxion.nn.tensor;

import java.util.Arrays;

/**
 * A tensor of double precision numbers.
 *
 * @param shape sizes of the axes
 * @param array the elements, row-major, shared and not copied
 */
public record DoubleTensor(TensorShape shape, double[] array) implements Tensor {
    /**
     * Checks that the array has the length that the shape needs.
     *
     * @throws IllegalArgumentException if it has another
     */
    public DoubleTensor {
        Tensor.checkLength(shape, array.length);
    }

    /**
     * All zeros.
     *
     * @param sizes one number per axis, each at least 0
     * @throws IllegalArgumentException as {@link TensorShape#of}
     */
    public static DoubleTensor zeros(int... sizes) {
        TensorShape shape = TensorShape.of(sizes);
        return new DoubleTensor(shape, new double[shape.elements()]);
    }

    /** A vector of these elements, whose array is shared: as many entries as it has. */
    public static DoubleTensor vector(double... elements) {
        return new DoubleTensor(TensorShape.of(elements.length), elements.clone());
    }

    /**
     * One element; indices count from 0.
     *
     * @param index one number per axis
     * @throws IllegalArgumentException if there are more or fewer
     * @throws IndexOutOfBoundsException if one is outside its axis
     */
    public double get(int... index) {
        return array[shape.position(index)];
    }

    /** The same numbers rounded to single precision. */
    public FloatTensor toFloat() {
        float[] narrow = new float[array.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) array[i];
        }
        return new FloatTensor(shape, narrow);
    }

    @Override
    public double number(int position) {
        return array[position];
    }

    @Override
    public DoubleTensor copy() {
        return new DoubleTensor(shape, array.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DoubleTensor tensor && shape.equals(tensor.shape) && Arrays.equals(array, tensor.array);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(array);
    }

    /** Kind and shape only: arrays are large. */
    @Override
    public String toString() {
        return "DoubleTensor" + shape;
    }
}
