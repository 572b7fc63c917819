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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaircasesTest {
    // Continuous at every step, and with differences that sums over many small intervals confirm.
    @ParameterizedTest
    @ValueSource(strings = {"floor(x)", "x*floor(x)", "mod(x, 1)", "mod(x, 3)", "x*mod(x, 1)", "floor(x)^2", "x^2*floor(x)^3", "mod(x, 1)^2",
            "(x - floor(x))^3", "ceil(x)", "x*ceil(x)",
        "round(x)", "x - round(x)", "(x - round(x))^2", "floor(2*x + 1/3)", "x*floor(1 - x)", "mod(2*x, 5)*x", "floor(x/2) + x", "x*ceil(3*x)^2",
        "mod(-x, 2)", "3*x^4 - floor(x)", "(x - 1)*floor(x)", "(x^3 + 1)^2*floor(x)/9"})
    void theAntiderivativeIsContinuousAndRight(String text) {
        Symbol x = Symbol.of("x");
        Expression integrand = Language.parse(text);
        Expression antiderivative = Integrals.antiderivative(integrand, x, Assumptions.NONE, Budget.standard()).expression();
        double step = 1.0 / 4096;
        double sum = 0;
        double start = at(antiderivative, -3.3);
        for (double low = -3.3; low < 4; low += step) {
            double middle = at(integrand, low + step / 2);
            double difference = at(antiderivative, low + step) - at(antiderivative, low);
            assertThat(Math.abs(difference)).as("at %s", low).isLessThan(step * 4_000);
            sum += step * middle;
            assertThat(at(antiderivative, low + step) - start).as("from -3.3 to %s", low + step).isCloseTo(sum, within(0.3 + 0.01 * Math.abs(sum)));
        }
    }

    private static double at(Expression f, double x) {
        return Evaluator.scalar(f, Map.of("x", x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor(x)", "x*floor(x)", "mod(x, 1)", "x^2*mod(x, 2)", "ceil(x)*x", "round(x)*x", "floor(3*x)^2"})
    void valuesBetweenNumbersAreExact(String text) {
        DefiniteIntegral integral = DefiniteIntegral.of(Language.parse(text), Symbol.of("x"), Language.parse("-1/2"), Language.parse("7/2"),
                Assumptions.NONE, Budget.standard());
        assertThat(integral.isExact()).isTrue();
    }
}
