package dev.fluxion.nn.tensor;

import java.util.Arrays;

/**
 * A tensor of double precision numbers.
 *
 * @param shape sizes of the axes
 * @param array the elements, row-major, shared and not copied
 */
public record DoubleTensor(TensorShape shape, double[] array) implements Tensor {
    /** Checks that the array has the length that the shape needs. */
    public DoubleTensor {
        Tensor.checkLength(shape, array.length);
    }

    /** All zeros. */
    public static DoubleTensor zeros(int... sizes) {
        TensorShape shape = TensorShape.of(sizes);
        return new DoubleTensor(shape, new double[shape.elements()]);
    }

    /** A vector of these elements. */
    public static DoubleTensor vector(double... elements) {
        return new DoubleTensor(TensorShape.of(elements.length), elements.clone());
    }

    /** One element; indices count from 0. */
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
