package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions, whatever they are written as, are sums over windows, and so are their gradients; poolings find and share largest entries where they lie. */
class WindowLoweringTest {
    private static final Map<String, Long> SIZES = Map.of("n", 9L, "m", 4L, "k", 3L);
    private static final String DECLARED = "X 2,3,7,6; W 4,3,3,2; V 2,3,7; U 5,3,3; x n; y m; A n,m; B k,k; P 2,2,5,4; Q 2,3,8; C n,n; D 3,1,3,3; E 2,1,5,5; C5 2,1,10,10";

    private final Tensors tensors = new Tensors(SIZES, DECLARED);

    private List<Expression> withDerivatives(String formula) {
        Expression function = tensors.parse(formula);
        List<Expression> outputs = new ArrayList<>(List.of(function));
        tensors.symbols.stream().filter(symbol -> formula.matches(".*\\b" + symbol.name() + "\\b.*"))
                .forEach(symbol -> outputs.add(Differentiation.derivative(function, symbol)));
        return outputs;
    }

    private static long count(TensorProgram program, Class<? extends Step> kind) {
        return program.steps().stream().filter(kind::isInstance).count();
    }

    private void requireValues(List<Expression> outputs, DoubleUnaryOperator rounding) {
        double[][] at = tensors.values(-2, 2);
        Arrays.stream(at).forEach(entries -> Arrays.setAll(entries, i -> rounding.applyAsDouble(entries[i])));
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        double[][] interpreted = new TensorInterpreter(program).run(at);
        for (Precision precision : Precision.values()) {
            Object[] results = program.outputs().stream().map(precision::array).toArray();
            TensorKernels.compile(outputs, tensors.symbols, SIZES, precision, MatrixProducts.PLAIN).run(Arrays.stream(at).map(precision::array).toArray(), results);
            for (int i = 0; i < results.length; i++) {
                double[] expected = Evaluator.evaluate(outputs.get(i), tensors.named(at), SIZES).entries();
                double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
                if (precision == Precision.DOUBLE) {
                    assertThat((double[]) results[i]).as(program.explain(precision)).containsExactly(interpreted[i]);
                }
                for (int k = 0; k < expected.length; k++) {
                    // some hundred roundings of sums with terms of both signs
                    assertThat(Math.abs(Precision.entry(results[i], k) - expected[k])).as("entry %d of %s%n%s", k, outputs.get(i), program.explain(precision))
                            .isLessThan((precision == Precision.FLOAT ? 1e-4 : 1e-12) * (1 + largest));
                }
            }
        }
    }

    /** How many sums over windows the formula and its derivatives need. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(conv(X, W).^2)                                                                               | 3
            sum(conv(X, W, 1, 2).^2)                                                                         | 3
            sum(conv(X, W, 2).^2)                                                                            | 3
            sum(conv(X, W, 2, 1).^2)                                                                         | 3
            sum(conv(V, U).^2)                                                                               | 3
            sum(conv(V, U, 3, 2).^2)                                                                         | 3
            sum(conv(E, D, 1, 1).^2)                                                                         | 3
            sum(relu(conv(X, W) + 1).^2)                                                                     | 3
            sum(tensor(i = 1..n-m+1: sum(j: x[i+j-1]*y[j])).^2)                                              | 3
            sum(tensor(i = 1..n-m+1: sum(j: x[i-j+m]*y[j])).^2)                                              | 3
            sum(tensor(i = 1..n-2, j = 1..n-2: sum(p, q: C[i+p-1, j+q-1]*B[p, q])).^2)                       | 3
            sum(tensor(i = 1..n-4, j = 1..n-4: sum(p, q: C[i+2*p-2, j+2*q-2]*B[p, q])).^2)                   | 3
            """)
    void sumsOverWindowsAreFoundAndGiveTheReference(String formula, int windows) {
        List<Expression> outputs = withDerivatives(formula);
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        assertThat(count(program, Step.Windows.class)).as(program.explain(Precision.DOUBLE)).isEqualTo(windows);
        requireValues(outputs, x -> x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(maxpool(P, 2).^2)", "sum(maxpool(P, 3, 1).^2)", "sum(maxpool(C5, 5).^2)", "sum(maxpool(C5, 5, 1).^2)",
            "sum(maxpool(Q, 4).^2)", "sum(maxpool(Q, 4, 2).^3)", "sum(maxpool(relu(P), 2, 1).*maxpool(P, 2, 1))",
        "sum(maxpool(conv(X, W), 2).^2)", "sum(relu(maxpool(exp(X), 3)).^2)"})
    void poolingsFindAndShareLargestEntriesWhereTheyLie(String formula) {
        List<Expression> outputs = withDerivatives(formula);
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        assertThat(count(program, Step.Rows.class) + count(program, Step.Extremes.class)).as(program.explain(Precision.DOUBLE)).isZero();
        assertThat(count(program, Step.Pick.class)).as(program.explain(Precision.DOUBLE)).isZero();
        requireValues(outputs, x -> x);
        requireValues(outputs, Math::rint); // many ties
        requireValues(outputs, x -> 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(maxpool(P, 1).^2)", "sum(maxpool(Q, 2).^2)", "sum(maxpool(Q, 3, 2).^3)", "sum(avgpool(P, 2).^2)",
            "sum(conv(X, X).^2)", "sum(conv(E, E).^2)"})
    void whatHasNoKernelOfItsOwnGivesTheReferenceToo(String formula) {
        requireValues(withDerivatives(formula), x -> x);
        requireValues(withDerivatives(formula), Math::rint);
    }

    @Test
    void whatIsNoNumberIsSharedByItsWindowAlone() {
        double[][] at = tensors.values(-2, 2);
        at[8][7] = Double.NaN;
        List<Expression> outputs = withDerivatives("sum(maxpool(P, 2).^2)");
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        double[] gradient = new TensorInterpreter(program).run(at)[1];
        double[] expected = Evaluator.evaluate(outputs.get(1), tensors.named(at), SIZES).entries();
        assertThat(gradient).containsExactly(expected);
        assertThat(Arrays.stream(gradient).filter(Double::isNaN).count()).isEqualTo(4);
    }
}
