package dev.fluxion.nn.train;

import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Declared;

/** Holds whole tensors against what the declarations of their symbols say. */
final class DeclaredData {
    private DeclaredData() {}

    /** Refuses a tensor that is not what the declaration says. */
    static void check(Symbol symbol, Tensor value) {
        if (value.shape().rank() == symbol.shape().rank()) { // else the shape is what is wrong
            Declared.check(symbol, value.shape().sizes(), value::number, value instanceof FloatTensor ? Declared.SINGLE : Declared.DOUBLE);
        }
    }
}
