package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.Map;

/** Compiles tensors at concrete sizes. A loss and all its gradients compiled together share everything they have in common. */
public final class TensorKernels {
    private TensorKernels() {}

    /**
     * The kernel of some tensors on the caller's thread.
     *
     * @param inputs symbols of any shape, each once
     * @param sizes values of the named sizes
     */
    public static TensorKernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision,
            MatrixProducts products) {
        return compile(outputs, inputs, sizes, precision, products, Parallel.SEQUENTIAL);
    }

    /** The kernel of some tensors on as many threads as {@code parallel} has. A formula that cannot be compiled is a diagnostic. */
    public static TensorKernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision,
            MatrixProducts products, Parallel parallel) {
        return new TensorKernel(program(outputs, inputs, sizes), precision, products, parallel);
    }

    /** The program of some tensors, to be read or interpreted. */
    public static TensorProgram program(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes) {
        return TensorPlanner.plan(TensorLowering.lower(outputs, inputs, sizes));
    }
}
