package dev.fluxion.nn.train;

import dev.fluxion.codegen.Precision;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;

/** Tensors in the precision that kernels compute in. */
public final class Precisions {
    private Precisions() {}

    /** All zeros. */
    public static Tensor zeros(Precision precision, TensorShape shape) {
        return switch (precision) {
            case FLOAT -> FloatTensor.zeros(shape.sizes());
            case DOUBLE -> DoubleTensor.zeros(shape.sizes());
        };
    }

    /** The same numbers in a precision, rounded where it is narrower; the tensor itself where it has that precision. */
    public static Tensor in(Precision precision, Tensor tensor) {
        boolean has = switch (precision) {
            case FLOAT -> tensor instanceof FloatTensor;
            case DOUBLE -> tensor instanceof DoubleTensor;
        };
        if (has) {
            return tensor;
        }
        Tensor converted = zeros(precision, tensor.shape());
        tensor.copyTo(0, converted, 0, tensor.shape().elements());
        return converted;
    }
}
