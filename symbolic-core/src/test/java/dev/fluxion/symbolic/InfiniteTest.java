package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfiniteTest {
    @ParameterizedTest
    @ValueSource(strings = {"inf - inf", "inf/inf", "0*inf", "0*log(0)", "log(0) - log(0)", "2*inf - inf", "inf^2/inf", "0*inf*log(0)", "log(0)/log(0)",
            "inf - inf + inf", "inf + inf - inf", "0*(inf + 1)", "sin(0)/sin(0)", "0*3*inf", "inf*0"})
    void infinitiesDoNotCancel(String text) {
        Expression value = Language.parse(text);
        assertThat(Evaluator.scalar(value, Map.of())).as(text).isNaN();
        assertThat(Language.parse(value.toString())).as("%s, printed %s", text, value).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*inf - x*inf", "x + inf - inf", "0*x*inf", "x*log(0) - x*log(0)", "0*(x + inf)"})
    void theyDoNotCancelBesideVariables(String text) {
        assertThat(Evaluator.scalar(Language.parse(text), Map.of("x", 2.0))).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"inf + inf, Infinity", "inf + 1, Infinity", "inf*inf, Infinity", "1/inf, 0", "0/inf, 0", "0*exp(-inf), 0", "1/inf - 1/inf, 0", "-inf - inf, -Infinity",
            "0*log(2), 0", "log(2) - log(2), 0", "pi/pi, 1", "sqrt(2) - sqrt(2), 0", "exp(1000) - exp(1000), 0", "exp(1000)/exp(1000), 1",
            "log(exp(-1000)) - log(exp(-1000)), 0"})
    void whatIsFiniteOrGrowsStaysWhatItIs(String text, double expected) {
        assertThat(Evaluator.scalar(Language.parse(text), Map.of())).as(text).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inv([1, 2; 2, 4])", "solve([1, 2; 2, 4], [1, 2])", "inv([0, 0; 0, 0])", "inv([1, 2, 3; 4, 5, 6; 7, 8, 9])",
            "subs(inv([a, 2; 2, 4]), a = 1)"})
    void aSingularMatrixOfExactNumbersIsRefused(String text) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOfSatisfying(FluxionException.class,
                e -> assertThat(e.diagnostics().getFirst().code()).isEqualTo(Diagnostic.Code.DOMAIN));
    }

    @Test
    void otherMatricesAreNot() {
        assertThat(Evaluator.evaluate(Language.parse("inv([0, 1; 2, 0])"), Map.of()).entries()).containsExactly(0, 0.5, 1, 0);
        assertThat(Language.parse("inv([a, 2; 2, 4])").toString()).contains("inv(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x+1", "", "sin", "pi", "inf", "2", "x y", " x"})
    void whatIsNoVariableIsNotDifferentiatedBy(String name) {
        assertThatThrownBy(() -> Language.parse("x^2").diff(name)).isInstanceOf(FluxionException.class).hasMessageContaining("is no variable");
    }

    @Test
    void everyNameIs() {
        assertThat(Language.parse("x^2").diff("y")).isEqualTo(Constant.ZERO);
        assertThat(Language.parse("x^2").diff("gamma")).isEqualTo(Constant.ZERO);
        assertThat(Language.parse("x^2").diff("x")).hasToString("2*x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff(0^x, x)", "diff(0^(x^2), x)", "grad(0^x)", "diff((acos(1)*x)^x, x)", "diff(acos(1)^x, x)", "diff((log(1)*x)^(x^2), x)",
        "diff(sqrt(acos(1)*x), x)", "diff((log(1)*x*sin(x))^(3/2), x)"})
    void powersOfZeroDoNotChange(String text) {
        assertThat(Language.parse(text)).isEqualTo(Constant.ZERO);
    }
}
