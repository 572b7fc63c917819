package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loss and gradient of a classifier with two hidden layers, compiled as one kernel. */
class NetworkTest {
    private static final Map<String, Long> SIZES = Map.of("m", 6L);
    private static final String LOSS = "-sum(Y .* log(softmax(relu(relu(X*W1 + b1)*W2 + b2)*W3 + b3))) / m";

    private final Tensors tensors = new Tensors(SIZES, "X m,8; Y m,3; W1 8,7; b1 7; W2 7,5; b2 5; W3 5,3; b3 3");
    private final List<Symbol> parameters = tensors.symbols.subList(2, tensors.symbols.size());
    private final List<Expression> outputs = outputs();
    private final TensorKernel kernel = TensorKernels.compile(outputs, tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN);

    private List<Expression> outputs() {
        Expression loss = Stabilizer.stabilize(tensors.parse(LOSS)).expression();
        List<Expression> all = new ArrayList<>(Differentiation.gradient(loss, parameters));
        all.addFirst(loss);
        return all;
    }

    private double[][] run(double[][] at) {
        double[][] results = kernel.program().outputs().stream().map(double[]::new).toArray(double[][]::new);
        kernel.run(at, results);
        return results;
    }

    @Test
    void theCompiledGradientEqualsCentralDifferences() {
        double[][] at = tensors.values(-1, 1);
        double[][] results = run(at);
        double h = 1e-6;
        for (int p = 0; p < parameters.size(); p++) {
            double[] values = at[p + 2];
            for (int i = 0; i < values.length; i++) {
                double kept = values[i];
                values[i] = kept + h;
                double above = run(at)[0][0];
                values[i] = kept - h;
                double below = run(at)[0][0];
                values[i] = kept;
                // h² of truncation and 1e-16/h of cancellation, for derivatives of size 1
                assertThat(Math.abs((above - below) / (2 * h) - results[p + 1][i])).as("%s[%d]", parameters.get(p).name(), i).isLessThan(1e-8);
            }
        }
    }

    @Test
    void logitsOfAThousandGiveFiniteGradients() {
        double[][] at = tensors.values(-1, 1);
        at[7] = new double[] {1000, -1000, 0};
        assertThat(Stream.of(run(at)).flatMapToDouble(java.util.Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void everyMatrixProductIsDoneOnceAndNothingLargeIsStoredTwice() {
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        assertThat(program.steps().stream().filter(step -> step instanceof Step.Multiply || step instanceof Step.Fused)).hasSize(8);
        assertThat(program.room()).hasSizeLessThanOrEqualTo(8);
    }
}
