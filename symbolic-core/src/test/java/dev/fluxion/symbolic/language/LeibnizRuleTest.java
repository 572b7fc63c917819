package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.List;
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

    @Test
    void whatIsAssumedProvesThePremise() {
        Names names = Names.lenient();
        AssumedFacts.add("x > 1", names);
        Source source = new Source("test", "integrate(exp(t^3)*atan(1/(x - t)), t, 0, 1)");
        assertThat(Language.differentiable(Language.elaborator(names), Reader.expression(source), List.of(Symbol.of("x")))).isInstanceOf(Bound.class);
    }
}
