package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas of numbers that overflow as they are written: interpreted and compiled they have the values that they stand for. */
class StableScalarsTest {
    // Digits by mpmath with 60 digits: the value, and the derivative by x.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log1p(exp(x))                                                              | 10000 | 0     | 10000               | 1
            log(1 + exp(x))                                                            | -40   | 0     | 4.248354255291589e-18 | 4.248354255291589e-18
            log(exp(x) + exp(y))                                                       | 10000 | 9999  | 10000.313261687519  | 0.7310585786300049
            log(exp(x) + exp(y))                                                       | -1e6  | 0.5   | 0.5                 | 0
            log(exp(x) + exp(y) + 2)                                                   | 1000  | 1000  | 1000.6931471805599  | 0.5
            log1p(exp(x) + exp(y))                                                     | 1000  | 1000  | 1000.6931471805599  | 0.5
            log1p(3*exp(x))                                                            | 1000  | 0     | 1001.0986122886681  | 1
            log(cosh(x))                                                               | -1000 | 0     | 999.3068528194401   | -1
            exp(x)/(exp(x) + exp(y))                                                   | 1000  | 1001  | 0.2689414213699951  | 0.19661193324148185
            exp(x)/(exp(x) + exp(y) + 1)                                               | 1000  | 1001  | 0.2689414213699951  | 0.19661193324148185
            exp(x)*exp(y)/(exp(x) + exp(y))^2                                          | 1000  | 1001  | 0.19661193324148185 | 0.09085774767294841
            sqrt(exp(x))/sqrt(exp(x) + exp(y))                                         | 2000  | 2000  | 0.7071067811865476  | 0.1767766952966369
            (2*exp(x) + 3)/(exp(x) + 1)                                                | 1000  | 0     | 2                   | 0
            sigmoid(x)*(1 - sigmoid(x))                                                | 40    | 0     | 4.248354255291589e-18 | -4.248354255291589e-18
            -(y*log(sigmoid(x)) + (1 - y)*log(1 - sigmoid(x)))                         | 10000 | 0.25  | 7500                | 0.75
            -(y*log(1/(1 + exp(-x))) + (1 - y)*log(1 - 1/(1 + exp(-x))))               | 10000 | 0     | 10000               | 1
            log(exp(x)/(exp(x) + exp(y)))                                              | 0     | 10000 | -10000              | 1
            """)
    void whatOverflowsAsItIsWrittenHasItsValue(String formula, double x, double y, double value, double slope) {
        Expression function = Fluxion.parse(formula + " + 0*(x + y)");
        Symbol first = Symbol.of("x");
        Map<String, Value> at = Map.of("x", Value.of(x), "y", Value.of(y));
        assertThat(Stabilizer.value(function, at).scalar()).isCloseTo(value, near(value));
        assertThat(Stabilizer.value(Differentiation.derivative(Stabilizer.forValues(function), first), at).scalar()).isCloseTo(slope, near(slope));
        for (Mode mode : List.of(Mode.FAST, Mode.ACCURATE)) {
            double[] gradient = new double[2];
            assertThat(Fluxion.compile(function, mode, "x", "y").valueAndGradient(new double[] {x, y}, gradient)).isCloseTo(value, near(value));
            assertThat(gradient[0]).isCloseTo(slope, near(slope));
            double[][] rows = new double[1][1];
            Fluxion.rows(List.of(function), mode, "x", "y").run(new double[][] {{x}, {y}}, rows);
            assertThat(rows[0][0]).isCloseTo(value, near(value));
        }
    }

    @Test
    void strictKernelsHaveEveryOperationAsItIsWritten() {
        assertThat(Fluxion.compile(Fluxion.parse("log1p(exp(x))"), Mode.STRICT, "x").value(new double[] {10_000})).isInfinite();
    }

    @Test
    void curvatureOfALogarithmOfExponentialsIsFinite() {
        double[] out = new double[7];
        Fluxion.hessian(Fluxion.parse("log(exp(x) + exp(y))"), "x", "y").apply(new double[] {10_000, 10_000}, out);
        assertThat(out).containsExactly(new double[] {10_000.693147180559945, 0.5, 0.5, 0.25, -0.25, -0.25, 0.25}, within(1e-12));
    }

    private static Offset<Double> near(double expected) {
        return within(Math.max(4e-13 * Math.abs(expected), 1e-300));
    }
}
