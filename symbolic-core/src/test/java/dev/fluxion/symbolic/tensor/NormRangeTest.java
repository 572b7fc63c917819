package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Norms of which the sum of squares overflows or underflows. */
class NormRangeTest {
    private final TensorCheck check = TensorCheck.declare("x[2] y[2] A[2,2]", new Random(1));

    private double[] value(Expression expression, double factor) {
        return Evaluator.evaluate(expression, Map.of("x", Value.of(new int[] {2}, 3 * factor, -4 * factor), "y", Value.of(new int[] {2}, 1e-9, 2e-9),
                "A", Value.of(new int[] {2, 2}, 3 * factor, 0, 0, 4 * factor))).entries();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            norm2(x)                    | 5
            normF(A)                    | 5
            sqrt(sum(A.^2, 2))          | 3 4
            sqrt(mean(x.^2))            | 3.5355339059327378
            sum(abs(x).^3)^(1/3)        | 4.497941445275415
            norm2(A*[1, 2])             | 8.54400374531753
            """)
    void aNormIsThatOfTheUnitsThatItIsTakenIn(String norm, String units) {
        double[] expected = java.util.Arrays.stream(units.split(" ")).mapToDouble(Double::parseDouble).toArray();
        for (double factor : new double[] {1, 1e200, 1e-200, 1e307, 1e-300, 0x1p-1070}) {
            double[] found = value(check.read(norm), factor);
            IntStream.range(0, expected.length).forEach(i -> assertThat(found[i]).as(norm + " of " + factor)
                    .isCloseTo(expected[i] * factor, within(expected[i] * factor * 4e-16 + Double.MIN_VALUE)));
        }
        assertThat(value(check.read(norm), 0)).containsOnly(0.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            norm2(x)                    | x
            normF(A)                    | A
            sqrt(mean(x.^2))            | x
            sum(abs(x).^3)^(1/3)        | x
            norm2(x)*norm2(y)           | x
            norm2(A*[1, 2])             | A
            """)
    void theDerivativeOfANormDependsOnTheDirectionAlone(String norm, String variable) {
        Expression derivative = Differentiation.derivative(check.read(norm), check.symbol(variable));
        double[] expected = value(derivative, 1);
        for (double factor : new double[] {1e200, 1e-200, 1e307, 1e-300, 0x1p-1070}) {
            assertThat(value(derivative, factor)).as(norm + " at " + factor).containsExactly(expected, within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({"1e200", "1e-200"})
    void theCosineOfAnAngleHasNoUnits(double factor) {
        assertThat(value(check.read("x'*y/(norm2(x)*norm2(y))"), factor)).containsExactly(new double[] {-1 / Math.sqrt(5)}, within(1e-15));
    }
}
