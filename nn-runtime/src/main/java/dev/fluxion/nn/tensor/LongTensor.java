package dev.fluxion.nn.tensor;

import java.util.Arrays;

/**
 * A tensor of whole numbers, such as counters and the state of a generator.
 *
 * @param shape sizes of the axes
 * @param array the elements, row-major, shared and not copied
 */
public record LongTensor(TensorShape shape, long[] array) implements Tensor {
    /**
     * Checks that the array has the length that the shape needs.
     *
     * @throws IllegalArgumentException if it has another
     */
    public LongTensor {
        Tensor.checkLength(shape, array.length);
    }

    /**
     * All zeros.
     *
     * @param sizes one number per axis, each at least 0
     * @throws IllegalArgumentException as {@link TensorShape#of}
     */
    public static LongTensor zeros(int... sizes) {
        TensorShape shape = TensorShape.of(sizes);
        return new LongTensor(shape, new long[shape.elements()]);
    }

    /** A vector of these elements, whose array is shared: as many entries as it has. */
    public static LongTensor vector(long... elements) {
        return new LongTensor(TensorShape.of(elements.length), elements.clone());
    }

    /**
     * One element; indices count from 0.
     *
     * @param index one number per axis
     * @throws IllegalArgumentException if there are more or fewer
     * @throws IndexOutOfBoundsException if one is outside its axis
     */
    public long get(int... index) {
        return array[shape.position(index)];
    }

    @Override
    public double number(int position) {
        return array[position];
    }

    @Override
    public LongTensor copy() {
        return new LongTensor(shape, array.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongTensor tensor && shape.equals(tensor.shape) && Arrays.equals(array, tensor.array);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(array);
    }

    /** Kind and shape only: arrays are large. */
    @Override
    public String toString() {
        return "LongTensor" + shape;
    }
}
