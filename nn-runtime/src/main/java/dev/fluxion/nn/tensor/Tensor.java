package dev.fluxion.nn.tensor;

/**
 * A dense row-major array with a shape. The array is shared, not copied: kernels read and write it in place, and whoever hands a tensor on decides
 * whether to hand on a {@link #copy()}. Equality is that of shapes and of the elements' bits.
 */
public sealed interface Tensor permits FloatTensor, DoubleTensor, LongTensor {
    /** Sizes of the axes. */
    TensorShape shape();

    /** The elements, row-major, an array of the primitive type of the kind. */
    Object array();

    /**
     * The element at a position of the array, as the nearest number in double precision.
     *
     * @throws IndexOutOfBoundsException if there is no such position
     */
    double number(int position);

    /** An equal tensor with an array of its own. */
    Tensor copy();

    /**
     * Copies elements to a tensor of the same or another kind, rounded where that one is narrower.
     *
     * @param from first position here
     * @param target where they go, from position {@code to} on
     * @param count how many elements
     * @throws IllegalArgumentException if the target holds whole numbers and this does not
     * @throws IndexOutOfBoundsException if they do not lie in one of the two; some may have been copied by then
     */
    default void copyTo(int from, Tensor target, int to, int count) {
        switch (target) {
            case FloatTensor(TensorShape _, float[] array) when !(this instanceof FloatTensor) -> {
                for (int i = 0; i < count; i++) {
                    array[to + i] = (float) number(from + i);
                }
            }
            case DoubleTensor(TensorShape _, double[] array) when !(this instanceof DoubleTensor) -> {
                for (int i = 0; i < count; i++) {
                    array[to + i] = number(from + i);
                }
            }
            case LongTensor(TensorShape _, long[] array) when !(this instanceof LongTensor) ->
                throw new IllegalArgumentException("numbers with fractions do not fit whole numbers");
            case FloatTensor _, DoubleTensor _, LongTensor _ -> System.arraycopy(array(), from, target.array(), to, count);
        }
    }

    /**
     * Holds the length of an array against a shape.
     *
     * @throws IllegalArgumentException unless it is the number of elements that the shape needs
     */
    static void checkLength(TensorShape shape, int length) {
        if (length != shape.elements()) {
            throw new IllegalArgumentException("shape " + shape + " needs " + shape.elements() + " elements, but " + length + " were given");
        }
    }
}
