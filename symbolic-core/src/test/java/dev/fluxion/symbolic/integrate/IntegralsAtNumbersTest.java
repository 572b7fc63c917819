package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegralsAtNumbersTest {
    private static final double TOLERANCE = 1e-10; // what quadrature converges to

    // By mpmath 1.3 with 30 digits.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "integrate(cos(t^2), t, 0, x)                                       | 2   | 0.46146146243321638",
        "integrate(cos(t^2), t, x, 0)                                       | 2   | -0.46146146243321638",
        "x*integrate(1/log(t), t, 2, x)                                     | 3   | 3.3552744436490984",
        "integrate(exp(-x*t^4), t, 0, inf)                                  | 2   | 0.76219059373303793",
        "integrate(exp(-t^4)/sqrt(t), t, 0, x)                              | 1   | 1.8254371437175006",
        "sum(k = 1..3: integrate(cos(k*t^2), t, 0, x))                      | 3   | 1.4972020028504729",
        "integrate(integrate(cos(s*t^2), t, 0, x), x, 0, s)                 | 1   | 0.48378874549632381",
        "x*integrate(integrate(sin(x*t)/t, t, 1, x), x, 1, 2)               | 1   | 0.273013091467249"})
    void theValueIsThatOfQuadrature(String integral, double at, double value) {
        Expression whole = Language.parse(integral);
        assertThat(Evaluator.scalar(whole, Map.of("x", at, "s", at))).isCloseTo(value, within(TOLERANCE * (1 + Math.abs(value))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"integrate(heaviside(x^2 - 2)*x, x, -1, 3) | 7/2", "integrate(sign(x^2 - 2)*x^2, x, 0, 2) | 8/3 - 4*sqrt(2)/3"})
    void conditionsBetweenNumbersAreDecided(String integral, String value) {
        assertThat(Language.parse(integral)).isEqualTo(Language.parse(value));
    }

    @Test
    void anEmptyRangeGivesZero() {
        assertThat(Evaluator.scalar(Language.parse("integrate(cos(t^2), t, 2, x)"), Map.of("x", 2.0))).isZero();
        assertThat(Evaluator.scalar(Language.parse("integrate(cos(t^2), t, 2, x)"), Map.of("x", Math.nextUp(2.0)))).isCloseTo(Math.cos(4) * Math.ulp(2.0), within(1e-30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"integrate(cos(t^2)*sqrt(t), t, 0, x) | -1", "integrate(cos(t^2), t, 0, x) | NaN"})
    void whatHasNoValueIsNotANumber(String integral, double at) {
        assertThat(Evaluator.scalar(Language.parse(integral), Map.of("x", at))).isNaN();
    }

    @Test
    void aNameWithoutAValueIsAMistake() {
        Symbol t = Symbol.of("t");
        Expression integral = Bound.integral(t, Constant.ZERO, Constant.ONE, Language.parse("cos(y*t^2)"));
        assertThatThrownBy(() -> Evaluator.scalar(integral, Map.of())).isInstanceOf(FluxionException.class).hasMessageContaining("'y' has no value");
    }
}
