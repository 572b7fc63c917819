package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas with inverses are computed by solving systems, chains of products in the cheapest order. */
class SolvesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 10L, "d", 3L);

    private final Tensors tensors = new Tensors(SIZES, "A n,n; B n,n; X n,d; x n; y n; w d; M n,n; b n");
    private final double[][] at = tensors.values(-1, 1);

    private String plan(String... texts) {
        return TensorKernels.program(Arrays.stream(texts).map(tensors::parse).toList(), tensors.symbols, SIZES).explain(Precision.DOUBLE);
    }

    private double[] compiled(Expression expression, int count) {
        double[] result = new double[count];
        TensorKernels.compile(List.of(expression), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, new Object[] {result});
        return result;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inv(A)*x                 | M*x
            x'*inv(A)                | x'*M
            y'*inv(A)*x              | y'*M*x
            inv(A)*X                 | M*X
            X'*inv(A)*X              | X'*M*X
            inv(A)*X*w               | M*X*w
            inv(A)*B*inv(A)          | M*B*M
            inv(A)*inv(A)*x          | M*M*x
            tr(inv(A)*B)             | tr(M*B)
            diag(inv(A)*B)           | diag(M*B)
            inv(A)*(x.*y)            | M*(x.*y)
            diag(x)*inv(A)*diag(y)*b | diag(x)*M*diag(y)*b
            inv(A)[:, 2]             | M[:, 2]
            solve(A, X)*w            | M*X*w
            solve(A', x)             | M'*x
            inv(A).*B                | M.*B
            sum(inv(A)*x)*inv(A)     | sum(M*x)*M
            tensor(i, j: sum(k: inv(A)[i, k]*B[k, j]*x[k]*y[j])) | tensor(i, j: sum(k: M[i, k]*B[k, j]*x[k]*y[j]))
            """)
    void solutionsAreWhatTheInverseGives(String written, String byInverse) {
        double[] inverse = Evaluator.evaluate(tensors.parse("inv(A)"), tensors.named(at), SIZES).entries();
        System.arraycopy(inverse, 0, at[tensors.symbols.indexOf(tensors.symbol("M"))], 0, inverse.length);
        double[] expected = Evaluator.evaluate(tensors.parse(byInverse), tensors.named(at), SIZES).entries();
        Expression function = tensors.parse(written);
        assertThat(Evaluator.evaluate(function, tensors.named(at), SIZES).entries()).containsExactly(expected, within(1e-9));
        assertThat(compiled(function, expected.length)).containsExactly(expected, within(1e-9));
    }

    @Test
    void aSystemWithoutDigitsToSpareHasASolutionThatFits() {
        double[] hilbert = at[tensors.symbols.indexOf(tensors.symbol("A"))];
        Arrays.setAll(hilbert, i -> 1.0 / (1 + i / 10 + i % 10)); // condition 1.6e13
        double[] right = at[tensors.symbols.indexOf(tensors.symbol("x"))];
        Arrays.fill(right, 1);
        for (String text : List.of("A*solve(A, x) - x", "A*(inv(A)*x) - x")) {
            double[] interpreted = Evaluator.evaluate(tensors.parse(text), tensors.named(at), SIZES).entries();
            double[] kernel = compiled(tensors.parse(text), 10);
            assertThat(interpreted).containsExactly(new double[10], within(1e-7)); // the solution has entries of 1e7; by the inverse 1e-3 are left
            assertThat(kernel).containsExactly(interpreted, within(1e-7));
        }
    }

    @Test
    void noInverseIsFormedWhereItIsMultiplied() {
        assertThat(plan("solve(A, x)")).contains("solve'[").doesNotContain("inv[");
        assertThat(plan("x'*inv(A)*x")).contains("solve'[").doesNotContain("inv[");
        Expression quadratic = tensors.parse("x'*inv(A)*y + logdet(A)/2");
        List<Expression> outputs = List.of(quadratic, Differentiation.derivative(quadratic, tensors.symbol("x")));
        assertThat(TensorKernels.program(outputs, tensors.symbols, SIZES).explain(Precision.DOUBLE)).contains("solve'[", "logdet[").doesNotContain("inv[");
    }

    @Test
    void theLogarithmOfADeterminantOverflowsNot() {
        double[] matrix = at[tensors.symbols.indexOf(tensors.symbol("A"))];
        Arrays.setAll(matrix, i -> i % 11 == 0 ? 1e200 : 0);
        Stabilizer.Stable stable = Stabilizer.stabilize(tensors.parse("log(det(A))"));
        assertThat(stable.steps()).extracting(Stabilizer.Step::rule).containsExactly("stable form: logarithm of det");
        assertThat(compiled(stable.expression(), 1)[0]).isCloseTo(2000 * Math.log(10), within(1e-11));
        assertThat(Differentiation.derivative(stable.expression(), tensors.symbol("A"))).hasToString("inv(A)'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(det(A))                    | 2000*log(10) | nan
            log(det(A), 2)                 | 2000*log(10)/log(2) | nan
            log(det(A'))                   | 2000*log(10) | nan
            log(det(A)) + log(det(A)) + tr(A)/10^201 | 4000*log(10) + 1 | nan
            log(abs(det(A)))               | 2000*log(10) | 2000*log(10)
            logdet(A)                      | 2000*log(10) | 2000*log(10)
            """)
    void theLogarithmOfADeterminantHasValuesWhereItIsPositive(String text, String positive, String negative) {
        double[] matrix = at[tensors.symbols.indexOf(tensors.symbol("A"))];
        Arrays.setAll(matrix, i -> i % 11 == 0 ? 1e200 : 0);
        Expression stable = Stabilizer.forValues(tensors.parse(text));
        for (String expected : List.of(positive, negative)) {
            double value = expected.equals("nan") ? Double.NaN : Evaluator.scalar(tensors.parse(expected), Map.of());
            assertThat(compiled(stable, 1)[0]).isCloseTo(value, within(1e-11));
            assertThat(Evaluator.evaluate(stable, tensors.named(at), SIZES).scalar()).isCloseTo(value, within(1e-11));
            matrix[0] *= -1;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A*B*x         | 400
            x'*A*B*y      | 420
            A*X*w         | 260
            A*B*X         | 1200
            A*B*M*B*x     | 800
            (A*B)*x + A*B*y | 2410
            """)
    void chainsAreMultipliedInTheCheapestOrder(String text, long operations) {
        assertThat(TensorKernels.program(List.of(tensors.parse(text)), tensors.symbols, SIZES).steps().stream().mapToLong(Step::operations).sum()).isEqualTo(operations);
        double[] expected = Evaluator.evaluate(tensors.parse(text), tensors.named(at), SIZES).entries();
        assertThat(compiled(tensors.parse(text), expected.length)).containsExactly(expected, within(1e-12));
    }
}
