package dev.fluxion.nn.tensor;

import java.util.Arrays;

/**
 * A tensor of single precision numbers.
 *
 * @param shape sizes of the axes
 * @param array the elements, row-major, shared and not copied
 */
public record FloatTensor(TensorShape shape, float[] array) implements Tensor {
    /**
     * Checks that the array has the length that the shape needs.
     *
     * @throws IllegalArgumentException if it has another
     */
    public FloatTensor {
        Tensor.checkLength(shape, array.length);
    }

    /**
     * All zeros.
     *
     * @param sizes one number per axis, each at least 0
     * @throws IllegalArgumentException as {@link TensorShape#of}
     */
    public static FloatTensor zeros(int... sizes) {
        TensorShape shape = TensorShape.of(sizes);
        return new FloatTensor(shape, new float[shape.elements()]);
    }

    /** A vector of these elements, whose array is shared: as many entries as it has. */
    public static FloatTensor vector(float... elements) {
        return new FloatTensor(TensorShape.of(elements.length), elements.clone());
    }

    /**
     * One element; indices count from 0.
     *
     * @param index one number per axis
     * @throws IllegalArgumentException if there are more or fewer
     * @throws IndexOutOfBoundsException if one is outside its axis
     */
    public float get(int... index) {
        return array[shape.position(index)];
    }

    /** The same numbers in double precision, exactly. */
    public DoubleTensor toDouble() {
        double[] wide = new double[array.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = array[i];
        }
        return new DoubleTensor(shape, wide);
    }

    @Override
    public double number(int position) {
        return array[position];
    }

    @Override
    public FloatTensor copy() {
        return new FloatTensor(shape, array.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor tensor && shape.equals(tensor.shape) && Arrays.equals(array, tensor.array);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(array);
    }

    /** Kind and shape only: arrays are large. */
    @Override
    public String toString() {
        return "FloatTensor" + shape;
    }
}
