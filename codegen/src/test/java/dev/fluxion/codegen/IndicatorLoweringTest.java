package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slices, windows and reshapes in kernels: read at computed places, without a tensor for the equation between indices. */
class IndicatorLoweringTest {
    private static final Map<String, Long> SIZES = Map.of("n", 5L, "d", 3L, "m", 4L, "k", 2L);
    private static final String DECLARED = "A n,d; B m,k; x n; y m; z 6; X 2,2,7; W 3,2,3; P 2,2,4,4; Q 2,2,5,4; V 2,2,3,2; T n,d,m; S n,n";

    private final Tensors tensors = new Tensors(SIZES, DECLARED);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((x[2..n] - x[1..n-1]).^2)                                | 1
            sum(i = 1..n-1: (x[i+1] - x[i])^2)                           | 1
            sum(concat(x, y).^3)                                         | 1
            sum(A[2..3, 1..d-1].^2)                                      | 1
            sum(vec(A).^3)                                               | 1
            sum(reshape(A, d, n).^3)                                     | 1
            sum((vec(A)'*vec(A))^2)                                      | 1
            sum(kron(A, B).^2)                                           | 1
            sum(tril_unpack(z).^3)                                       | 20
            sum(conv(X, W, 2, 1).^2)                                     | 1
            sum(conv(X, W).^2)                                           | 1
            sum(conv(Q, V).^2)                                           | 1
            sum(maxpool(P, 2).^2)                                        | 20
            sum(avgpool(P, 3, 1).^2)                                     | 81
            sum(tensor(i = 1..n: x[n+1-i]).^3)                           | 1
            sum(tensor(i = 1..n-m+1: sum(k: x[i+k-1]*y[k])).^2)          | 1
            sum(tensor(i: S[i, 2]*x[i]).^2)                              | 5
            sum(i = 1..2: x[2*i]^2)                                      | 5
            sum((x + tensor(i = 1..n: if(i == n, 1, 0))'*I(n)[:, 1]*x).^2)      | 5
            sum((x + tensor(i = 1..n: if(i == n, 1, 0))'*I(n)[:, 5]*x).^2)      | 5
            sum(tensor(i = 1..2, j = 1..2: x[2*i + j - 1]).^2)           | 1
            """)
    void aKernelReadsAtPlacesAndStoresNoEquation(String formula, int mostNumbers) {
        Expression function = tensors.parse(formula);
        List<Expression> outputs = new ArrayList<>(List.of(function));
        tensors.symbols.forEach(symbol -> outputs.add(Differentiation.derivative(function, symbol)));
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        assertThat(program.data().stream().mapToInt(List::size).max().orElse(0)).as(program.explain(Precision.DOUBLE)).isLessThanOrEqualTo(mostNumbers);
        double[][] at = tensors.values(0.1, 1);
        Object[] results = program.outputs().stream().map(double[]::new).toArray();
        TensorKernels.compile(outputs, tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, results);
        for (int i = 0; i < results.length; i++) {
            double[] expected = Evaluator.evaluate(outputs.get(i), tensors.named(at), SIZES).entries();
            double[] actual = (double[]) results[i];
            assertThat(actual).hasSameSizeAs(expected);
            for (int k = 0; k < expected.length; k++) {
                assertThat(Math.abs(actual[k] - expected[k])).as("%s: entry %d of %s%n%s", formula, k, outputs.get(i), program.explain(Precision.DOUBLE))
                        .isLessThan(1e-12 * (1 + Math.abs(expected[k]))); // a few hundred roundings
            }
        }
    }

    @Test
    void aLongSliceCostsAsMuchAsItIsLong() {
        Map<String, Long> sizes = Map.of("n", 100_000L);
        Tensors long1 = new Tensors(sizes, "x n");
        Expression gradient = Differentiation.derivative(long1.parse("sum((x[2..n] - x[1..n-1]).^2)"), long1.symbol("x"));
        TensorProgram program = TensorKernels.program(List.of(gradient), long1.symbols, sizes);
        assertThat(program.steps().stream().mapToLong(Step::operations).sum()).isLessThan(400_000);
        assertThat(program.room().stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(400_000);
    }

    @Test
    void anIndexThatLeavesItsAxisIsRefusedWhenSizesAreKnown() {
        assertThatThrownBy(() -> TensorKernels.program(List.of(tensors.parse("sum(x[2..6])")), tensors.symbols, SIZES))
                .hasMessageContaining("an index leaves its axis: n - 6 is -1");
    }
}
