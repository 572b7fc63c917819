package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Curvature;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorKernelTest {
    private static final Map<String, Long> SIZES = Map.of("n", 5L, "m", 7L, "k", 4L);
    private static final String DECLARED = "A n,m; B m,n; S n,n; X n,k; W k,m; b m; c n; d n; s; t";
    private static final Parallel PARALLEL = (tasks, task) -> IntStream.range(0, tasks).parallel().forEach(task);

    private final Tensors tensors = new Tensors(SIZES, DECLARED);

    private Object[] run(List<Expression> outputs, double[][] at, Precision precision, Parallel parallel) {
        TensorKernel kernel = TensorKernels.compile(outputs, tensors.symbols, SIZES, precision, MatrixProducts.PLAIN, parallel);
        Object[] inputs = Stream.of(at).map(precision::array).toArray();
        Object[] results = kernel.program().outputs().stream().map(precision::array).toArray();
        kernel.run(inputs, results);
        Object[] again = kernel.program().outputs().stream().map(precision::array).toArray();
        kernel.run(inputs, again);
        assertThat(Arrays.deepEquals(again, results)).as("a second run").isTrue();
        return results;
    }

    private void assertAgrees(List<Expression> outputs) {
        double[][] at = tensors.values(0.1, 1);
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        double[][] interpreted = new TensorInterpreter(program).run(at);
        Object[] doubles = run(outputs, at, Precision.DOUBLE, Parallel.SEQUENTIAL);
        Object[] inBlocks = BlockProducts.run(program, at);
        Object[] floats = run(outputs, at, Precision.FLOAT, Parallel.SEQUENTIAL);
        for (int i = 0; i < outputs.size(); i++) {
            String what = outputs.get(i) + "\n" + program;
            double[] expected = Evaluator.evaluate(outputs.get(i), tensors.named(at), SIZES).entries();
            assertThat((double[]) doubles[i]).as(what).isEqualTo(interpreted[i]);
            assertThat((double[]) inBlocks[i]).as(what).isEqualTo(interpreted[i]);
            double scale = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
            for (int entry = 0; entry < expected.length; entry++) {
                assertThat(Math.abs(interpreted[i][entry] - expected[entry])).as(what).isLessThan(1e-12 * scale);
                // 24 bits, and sums of some dozens of entries of like size
                assertThat(Math.abs(((float[]) floats[i])[entry] - expected[entry])).as("single: " + what).isLessThan(2e-4 * scale);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A + 2*A", "A'", "A*B", "B*A", "A'*B'", "B'*A'", "A*A'", "A'*A", "A*b", "c'*A", "c'*A*b", "c*b'", "dot(c, d)",
        "outer(c, b)", "A + b", "A .* b", "diag(c)*A", "A*diag(b)", "diag(c)", "diag(S)", "tr(S)", "tr(A*B)", "tr(S*S*S)", "I(n)", "ones(n, m)", "zeros(n)",
        "sum(A)", "sum(A, 1)", "sum(A, 2)", "mean(A, 1)", "mean(A)", "max(A, 1)", "max(A, 2)", "max(A)", "min(A, 2)", "prod(A, 1)", "softmax(A)", "softmax(A, 1)",
        "logsumexp(A)", "logsumexp(A, 1)", "argmax(A, 2)", "inv(S)", "det(S)", "logdet(S)", "norm2(c)", "norm1(A)", "normF(A)", "A[2, 3]", "A[2, :]",
        "A[:, 3] + d", "(A*B)[2, :]", "[s, t; t^2, 3]", "[1, 2, 3]", "[s, t]*s", "exp(-A) ./ (1 + exp(-A))", "{A > 0.5: A, else: -A.^2}", "max(A, 0.3) + min(A, s)",
        "relu(X*W + b)", "sigmoid(X*W + b)*b", "tanh(A).^2 ./ (1 + A)", "s*A*B*t", "A*B*S*A", "c'*S*c/(c'*c)", "A^T*c", "S^3", "sqrt(s)*A/t", "s^t", "pi*e*s",
        "sum(i, j: A[i,j]*c[i]*b[j])", "tensor(i, j: c[i]*A[i,j])", "tensor(i, j, k: A[i,j]*X[i,k])", "sum(j: A[i,j]*B[j,i])", "tensor(j, i: A[i,j] + c[i])",
        "sum(i: A[i,j]*X[i,k]*c[i])", "n*m/s", "1/n", "c/n + 1", "abs(A - 1/2)", "(s - t)*(s + t)", "S + diag(c) + s*I(n)", "diag(c) - c*d'", "diag(c) + diag(d) + 2*I(n)",
        "S*S - 3*I(n)", "exp(S - diag(c)) .* (S + I(n))", "inv(S + I(n))*(c*c' - diag(d))", "tensor(i, j, l: A[i,j]*I(n)[i,l] + c[i]*b[j]*d[l])",
        "tensor(i, j, l, k: I(n)[i,l]*I(m)[j,k] - A[i,j]*A[i,k]*I(n)[i,l] + A[i,j]*A[l,k])", "sum(c*c' - diag(c)) + dot(sum(S + I(n), 1), d)",
        "leaky_relu(A - 1/2)", "gelu(A)", "A.^(1/2)", "c.^t"})
    void kernelInterpretersAndReferenceAgree(String text) {
        assertAgrees(List.of(tensors.parse(text)));
    }

    /** Values, gradients by all variables and directional second derivatives of folds. */
    @ParameterizedTest
    @ValueSource(strings = {"sum(fold(h = zeros(n), t = 1..5: tanh(S*h/4 + c*sin(t) + X*W*b/20)))", "normF(fold(H = X, t = 1..3: tanh(S*H/5 + X*s)))^2",
        "fold(q = s, h = c, t = 1..4: q + dot(h, d)/10, h*q/2 + d)", "sum(fold(h = c, q = s, t = 1..n: h*q/9 + d, q + sum(h)/10).^2)",
        "fold(y = s, u = t, k = 1..9: y + u*t/10, u - sin(y)/10)", "sum(fold(h = c, k = 3..2: S*h))*s", "logsumexp(fold(h = d, k = 1..3: softmax(S*h) + inv(S)*c/9))",
        "sum(fold(h = c', k = 1..3: h*S/3 + c'))", "sum(fold(h = c, k = 1..2: fold(g = h, j = 1..k: tanh(S*g/9 + d*s))))", "sum(fold(h = c, k = 1..t*0: h))",
        "sum(fold(h = zeros(k), i = 1..n: tanh(h*s + X[i, :])))", "sum(fold(h = c, i = 1..m: tanh(S*h/9 + A[:, i]*B[i, 1])))",
        "fold(p = s, i = 1..n: p*t/2 + c[n + 1 - i])",
        "sum(fold(h = c, i = 1..n: tensor(j: A[j, i]*h[j]/2 + S[i, j])))"})
    void foldsGoRound(String text) {
        Expression value = tensors.parse(text);
        List<Symbol> by = tensors.symbols.stream().filter(symbol -> !text.contains("t*0") || !symbol.name().equals("t")).toList();
        List<Expression> outputs = new java.util.ArrayList<>(Differentiation.gradient(value, by));
        List<Expression> second = by.stream().map(symbol -> Curvature.hessianVector(value, symbol, symbol)).toList();
        outputs.addFirst(value);
        outputs.addAll(second);
        assertAgrees(outputs);
    }

    @Test
    void aDiagonalIsAddedWhereItIsNotZero() {
        TensorProgram program = TensorKernels.program(List.of(tensors.parse("diag(c) - c*d' + S")), tensors.symbols, SIZES);
        assertThat(program.steps()).hasSize(2).allMatch(Step.Loop.class::isInstance);
        assertThat(((Step.Loop) program.steps().getLast()).iterations()).isEqualTo(SIZES.get("n"));
    }

    @Test
    void gradientsByAllParametersShareTheirPasses() {
        Expression value = tensors.parse("sum(fold(h = c, i = 1..9: tanh(S*h*s + d + X[i, 1])))");
        List<Symbol> by = tensors.symbols.stream().filter(symbol -> List.of("S", "c", "d", "s").contains(symbol.name())).toList();
        TensorProgram program = TensorKernels.program(Differentiation.gradient(value, by), tensors.symbols, SIZES);
        List<Step.Repeat> loops = program.steps().stream().filter(Step.Repeat.class::isInstance).map(Step.Repeat.class::cast).toList();
        assertThat(loops).hasSize(1);
        assertThat(loops.getFirst().counts()).containsExactly(1, 4); // h; its cotangent, which the one by c ends in, and sums for S, s and d
    }

    @Test
    void roundsAreLoops() {
        TensorProgram few = TensorKernels.program(List.of(tensors.parse("sum(fold(h = c, k = 1..3: tanh(S*h)))")), tensors.symbols, SIZES);
        TensorProgram many = TensorKernels.program(List.of(tensors.parse("sum(fold(h = c, k = 1..30000: tanh(S*h)))")), tensors.symbols, SIZES);
        assertThat(many.steps()).hasSameSizeAs(few.steps());
        assertThat(many.steps().stream().mapToLong(Step::operations).sum()).isGreaterThan(9_000 * few.steps().stream().mapToLong(Step::operations).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(relu(X*W + b).^2)/n", "c'*S*c", "tr(A*B*S)", "logdet(S)", "sum(softmax(X*W + b) .* A)", "normF(A - X*W)^2",
        "sum(logsumexp(X*W + b))/m", "det(S)*s", "sum(exp(A) .* tanh(A))", "-sum(A .* log(softmax(tanh(X*W + b))))/n", "sum(inv(S)*c)", "s*t + sum(max(A, 1))"})
    void gradientsTooAndAllTogether(String text) {
        Expression value = tensors.parse(text);
        List<Expression> outputs = new java.util.ArrayList<>(Differentiation.gradient(value, tensors.symbols));
        outputs.addFirst(value);
        assertAgrees(outputs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c'*S*c", "sum(exp(c) .* d)", "logsumexp(c)", "normF(A - X*W)^2", "softmax(c)"})
    void secondDerivativesWithTheirDeltasAgree(String text) {
        Expression value = tensors.parse(text);
        List<dev.fluxion.symbolic.Symbol> by = List.of(tensors.symbol("c"), tensors.symbol("X"));
        for (var symbol : by) {
            assertAgrees(List.of(Differentiation.derivative(value, List.of(symbol)), Differentiation.derivative(value, List.of(symbol, symbol))));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"c/norm2(c) | c | 0", "c/sqrt(s*c'*c) | c | 0", "c/sqrt(s*c'*c) | s | Infinity", "c/sqrt((c'*c)*(d'*d)) | c | 0", "c/sqrt((c'*c)*(d'*d)) | d | Infinity",
        "c/(norm2(c)*norm1(c)) | c | NaN", "sum(abs(c).^t)^(1/t - 1)*abs(c).^(t - 1) | c | 0", "c./sqrt(s*c.^2) | s | Infinity"})
    void normsThatAreZeroDivideAsInTheInterpreter(String quotient, String zero, double expected) {
        double[][] at = tensors.values(1.5, 2);
        Arrays.fill(at[tensors.symbols.indexOf(tensors.symbol(zero))], 0);
        Expression output = tensors.parse(quotient);
        assertThat((double[]) run(List.of(output), at, Precision.DOUBLE, Parallel.SEQUENTIAL)[0]).containsOnly(expected);
        assertThat(Evaluator.evaluate(output, tensors.named(at), SIZES).entries()).containsOnly(expected);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Map<String, Long> large = Map.of("n", 150L, "m", 130L);
        Tensors big = new Tensors(large, "A n,m; b m");
        List<Expression> outputs = List.of(big.parse("exp(A + b)"), big.parse("softmax(A)"), big.parse("sum(A .* A, 1)"), big.parse("sum(A, 2)"), big.parse("sum(A)"));
        double[][] at = big.values(-1, 1);
        for (Precision precision : Precision.values()) {
            Object[][] results = new Object[2][];
            for (int i = 0; i < 2; i++) {
                TensorKernel kernel = TensorKernels.compile(outputs, big.symbols, large, precision, MatrixProducts.PLAIN,
                        i == 0 ? Parallel.SEQUENTIAL : PARALLEL);
                results[i] = kernel.program().outputs().stream().map(precision::array).toArray();
                kernel.run(Stream.of(at).map(precision::array).toArray(), results[i]);
            }
            assertThat(Arrays.deepEquals(results[1], results[0])).isTrue();
        }
    }

    @Test
    void elementwiseProducersAreFusedAndMatricesAreMultipliedInPlace() {
        TensorProgram program = TensorKernels.program(List.of(tensors.parse("relu(X*W + b)")), tensors.symbols, SIZES);
        assertThat(program.steps()).hasSize(1).allMatch(Step.Fused.class::isInstance);
        assertThat(program.room()).as("the product is where its result will be").isEmpty();
    }

    @Test
    void transposedFactorsAreReadInPlace() {
        for (String text : List.of("A'*B'", "B'*A'", "A*A'", "A'*A")) {
            assertThat(TensorKernels.program(List.of(tensors.parse(text)), tensors.symbols, SIZES).steps()).as(text).hasSize(1);
        }
    }

    @Test
    void anArrayOfTheWrongLengthIsRefused() {
        TensorKernel kernel = TensorKernels.compile(List.of(tensors.parse("c + d")), List.of(tensors.symbol("c"), tensors.symbol("d")), SIZES,
                Precision.FLOAT, MatrixProducts.PLAIN);
        assertThatThrownBy(() -> kernel.run(new Object[] {new float[5], new float[4]}, new Object[] {new float[5]})).hasMessageContaining("input 1");
    }

    @Test
    void anInputOfAnotherShapeThanInTheFormulaIsRefused() {
        assertThatThrownBy(() -> TensorKernels.program(List.of(tensors.parse("s*c")), List.of(dev.fluxion.symbolic.Symbol.of("c"), tensors.symbol("s")), SIZES))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'c' has shape [n], as an input []");
    }

    @Test
    void aSizeWithoutValueIsADiagnostic() {
        assertThatThrownBy(() -> TensorKernels.program(List.of(tensors.parse("A")), tensors.symbols, Map.of("n", 3L)))
                .isInstanceOf(FluxionException.class).hasMessageContaining("size m");
    }

    @Test
    void aPositionOutsideIsADiagnostic() {
        Expression outside = Selection.of(tensors.symbol("c"), 0, 6);
        assertThatThrownBy(() -> TensorKernels.program(List.of(outside), tensors.symbols, SIZES)).hasMessageContaining("1..5");
    }

    @Test
    void aRunThatIsTimedGivesTheSameAndATimeOfEachStep() {
        TensorKernel kernel = TensorKernels.compile(List.of(tensors.parse("sum(relu(X*W + b))")), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN);
        double[][] at = tensors.values(0.1, 1);
        double[][] plain = {new double[1]};
        double[][] timed = {new double[1]};
        long[] nanos = new long[kernel.program().steps().size()];
        kernel.run(at, plain);
        kernel.run(at, timed, nanos);
        assertThat(timed[0]).isEqualTo(plain[0]);
        assertThat(java.util.Arrays.stream(nanos)).allMatch(time -> time >= 0);
        assertThat(java.util.Arrays.stream(nanos).sum()).isPositive();
        assertThatThrownBy(() -> kernel.run(at, timed, new long[nanos.length + 1])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("steps");
    }

    @Test
    void thePlanTellsOperationsAndBytes() {
        TensorKernel kernel = TensorKernels.compile(List.of(tensors.parse("X*W + b")), tensors.symbols, SIZES, Precision.FLOAT, MatrixProducts.PLAIN);
        assertThat(kernel.explain()).contains("280  a", "5x4x7", "35    on each block of it, a", "bytes for intermediate values", "single precision");
    }

    @ParameterizedTest
    @CsvSource({"tanh, 20", "tanh, -30", "sigmoid, 40", "sigmoid, -40"})
    void accurateDerivativesKeepDigitsWhereAFunctionSaturates(String function, double x) {
        Tensors tensors = new Tensors(Map.of("n", 20L), "x n");
        List<Expression> slopes = Fluxion.gradient(tensors.parse("sum(" + function + "(x))"), tensors.symbols, Mode.ACCURATE);
        TensorKernel kernel = TensorKernels.compile(slopes, tensors.symbols, tensors.sizes, Precision.DOUBLE, MatrixProducts.PLAIN);
        double[] at = new double[20];
        Arrays.fill(at, x);
        double[] found = new double[20];
        kernel.run(new Object[] {at}, new Object[] {found});
        double tail = function.equals("tanh") ? 4 * Math.exp(-2 * Math.abs(x)) : Math.exp(-Math.abs(x)); // the next term of the series is below 1e-17
        assertThat(found).containsOnly(found[0]);
        assertThat(found[0] / tail).isCloseTo(1, within(1e-14));
    }
}
