package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices and their derivatives, which are read where they are. */
class ShiftsTest {
    private static final Map<String, Long> SIZES = Map.of("n", 7L, "d", 4L);
    private final Tensors tensors = new Tensors(SIZES, "x n; w d; A n,d; S n,n");

    private void assertLikeTheInterpreter(Expression expression) {
        Map<String, Value> data = tensors.named(tensors.values(0.3, 1.3));
        double[] expected = Evaluator.evaluate(expression, data, SIZES).entries();
        double[] found = new double[expected.length];
        TensorKernels.compile(List.of(expression), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN)
                .run(tensors.symbols.stream().map(symbol -> data.get(symbol.name()).entries()).toArray(), new Object[] {found});
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).as("entry %d of %s", i, expression).isLessThanOrEqualTo(1e-13 * (1 + Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x[2..n]", "x[1..n-1]", "x[2..n-1] .* x[3..n] - x[1..n-2]", "A[2..n, :]", "A[:, 2..d]'", "A[2..n, 1..d-1]*w[2..d]", "concat(x[3..n], x[1..2])",
        "concat(w, x[2..n])", "S[2..n, 2..n]*x[1..n-1]", "tr(S[1..n-1, 2..n])", "sum(i = 1..n-1: (x[i+1] - x[i])^2)", "tensor(i = 1..n-2: x[i]*S[i+1, i+2])",
        "tensor(i = 1..n: x[n+1-i]*i)", "sum(i = 2..n-1: A[i,1]*A[i-1,2]*x[i+1])", "diag(S)[2..n]", "x[n..n]", "softmax(x[2..5])",
        "x[2..n][2..n-1]", "concat(x[1..1], x[2..n] .* x[1..n-1])[1..n-1] .* x[2..n]", "concat(x[1..1], x[2..n] .* concat(x[1..1], x[2..n])[1..n-1])",
        "(x[1]*tensor(i = 1..n: if(i == 1, 1, 0)))[1..n-1]", "sum(i = 2..n-1: x[i-1]*x[i]*x[i+1]*S[i, i-1])", "S[2..n, 1..n-1][1..3, 2..4]*x[3..5]"})
    void aSliceAndItsDerivativeAreThoseOfTheInterpreter(String text) {
        Expression function = tensors.parse(text);
        assertLikeTheInterpreter(function);
        for (Symbol variable : List.of(tensors.symbol("x"), tensors.symbol("A"), tensors.symbol("S"))) {
            assertLikeTheInterpreter(Differentiation.derivative(function, variable));
        }
    }

    @Test
    void conditionsThatNoFactorCarriesNeedNoTable() {
        Expression two = tensors.parse("concat(x[1..1], x[2..n] .* (x[1]*tensor(i = 1..n: if(i == 1, 1, 0)) + concat(zeros(1), x[2..n]))[1..n-1])");
        List<Expression> both = List.of(two, Differentiation.derivative(tensors.parse("sum(i = n..n: f[i])".replace("f", "(" + two + ")")), tensors.symbol("x")));
        TensorProgram program = TensorKernels.program(both, List.of(tensors.symbol("x")), Map.of("n", 10_000L));
        assertThat(program.steps().stream().mapToLong(Step::operations).sum()).isLessThan(200_000);
        assertThat(program.data()).allMatch(data -> data.size() <= 10_000);
    }

    @Test
    void theGradientOfAChainTakesTimeInProportionToItsLength() {
        Symbol x = tensors.symbol("x");
        Expression rosenbrock = tensors.parse("sum(i = 1..n-1: 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)");
        TensorProgram program = TensorKernels.program(Differentiation.gradient(rosenbrock, List.of(x)), List.of(x), Map.of("n", 10_000L));
        assertThat(program.steps().stream().mapToLong(Step::operations).sum()).isLessThan(200_000);
        assertThat(program.data()).allMatch(data -> data.size() < 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(i = 1..n-1: 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", "sum(i = 2..n-1: (x[i+1] - 2*x[i] + x[i-1])^2)",
        "sum(i = 1..n-2, j = 1..n-2: (S[i+1,j]*S[i,j+1] - S[i+2,j+2])^2)", "sum(i = 1..n-1: exp(x[i]*x[i+1]))", "sum(i = 3..n: (x[i] - x[i-2])^3*S[i,i-1])"})
    void gradientsOfNeighboursAreComputedByLoopsThatStoreNothing(String text) {
        for (long n : new long[] {3, 4, 7, 20, 33}) {
            Tensors own = new Tensors(Map.of("n", n), "x n; S n,n");
            Symbol variable = own.symbol(text.contains("S[i+1") ? "S" : "x");
            List<Expression> gradient = Differentiation.gradient(own.parse(text), List.of(variable));
            TensorProgram program = TensorKernels.program(gradient, own.symbols, own.sizes);
            double[][] at = own.values(-1, 1);
            double[] found = new double[at[own.symbols.indexOf(variable)].length];
            TensorKernels.compile(gradient, own.symbols, own.sizes, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, new Object[] {found});
            assertThat(found).containsExactly(new TensorInterpreter(program).run(at)[0]);
            double[] expected = Evaluator.evaluate(gradient.getFirst(), own.named(at), own.sizes).entries();
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).as("entry %d for n = %d", i, n).isNotNaN()
                        .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-12 * (1 + Math.abs(expected[i]))));
            }
            if (!text.contains("exp") && !text.contains("S[")) {
                assertThat(program.room()).as(program.explain(Precision.DOUBLE)).isEmpty();
                assertThat(program.steps().size()).isLessThanOrEqualTo(5);
            }
        }
    }

    @Test
    void aLoopThatWouldHaveManyPartsReadsStoredShifts() {
        Expression windows = tensors.parse("concat(x[2..n], zeros(1)) + concat(x[3..n], zeros(2)) + concat(x[4..n], zeros(3)) + concat(zeros(1), x[1..n-1])"
                + " + concat(zeros(2), x[1..n-2]) + concat(zeros(3), x[1..n-3])");
        Tensors large = new Tensors(Map.of("n", 100L), "x n; S n,n");
        assertThat(TensorKernels.program(List.of(windows), large.symbols, large.sizes).steps()).hasSize(7);
        Expression plane = large.parse("sum(i = 3..n-2, j = 3..n-2: (S[i-2,j] + S[i+2,j] + S[i-1,j] + S[i,j-2] + S[i,j+1])^2)");
        TensorProgram program = TensorKernels.program(Differentiation.gradient(plane, List.of(large.symbol("S"))), large.symbols, large.sizes);
        assertThat(program.steps()).anyMatch(Step.Clear.class::isInstance);
        assertThat(program.steps().stream().filter(step -> step.result() == large.symbols.size()).count()).isEqualTo(1);
    }
}
