package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that take the place of inputs: only where that is safe, and with the same bits. */
class InPlaceUpdatesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 30L, "m", 40L);
    private static final String DECLARED = "x n; y n; A n,n; X m,n; W n,n; s";

    private final Tensors tensors = new Tensors(SIZES, DECLARED);

    private int input(String name) {
        return tensors.symbols.indexOf(tensors.symbol(name));
    }

    /** Outputs are the formulas, each in the place of the variable of the same number, where it has one. */
    private TensorKernel kernel(String formulas, String variables) {
        List<Expression> outputs = Arrays.stream(formulas.split(";")).map(String::trim).map(tensors::parse).toList();
        Map<Integer, Integer> updates = new TreeMap<>();
        String[] names = variables.trim().split(" ");
        IntStream.range(0, names.length).filter(i -> !names[i].equals("-")).forEach(i -> updates.put(i, input(names[i])));
        return TensorKernels.compile(outputs, tensors.symbols, SIZES, Precision.DOUBLE, new BlockProducts(), Parallel.SEQUENTIAL, updates);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x - s*y                                         | x     | x
            x - s*y; 2*x + y                                | x y   | x
            y; x                                            | x y   | ''
            x + y; sum(x .* y)                              | x     | x
            A*x; A + s*W                                    | x A   | A
            A + A'                                          | A     | ''
            W*A; W - s*X'*X                                 | - W   | W
            W - s*X'*X; X*W*x                               | W     | W
            W - s*X'*X*W                                    | W     | W
            W - s*W'*W                                      | W     | ''
            A - s*X'*X; W - s*(X'*X).^2; x - s*y            | A W x | A W x
            A - s*X'*X; W + (A - s*X'*X).^2                 | A W   | A W
            A - s*X'*X; W - s*A                             | A W   | A W
            W - s*A; A - s*X'*X                             | W A   | A W
            A + W*x*x'; W + 0.5*A                           | A W   | A W
            A + W'; W + A'                                  | A W   | A
            s + 1; s*x                                      | s x   | s x
            x; x + y                                        | - x   | ''
            """)
    void safeOutputsTakeThePlaceOfTheirInputs(String formulas, String variables, String safe) {
        TensorKernel kernel = kernel(formulas, variables);
        List<String> replaced = kernel.program().updates().values().stream().map(input -> tensors.symbols.get(input).name()).sorted().toList();
        assertThat(String.join(" ", replaced)).as(kernel.explain()).isEqualTo(safe);
        assertThat(inPlace(kernel)).as(kernel.explain()).isEqualTo(apart(kernel));
    }

    private Object[] inputs() {
        return new Tensors(SIZES, DECLARED).values(-1, 1);
    }

    private Object[] apart(TensorKernel kernel) {
        Object[] outputs = kernel.program().outputs().stream().map(double[]::new).toArray();
        kernel.run(inputs(), outputs);
        return outputs;
    }

    private Object[] inPlace(TensorKernel kernel) {
        Object[] inputs = inputs();
        Object[] outputs = kernel.program().outputs().stream().map(double[]::new).toArray();
        kernel.program().updates().forEach((output, input) -> outputs[output] = inputs[input]);
        kernel.run(inputs, outputs);
        return outputs;
    }

    @Test
    void thePlanTellsWhatTakesWhosePlace() {
        assertThat(kernel("x - s*y", "x").explain()).contains("a6 in the place of a0");
    }

    @Test
    void otherInputsAreNotToBeOverwritten() {
        TensorKernel kernel = kernel("x - s*y", "x");
        Object[] inputs = inputs();
        assertThatThrownBy(() -> kernel.run(inputs, new Object[] {inputs[input("y")]})).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output 0 is the array of input 1");
        assertThatThrownBy(() -> kernel("x - s*y", "- x")).isInstanceOf(IllegalArgumentException.class).hasMessage("output 1 in the place of input 0");
    }
}
