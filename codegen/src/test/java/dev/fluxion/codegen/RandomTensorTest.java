package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random formulas of tensors: derivative = central differences, kernel = interpreter, and what is printed reads as itself. */
class RandomTensorTest {
    private static final double STEP = 1e-5;
    private static final double LARGEST = 1e4; // beyond, differences have no digits left

    private Map<String, Long> sizes;
    private Tensors tensors;
    private double[][] at;

    RandomTensorTest() {
        choose(4, 3, 2);
    }

    private void choose(long n, long d, long k) {
        sizes = Map.of("n", n, "d", d, "k", k);
        tensors = new Tensors(sizes, RandomTensors.DECLARED);
        at = tensors.values(-0.9, 0.9);
    }

    private double[] value(Expression expression) {
        return Evaluator.evaluate(expression, tensors.named(at), sizes).entries().clone(); // which may be those of a variable
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void derivativesKernelsAndTextsOfRandomFormulasAgree(int part) {
        assertThat(held(part)).isGreaterThan(25); // the others are too large to be held against differences
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 5", "3, 5, 4", "4, 3, 5", "4, 5, 3", "5, 3, 4", "5, 4, 3"})
    void theyAgreeWhicheverSizeIsTheLargest(long n, long d, long k) {
        choose(n, d, k);
        assertThat(held(40 + (int) (n + d * 2))).isGreaterThan(25);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 2", "3, 1, 2", "3, 2, 1", "1, 1, 2", "1, 1, 1"})
    void theyAgreeWhereSizesAreOne(long n, long d, long k) {
        choose(n, d, k);
        assertThat(held(80 + (int) (n + d * 2))).isGreaterThan(12);
    }

    private int held(int part) {
        int held = 0;
        for (long seed = part * 40L; seed < part * 40L + 40; seed++) {
            RandomTensors texts = new RandomTensors(seed, Collections.min(sizes.values()));
            int depth = 1 + (int) (seed % 5);
            String text = seed % 3 == 0 ? texts.vector("d", Math.min(depth, 3)) : texts.scalar(depth + 1);
            held += hold(seed, text) ? 1 : 0;
        }
        return held;
    }

    boolean hold(long seed, String text) {
        String about = "seed %d: %s".formatted(seed, text);
        Expression function = tensors.parse(text);
        double[] values = value(function);
        requireSame(about + " as " + function, value(tensors.parse(function.toString())), values, 1e-9);
        if (!Arrays.stream(values).allMatch(each -> Math.abs(each) < LARGEST)) {
            return false;
        }
        for (Symbol variable : tensors.symbols) {
            Expression derivative = Differentiation.derivative(function, variable);
            double[] claimed = value(derivative);
            requireDifferences(about + " by " + variable, function, variable, claimed);
            requireSame(about + " by " + variable + " as " + derivative, value(tensors.parse(derivative.toString())), claimed, 1e-8);
            requireKernel(about + " by " + variable + " is " + derivative, List.of(function, derivative), List.of(values, claimed));
        }
        return true;
    }

    private void requireKernel(String about, List<Expression> outputs, List<double[]> expected) {
        TensorKernel kernel = TensorKernels.compile(outputs, tensors.symbols, sizes, Precision.DOUBLE, MatrixProducts.PLAIN);
        Object[] results = expected.stream().map(each -> new double[each.length]).toArray();
        kernel.run(at, results);
        assertThat(results).as(about + " (to the bit)").isEqualTo(new TensorInterpreter(kernel.program()).run(at));
        for (int i = 0; i < results.length; i++) {
            requireSame(about + " (kernel)", (double[]) results[i], expected.get(i), 1e-9);
        }
    }

    private static void requireSame(String about, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(about).hasSameSizeAs(expected);
        double scale = 1 + Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        for (int i = 0; i < actual.length; i++) {
            boolean same = Double.compare(actual[i], expected[i]) == 0 || Math.abs(actual[i] - expected[i]) <= tolerance * scale;
            assertThat(same).as("%s: entry %d is %s instead of %s", about, i, actual[i], expected[i]).isTrue();
        }
    }

    // Five points: the error is about h^4 of the fifth derivative, and rounding 1e-16/h of the largest value.
    private void requireDifferences(String about, Expression function, Symbol variable, double[] claimed) {
        double[] entries = at[tensors.symbols.indexOf(variable)];
        for (int i = 0; i < entries.length; i++) {
            double kept = entries[i];
            double[][] around = new double[4][];
            double[] steps = {-2 * STEP, -STEP, STEP, 2 * STEP};
            for (int k = 0; k < 4; k++) {
                entries[i] = kept + steps[k];
                around[k] = value(function);
            }
            entries[i] = kept;
            for (int j = 0; j < around[0].length; j++) {
                double slope = (8 * (around[2][j] - around[1][j]) - (around[3][j] - around[0][j])) / (12 * STEP);
                double scale = 1 + Math.abs(slope) + 0.01 * Math.abs(around[0][j]);
                double actual = claimed[j * entries.length + i];
                assertThat(Math.abs(actual - slope) / scale).as("%s: entry %d by %d is %s, differences give %s", about, j, i, actual, slope)
                        .isLessThan(1e-6);
            }
        }
    }
}
