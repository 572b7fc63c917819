package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeibnizRuleTest {
    private static final Symbol T = Symbol.of("t");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "integrate(t*log(t), t, 0, x)          | x*log(x)",
        "integrate(log(t)*exp(t^3), t, 0, x)   | log(x)*exp(x^3)",
        "integrate(t*exp(-t^3), t, x, inf)     | -x*exp(-x^3)",
        "integrate(sin(t)/t, t, x, inf)        | -sin(x)/x",
        "integrate(sin(t)/t, t, 0, x)          | sin(x)/x",
        "integrate((exp(t) - 1)/t, t, 0, x)    | (exp(x) - 1)/x",
        "integrate(exp(-t)/sqrt(t), t, 0, x)   | exp(-x)/sqrt(x)",
        "integrate(1/sqrt(t), t, 0, x)         | 1/sqrt(x)",
        "integrate(atan(1/t), t, 0, x)         | atan(1/x)"})
    void theIntegrandIsAskedForNoValueAtAnEndThatStays(String integral, String derivative) {
        assertThat(Language.parse("diff(" + integral + ", x)")).isEqualTo(Language.parse(derivative));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign(x - t)", "heaviside(x - t)", "floor(x*t)", "ceil(x - t)*t", "round(x + t)", "mod(x, t)", "mod(t + x, 1)", "{t < x: 1, else: 2}",
        "{x - t > 0: t, else: 2}", "exp(t)*sign(x - t^2)", "argmax([t, x])"})
    void jumpsThatMoveWithTheVariableAreRefused(String integrand) {
        assertThatThrownBy(() -> Bound.integral(T, Constant.ZERO, Constant.ONE, Language.parse(integrand)).diff("x")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("may jump");
        assertThatThrownBy(() -> Language.parse("diff(integrate((" + integrand + ")*exp(t^3)*sin(t), t, 0, 1), x)")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("of an integral whose integrand is not known to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign(t)*x", "floor(x) + floor(t)", "{t < 1: x*t, else: x}"})
    void jumpsThatStayDoNoHarm(String integrand) {
        assertThat(Bound.integral(T, Constant.ZERO, Constant.TWO, Language.parse(integrand)).diff("x")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"integrate(atan(1/(x - t))*exp(t^3), t, 0, 1)", "integrate(exp(t^3)*log(abs(x - t)), t, 0, 1)", "integrate(exp(t^3)/sqrt(x - t), t, 0, x)",
        "integrate(exp(t^3)*log(x - t), t, 0, x)", "integrate(exp(t^3)*tanh(1/(x - t)), t, 0, 1)"})
    void polesThatMayLieBetweenTheEndsAreRefused(String integral) {
        assertThatThrownBy(() -> Language.parse("diff(" + integral + ", x)")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("does not follow from what is assumed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x*integrate(cos(t^2), t, 0, x^3)                        | 3*x^3*cos(x^6) + integrate(cos(t^2), t, 0, x^3)",
        "exp(integrate(sqrt(1 + t^4), t, 0, x))                  | sqrt(x^4 + 1)*exp(integrate(sqrt(t^4 + 1), t, 0, x))",
        "x*integrate(sin(t)/t, t, 1, x)                          | sin(x) + integrate(sin(t)/t, t, 1, x)",
        "x*integrate(integrate(cos(s*t^2), s, 0, t), t, 1, x)    | sin(x^3)/x + integrate(sin(t^3)/t^2, t, 1, x)",
        "integrate(exp(-x^2*t^4), t, 0, 1)                       | integrate(-2*t^4*x*exp(-t^4*x^2), t, 0, 1)"})
    void anIntegralWithoutClosedFormStaysInTheDerivative(String function, String derivative) {
        Expression found = Language.parse("diff(" + function + ", x)");
        assertThat(TextPrinter.text(found)).isEqualTo(derivative);
        assertThat(Language.parse(derivative)).isEqualTo(found);
        Expression whole = Language.parse(function);
        double difference = (Evaluator.scalar(whole, Map.of("x", 1.3 + 1e-4)) - Evaluator.scalar(whole, Map.of("x", 1.3 - 1e-4))) / 2e-4;
        assertThat(Evaluator.scalar(found, Map.of("x", 1.3))).isCloseTo(difference, within(1e-5)); // h^2 by a third derivative of some hundreds
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*integrate(1/t, t, 1, y)", "x*integrate(1/(t - y), t, 0, 1)"})
    void aClosedFormThatNeedsAssumptionsIsAskedFor(String function) {
        assertThatThrownBy(() -> Language.parse("diff(" + function + ", x)")).isInstanceOf(FluxionException.class).hasMessageContaining("assume");
    }

    @Test
    void whatIsAssumedProvesThePremise() {
        Names names = Names.lenient();
        AssumedFacts.add("x > 1", names);
        Source source = new Source("test", "integrate(exp(t^3)*atan(1/(x - t)), t, 0, 1)");
        assertThat(Language.differentiable(Language.elaborator(names), Reader.expression(source), List.of(Symbol.of("x")))).isInstanceOf(Bound.class);
    }
}
