package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarKernelTest {
    @Test
    void valueAndGradientAreThoseOfTheTextbook() {
        ScalarKernel kernel = Fluxion.compile(Fluxion.parse("x^2 * sin(y)"), "x", "y");
        double[] out = new double[2];
        assertThat(kernel.value(3, 2)).isEqualTo(9 * Math.sin(2));
        assertThat(kernel.value(new double[] {3, 2})).isEqualTo(9 * Math.sin(2));
        kernel.gradient(new double[] {3, 2}, out);
        assertThat(out[0]).isCloseTo(6 * Math.sin(2), within(1e-15));
        assertThat(out[1]).isCloseTo(9 * Math.cos(2), within(1e-14));
        assertThat(kernel.valueAndGradient(new double[] {3, 2}, out)).isEqualTo(9 * Math.sin(2));
    }

    @Test
    void everyArityHasItsEntry() {
        assertThat(Fluxion.compile(Fluxion.parse("7")).value()).isEqualTo(7);
        assertThat(Fluxion.compile(Fluxion.parse("a"), "a").value(1)).isEqualTo(1);
        assertThat(Fluxion.compile(Fluxion.parse("a+b+c"), "a", "b", "c").value(1, 2, 3)).isEqualTo(6);
        assertThat(Fluxion.compile(Fluxion.parse("a+b+c+d"), "a", "b", "c", "d").value(1, 2, 3, 4)).isEqualTo(10);
        assertThat(Fluxion.compile(Fluxion.parse("a+b+c+d+f"), "a", "b", "c", "d", "f").value(1, 2, 3, 4, 5)).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{x > 0 and y > 0: x, x < -1 or not y > 2: y, else: 3}", "{x == y: 1, x != 1: 2, else: 3}",
        "{0 < x and x <= 1: x^2, x >= 2: 5, else: -x}", "sqrt(x)/y", "x^y", "x^(-1/2) - y^(5/2)", "2*pi*e*x/(3*y)", "-x - y - 3", "1/(3*x^2)",
        "x^20 + x^(-20)", "inf*x", "max(x, y, 3) + min(x, y, 1, 2)", "hypot(x, y)*atan2(y, x)"})
    void theKernelGivesWhatTheReferenceInterpreterGives(String text) {
        Expression formula = Fluxion.parse(text);
        VectorFunction kernel = Kernels.compile(List.of(formula), List.of(Symbol.of("x"), Symbol.of("y")));
        double[] points = {-2, -1, -0.5, 0, 0.25, 1, 1.5, 2, 3, Double.NaN, Double.POSITIVE_INFINITY};
        double[] out = new double[1];
        for (double x : points) {
            for (double y : points) {
                kernel.apply(new double[] {x, y}, out);
                double expected = Evaluator.scalar(formula, Map.of("x", x, "y", y));
                double scale = Double.isFinite(expected) ? Math.ulp(expected) : 0;
                // up to 16 roundings of the powers by multiplication, against one
                assertThat(Math.abs(out[0] - expected) <= 16 * scale || Double.compare(out[0] + 0.0, expected + 0.0) == 0)
                        .as("%s at (%s, %s): %s, expected %s", text, x, y, out[0], expected).isTrue();
            }
        }
    }

    /** An infinity by the reciprocal, or half a turn by an arctangent, hangs on the sign of a zero. */
    @ParameterizedTest
    @ValueSource(strings = {"x*exp(y)", "x/(y*z)", "-x - y", "-(x + y)", "x*(y + 1)", "(x + y)*z", "x*y - y*z", "2*x + 2*y", "y*x^2 + z", "sin(x)*y", "floor(x/4)",
        "{x > 0: x, else: -x}", "3*x - 3*y", "x*y*z", "x - y - z", "x/y/z", "silu(x)", "cbrt(x)"})
    void zerosHaveTheSignsOfTheReferenceInterpreter(String text) {
        Expression formula = Fluxion.parse(text);
        ScalarValues values = new ScalarValues(formula);
        double[] points = {0.0, -0.0, 1, -1, 2, -2};
        for (Mode mode : Mode.values()) {
            ScalarKernel kernel = Fluxion.compile(formula, mode, "x", "y", "z");
            for (int code = 0; code < 216; code++) {
                double[] at = {points[code % 6], points[code / 6 % 6], points[code / 36]};
                Map<String, Double> point = Map.of("x", at[0], "y", at[1], "z", at[2]);
                double found = kernel.value(at[0], at[1], at[2]);
                if (found == 0) {
                    assertThat((Double) found).as("%s at %s, %s", text, point, mode).isEqualTo((Double) Evaluator.scalar(formula, point)).isEqualTo(values.at(point));
                }
            }
        }
    }

    @Test
    void aNegativeBaseWithAFractionalPowerIsNaN() {
        assertThat(Fluxion.compile(Fluxion.parse("x^(1/3)"), "x").value(-8)).isNaN();
        assertThat(Fluxion.compile(Fluxion.parse("sqrt(x)"), "x").value(-1)).isNaN();
    }

    @Test
    void manyThreadsGetTheSameBits() {
        ScalarKernel kernel = Fluxion.compile(Fluxion.parse("exp(-x^2)*cos(3*x*y) + y^3"), "x", "y");
        double[] expected = IntStream.range(0, 10_000).mapToDouble(i -> kernel.value(i * 1e-3, 2 - i * 1e-4)).toArray();
        double[] found = IntStream.range(0, 10_000).parallel().mapToDouble(i -> kernel.value(i * 1e-3, 2 - i * 1e-4)).toArray();
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aKernelThatNobodyHoldsIsUnloaded() throws InterruptedException {
        WeakReference<Class<?>> emitted = new WeakReference<>(Fluxion.compile(Fluxion.parse("x + 1"), "x").getClass());
        for (int i = 0; i < 50 && emitted.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(emitted.get()).isNull();
    }
}
