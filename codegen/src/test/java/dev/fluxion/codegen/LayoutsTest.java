package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors laid out anew, so that large loops run in lanes, change no bit. */
class LayoutsTest {
    private static final Map<String, Long> SIZES = Map.of("n", 300L, "k", 35L, "d", 5L);

    private final Tensors tensors = new Tensors(SIZES, "P n,d; C k,d; w n,k; u d; v k");

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    private TensorProgram assertSame(Expression formula) {
        TensorProgram program = TensorKernels.program(List.of(formula), tensors.symbols, SIZES);
        double[][] at = tensors.values(-1, 1);
        double[] interpreted = new TensorInterpreter(program).run(at)[0];
        double[] compiled = new double[interpreted.length];
        Parallel three = new Parallel() {
            @Override
            public int threads() {
                return 3;
            }

            @Override
            public void run(int tasks, java.util.function.IntConsumer task) {
                SEQUENTIAL.run(tasks, task);
            }
        };
        for (Parallel parallel : List.of(Parallel.SEQUENTIAL, three)) {
            TensorKernels.compile(List.of(formula), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN, parallel).run(at, new Object[] {compiled});
            assertThat(bits(compiled)).as(program.explain(Precision.DOUBLE)).isEqualTo(bits(interpreted));
        }
        double[] expected = Evaluator.evaluate(formula, tensors.named(at), SIZES).entries();
        for (int i = 0; i < expected.length; i++) {
            assertThat(compiled[i]).isNotNaN().isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-11 * (1 + Math.abs(expected[i]))));
        }
        return program;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "tensor(s, j: sum(b: (C[j,b] - P[s,b])^2))",
        "tensor(j, s: sum(b: abs(C[j,b] - P[s,b])))",
        "tensor(j, b: sum(s: w[s,j]*(C[j,b] - P[s,b])))",
        "tensor(b, j: sum(s: w[s,j]*(C[j,b] - P[s,b])^3))",
        "tensor(j, b, s: C[j,b] - P[s,b])",
        "tensor(s, b, j: u[b]*(C[j,b] + P[s,b]) - v[j])",
        "tensor(j: sum(s: sum(b: max(C[j,b], P[s,b])*w[s,j])))",
        "sum(min(tensor(s, j: sum(b: (C[j,b] - P[s,b])^2)), axis = 2))"})
    void everyBitIsThatOfTheInterpreter(String formula) {
        assertSame(tensors.parse(formula));
    }

    @Test
    void differencesOfAllPairsAreNeverStored() {
        Expression cost = tensors.parse("sum(min(tensor(s, j: sum(b: (C[j,b] - P[s,b])^2)), axis = 2))");
        TensorProgram program = assertSame(Differentiation.derivative(cost, tensors.symbol("C")));
        assertThat(program.room()).as(program.explain(Precision.DOUBLE)).allMatch(entries -> entries <= 300 * (35 + 2));
    }

    @Test
    void aCopyServesAllLoopsThatReadTheSameOrder() {
        List<Expression> both = List.of(tensors.parse("tensor(s, j: sum(b: (C[j,b] - P[s,b])^2))"), tensors.parse("tensor(s, j: sum(b: abs(C[j,b] + P[s,b])))"));
        TensorProgram program = TensorKernels.program(both, tensors.symbols, SIZES);
        assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).filteredOn(step -> step.sources().equals(List.of(1))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A + B'", "A.*B' - 2*B'", "diag(u)*A + exp(B')"})
    void largeTransposesAreReadInBlocks(String formula) {
        Map<String, Long> sizes = Map.of("a", 331L, "b", 417L); // no multiples of a block
        Tensors large = new Tensors(sizes, "A a,b; B b,a; u a");
        TensorProgram program = TensorKernels.program(List.of(large.parse(formula)), large.symbols, sizes);
        double[][] at = large.values(-1, 1);
        double[] interpreted = new TensorInterpreter(program).run(at)[0];
        Parallel backwards = new Parallel() {
            @Override
            public int threads() {
                return 3;
            }

            @Override
            public void run(int tasks, java.util.function.IntConsumer task) {
                for (int i = tasks - 1; i >= 0; i--) {
                    task.accept(i);
                }
            }
        };
        for (Parallel parallel : List.of(Parallel.SEQUENTIAL, backwards)) {
            double[] compiled = new double[interpreted.length];
            TensorKernels.compile(List.of(large.parse(formula)), large.symbols, sizes, Precision.DOUBLE, MatrixProducts.PLAIN, parallel).run(at, new Object[] {compiled});
            assertThat(bits(compiled)).isEqualTo(bits(interpreted));
        }
    }
}
