package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.Map;

/**
 * Compiles tensors at concrete sizes. A loss and all its gradients compiled together share everything they have in common. There is no mode: entries are
 * computed as in {@link Mode#STRICT}, functions of them as {@link TensorKernel} says, and products of several matrices in the order of fewest operations.
 * Stable and accurate forms are taken before, by {@link dev.fluxion.Fluxion#stable} and {@link dev.fluxion.Fluxion#gradient}.
 */
public final class TensorKernels {
    private TensorKernels() {}

    /**
     * The kernel of some tensors on the caller's thread. Nothing is cached: each call makes a kernel with arrays of its own.
     *
     * @param outputs tensors of any rank, scalars among them
     * @param inputs symbols of any shape, each once, with the shape that they have in the outputs
     * @param sizes values of the named sizes, in entries, at least 0; all names that occur
     * @param precision of inputs, outputs and intermediate values
     * @param products multiplies matrices
     * @throws dev.fluxion.grammar.FluxionException if a size has no value or an index leaves its axis ({@code SHAPE}), a symbol is no input ({@code
     * NAME}), a formula has no compiled form ({@code UNSUPPORTED}), or tensors are too large ({@code LIMIT})
     * @throws IllegalArgumentException if an input is given twice or with another shape
     */
    public static TensorKernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision,
            MatrixProducts products) {
        return compile(outputs, inputs, sizes, precision, products, Parallel.SEQUENTIAL);
    }

    /**
     * The same on as many threads as {@code parallel} has.
     *
     * @throws dev.fluxion.grammar.FluxionException as the other
     * @throws IllegalArgumentException if an input is given twice or with another shape
     */
    public static TensorKernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision,
            MatrixProducts products, Parallel parallel) {
        return compile(outputs, inputs, sizes, precision, products, parallel, Map.of());
    }

    /**
     * The same, where outputs may take the place of inputs: parameters that a step changes. {@link TensorProgram#updates} tells for which this is safe;
     * those may be given the array of their input, and all may be given another.
     *
     * @param updates the number of the input whose place each of some outputs should take
     * @throws dev.fluxion.grammar.FluxionException as the other
     * @throws IllegalArgumentException as the other, or if there is no such output or input
     */
    public static TensorKernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision,
            MatrixProducts products, Parallel parallel, Map<Integer, Integer> updates) {
        updates.forEach((output, input) -> {
            if (output < 0 || output >= outputs.size() || input < 0 || input >= inputs.size()) {
                throw new IllegalArgumentException("output " + output + " in the place of input " + input);
            }
        });
        return new TensorKernel(TensorPlanner.plan(TensorLowering.lower(outputs, inputs, sizes), updates), DeclaredInputs.of(inputs, sizes), precision, products, parallel);
    }

    /**
     * The program of some tensors, to be read or interpreted.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(List, List, Map, Precision, MatrixProducts)}
     * @throws IllegalArgumentException if an input is given twice or with another shape
     */
    public static TensorProgram program(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes) {
        return TensorPlanner.plan(TensorLowering.lower(outputs, inputs, sizes));
    }
}
