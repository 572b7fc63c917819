package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of nothing are 0, products 1, and the largest of no numbers is −∞: in interpreter and kernel, whatever the arrays held before. */
class EmptyAxesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 2L, "d", 0L);

    private final Tensors tensors = new Tensors(SIZES, "X n,d; W d,n; S d,d; w d; x n; s");
    private final double[][] at = tensors.values(0.5, 1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(w)                          | 0
            mean(w)                         | NaN
            prod(w)                         | 1
            max(w)                          | -inf
            min(w)                          | inf
            logsumexp(w)                    | -inf
            norm2(w)                        | 0
            normF(X)                        | 0
            w'*w + 1                        | 1
            w'*S*w                          | 0
            tr(S)                           | 0
            det(S)                          | 1
            logdet(S)                       | 0
            sum(softmax(w))                 | 0
            sum(X*w)                        | 0
            X*w                             | 0 0
            X*W                             | 0 0 0 0
            sum(X, 2)                       | 0 0
            prod(X, 2)                      | 1 1
            logsumexp(X, 2)                 | -inf -inf
            max(X, axis = 2)                | -inf -inf
            mean(X, 2)                      | NaN NaN
            mean(X, 1)                      |
            mean(mean(X, 2))                | NaN
            sum(X, 1)                       |
            inv(S)*w                        |
            cumsum(w)                       |
            tensor(i: sum(j: X[i, j]) + 1)  | 1 1
            concat(w, ones(2))              | 1 1
            s^0*sum(kron(X, W))             | 0
            """)
    void formulasOverAxesWithoutEntriesHaveTheirValues(String text, String expected) {
        double[] entries = expected == null ? new double[0] : Stream.of(expected.split(" "))
                .mapToDouble(entry -> entry.endsWith("inf") ? Double.parseDouble(entry.replace("inf", "Infinity")) : Double.parseDouble(entry)).toArray();
        Expression function = tensors.parse(text);
        assertThat(Evaluator.evaluate(function, tensors.named(at), SIZES).entries()).containsExactly(entries);
        for (Precision precision : Precision.values()) {
            assertThat(compiled(function, precision)).as("%s", precision).containsExactly(entries);
        }
        for (Symbol variable : tensors.symbols) {
            Expression derivative = Differentiation.derivative(function, variable);
            double[] slopes = Evaluator.evaluate(derivative, tensors.named(at), SIZES).entries();
            assertThat(slopes).hasSize(entries.length * at[tensors.symbols.indexOf(variable)].length).containsOnly(new double[slopes.length]);
            assertThat(compiled(derivative, Precision.DOUBLE)).containsExactly(slopes);
        }
    }

    private double[] compiled(Expression expression, Precision precision) {
        int count = (int) expression.shape().sizes().stream().mapToLong(size -> size.value(SIZES::get)).reduce(1, (a, b) -> a * b);
        Object[] result = {precision == Precision.DOUBLE ? new double[count] : new float[count]};
        if (result[0] instanceof double[] doubles) {
            Arrays.fill(doubles, 7);
        } else {
            Arrays.fill((float[]) result[0], 7);
        }
        Object[] given = precision == Precision.DOUBLE ? at : Arrays.stream(at).map(Tensors::floats).toArray();
        TensorKernel kernel = TensorKernels.compile(List.of(expression), tensors.symbols, SIZES, precision, MatrixProducts.PLAIN);
        kernel.run(given, result);
        kernel.run(given, result);
        assertThat(result).as("%s (to the bit)", expression).isEqualTo(new TensorInterpreter(kernel.program(), precision).results(given));
        return result[0] instanceof double[] doubles ? doubles : java.util.stream.IntStream.range(0, count).mapToDouble(i -> ((float[]) result[0])[i]).toArray();
    }

    /** A step of a method of Runge and Kutta whose slices have no entries where there is one unknown. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void slicesOfOneEntryMayBeEmpty(long n) {
        Map<String, Long> sizes = Map.of("n", n);
        Tensors one = new Tensors(sizes, "x n");
        String step = "concat(x[1..1], x[2..n] .* (y + concat(x[1..1], x[2..n] .* y[1..n-1])/2)[1..n-1])";
        Expression function = one.parse("sum(fold(y = zeros(n), t = 1..3: y + " + step + "/3)[n..n])");
        Expression gradient = Differentiation.derivative(function, one.symbols.getFirst());
        double[][] values = one.values(0.5, 1);
        for (Expression formula : List.of(function, gradient)) {
            double[] expected = Evaluator.evaluate(formula, one.named(values), sizes).entries();
            double[] found = new double[expected.length];
            TensorKernels.compile(List.of(formula), one.symbols, sizes, Precision.DOUBLE, MatrixProducts.PLAIN).run(values, new Object[] {found});
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-12));
            }
        }
    }
}
