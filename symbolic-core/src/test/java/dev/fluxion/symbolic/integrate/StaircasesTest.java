package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaircasesTest {
    private static final double[] NODES = {0, 0.5384693101056831, -0.5384693101056831, 0.906179845938664, -0.906179845938664};
    private static final double[] WEIGHTS = {0.5688888888888889, 0.47862867049936647, 0.47862867049936647, 0.23692688505618908, 0.23692688505618908};
    private static final double BESIDE = 1e-9;

    // All of the steps are at multiples of 1/6, between which these are polynomials of degrees below 10.
    @ParameterizedTest
    @ValueSource(strings = {"floor(x)", "x*floor(x)", "mod(x, 1)", "mod(x, 3)", "x*mod(x, 1)", "floor(x)^2", "x^2*floor(x)^3", "mod(x, 1)^2",
            "(x - floor(x))^3", "ceil(x)", "x*ceil(x)",
        "round(x)", "x - round(x)", "(x - round(x))^2", "floor(2*x + 1/3)", "x*floor(1 - x)", "mod(2*x, 5)*x", "floor(x/2) + x", "x*ceil(3*x)^2",
        "mod(-x, 2)", "3*x^4 - floor(x)", "(x - 1)*floor(x)", "(x^3 + 1)^2*floor(x)/9"})
    void theAntiderivativeIsContinuousAndRight(String text) {
        Expression integrand = Language.parse(text);
        Expression antiderivative = Integrals.antiderivative(integrand, Symbol.of("x"), Assumptions.NONE, Budget.standard()).expression();
        for (int k = -20; k < 24; k++) {
            double low = k / 6.0;
            double high = (k + 1) / 6.0;
            double middle = (low + high) / 2;
            double rounding = 1e-12 * (1 + Math.abs(at(antiderivative, middle))); // some dozen roundings of terms that largely stay
            assertThat(at(antiderivative, middle) - at(antiderivative, low)).as("from %s to %s", low, middle).isCloseTo(integral(integrand, low, middle), within(rounding));
            assertThat(at(antiderivative, high) - at(antiderivative, middle)).as("from %s to %s", middle, high)
                    .isCloseTo(integral(integrand, middle, high), within(rounding));
            double steepest = Math.max(Math.abs(at(integrand, high - BESIDE)), Math.abs(at(integrand, high + BESIDE)));
            assertThat(at(antiderivative, high + BESIDE)).as("at %s", high)
                    .isCloseTo(at(antiderivative, high - BESIDE), within(2 * BESIDE * (steepest + 1) + rounding));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor(x)", "x*floor(x)", "mod(x, 1)", "x - floor(x)", "floor(2*x)", "round(x)", "floor(x)^2", "abs(sin(x))", "abs(cos(2*x))^3", "ceil(x)"})
    void theEndsMayBeParameters(String text) {
        Expression value = Language.parse("integrate(" + text + ", x, a, t)");
        for (double t : new double[] {-3.7, -1.2, 0.4, 2.3, 5.9}) {
            Expression known = DefiniteIntegral.of(Language.parse(text), Symbol.of("x"), Language.parse("-7/3"), dev.fluxion.symbolic.Constant.of(
                    dev.fluxion.symbolic.number.Rational.of(Math.round(10 * t), 10)), Assumptions.NONE, Budget.standard()).value();
            assertThat(Evaluator.scalar(value, Map.of("a", -7.0 / 3, "t", t))).as("to %s", t).isCloseTo(Evaluator.scalar(known, Map.of()), within(1e-12));
        }
    }

    // Gauss's rule of five points, which is exact for polynomials of degrees below 10.
    private static double integral(Expression integrand, double low, double high) {
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            sum += WEIGHTS[i] * at(integrand, (low + high) / 2 + NODES[i] * (high - low) / 2);
        }
        return sum * (high - low) / 2;
    }

    private static double at(Expression f, double x) {
        return Evaluator.scalar(f, Map.of("x", x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor(x)", "x*floor(x)", "mod(x, 1)", "x^2*mod(x, 2)", "ceil(x)*x", "round(x)*x", "floor(3*x)^2"})
    void valuesBetweenNumbersAreExact(String text) {
        Expression integrand = Language.parse(text);
        DefiniteIntegral integral = DefiniteIntegral.of(integrand, Symbol.of("x"), Language.parse("-1/2"), Language.parse("7/2"),
                Assumptions.NONE, Budget.standard());
        double sum = IntStream.range(-3, 21).mapToDouble(k -> integral(integrand, k / 6.0, (k + 1) / 6.0)).sum();
        assertThat(integral.isExact()).isTrue();
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(sum, within(1e-13 * (1 + Math.abs(sum)))); // 24 roundings
    }
}
