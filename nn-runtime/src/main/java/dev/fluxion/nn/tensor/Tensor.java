package dev.fluxion.nn.tensor;

/**
 * A dense row-major array with a shape. The array is shared, not copied: kernels read and write it in place, and whoever hands a tensor on decides
 * whether to hand on a {@link #copy()}. Equality is that of shapes and of the elements' bits.
 */
public sealed interface Tensor permits FloatTensor, DoubleTensor, LongTensor {
    /** Sizes of the axes. */
    TensorShape shape();

    /** An equal tensor with an array of its own. */
    Tensor copy();

    /** Throws unless an array of this length is what the shape needs. */
    static void checkLength(TensorShape shape, int length) {
        if (length != shape.elements()) {
            throw new IllegalArgumentException("shape " + shape + " needs " + shape.elements() + " elements, but " + length + " were given");
        }
    }
}
