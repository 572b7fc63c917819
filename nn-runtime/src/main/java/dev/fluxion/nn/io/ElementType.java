package dev.fluxion.nn.io;

import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.LongTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.util.Set;

/** The element types of safetensors that are read and written. */
enum ElementType {
    F64(8),
    I64(8),
    F32(4);

    /** The others that the format has: known, not supported. */
    static final Set<String> UNSUPPORTED = Set.of(
            "BOOL", "U8", "I8", "I16", "U16", "F16", "BF16", "I32", "U32", "U64", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F4", "F6_E2M3", "F6_E3M2", "C64");

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    static ElementType of(Tensor tensor) {
        return switch (tensor) {
            case FloatTensor _ -> F32;
            case DoubleTensor _ -> F64;
            case LongTensor _ -> I64;
        };
    }

    Tensor zeros(TensorShape shape) {
        return switch (this) {
            case F32 -> FloatTensor.zeros(shape.sizes());
            case F64 -> DoubleTensor.zeros(shape.sizes());
            case I64 -> LongTensor.zeros(shape.sizes());
        };
    }
}
