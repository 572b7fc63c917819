package dev.fluxion.nn.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of a dense array's axes, all known. Rank 0 is a scalar and has one element. */
public final class TensorShape {
    /** Longest array that every JVM can allocate. */
    public static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    private final int[] sizes;
    private final int elements;

    private TensorShape(int[] sizes) {
        this.sizes = sizes;
        this.elements = count(sizes);
    }

    /**
     * The shape with these sizes.
     *
     * @param sizes one number per axis, each at least 0; none for a scalar
     * @throws IllegalArgumentException if a size is negative or the elements do not fit one array
     */
    public static TensorShape of(int... sizes) {
        return new TensorShape(sizes.clone());
    }

    private static int count(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + Arrays.toString(sizes));
            }
            // Saturates instead of overflowing, so that a later 0 still gives 0 elements.
            product = Math.min(product * size, Long.MAX_VALUE >>> 32);
        }
        if (product > MOST_ELEMENTS) {
            throw new IllegalArgumentException("too many elements for one array: " + Arrays.toString(sizes));
        }
        return (int) product;
    }

    /** Number of axes. */
    public int rank() {
        return sizes.length;
    }

    /**
     * Size of an axis, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int size(int axis) {
        return sizes[axis];
    }

    /** Product of the sizes; 1 for a scalar. */
    public int elements() {
        return elements;
    }

    /** A copy of the sizes. */
    public int[] sizes() {
        return sizes.clone();
    }

    /**
     * Position of an element in the row-major array; indices count from 0.
     *
     * @param index one number per axis
     * @throws IllegalArgumentException if there are more or fewer
     * @throws IndexOutOfBoundsException if one is outside its axis
     */
    public int position(int... index) {
        if (index.length != sizes.length) {
            throw new IllegalArgumentException(index.length + " indices for shape " + this);
        }
        int position = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            position = position * sizes[axis] + java.util.Objects.checkIndex(index[axis], sizes[axis]);
        }
        return position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorShape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** As in a diagnostic: {@code [60000, 784]}. */
    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
