package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitDefinitionTest {
    private static final Symbol X = Symbol.of("x");

    private static Derivation derivation(String text) {
        return LimitDefinition.derivation(Language.parse(text), X);
    }

    @Test
    void aPowerIsExpandedCancelledAndBroughtToItsLimit() {
        assertThat(derivation("x^3").text()).isEqualTo("""
                d/dx(x^3)
                  = lim[h→0] (((x + h)^3 - x^3)/h)                       definition of the derivative
                  = lim[h→0] ((h^3 + x^3 + 3*h*x^2 + 3*h^2*x - x^3)/h)   expansion
                  = lim[h→0] ((h^3 + 3*h*x^2 + 3*h^2*x)/h)               terms without h cancel
                  = lim[h→0] (h^2 + 3*h*x + 3*x^2)                       h cancels, as it is not 0
                  = 3*x^2                                                h → 0 in a continuous function
                each line checked at 5 points
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "7", "x^2", "5*x^4 - 3*x + 1", "1/x", "1/x^2", "(x + 1)/(x^2 + 2)", "a*x^2 + b*x + c", "sqrt(x)", "x^(1/3)", "sqrt(x^2 + 1)",
        "2*sqrt(3*x - 1)", "sin(x)", "cos(x)", "3*sin(2*x + 1)", "-cos(x)/2", "exp(x)", "exp(-x)", "2^x", "a^(3*x)", "log(x)", "log(3*x)", "a*log(x) + x^2",
        "x^2 + sin(x) - 1/x", "h*x^2", "(x + a)^3", "1/(x - 1) + sqrt(x)", "cbrt(x)",
        "2*cbrt(3*x - 1)", "x/(x^2 + 1)"})
    void theLimitIsWhatDifferentiationGives(String text) {
        Derivation derivation = derivation(text);
        Expression expected = Differentiation.derivative(Language.parse(text), X);
        assertThat(derivation.result()).isEqualTo(expected);
        assertThat(derivation.steps().getLast().step().after()).isEqualTo(dev.fluxion.symbolic.print.Presenter.tree(expected));
        assertThat(derivation.steps()).allSatisfy(nested -> assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tan(x)", "sin(x^2)", "x*sin(x)", "x^x", "gamma(x)", "x^(1/5)", "x^20", "abs(x)", "f"})
    void whatTheDefinitionDoesNotReachIsRefused(String text) {
        if (text.equals("f")) {
            assertThat(derivation(text).result()).isEqualTo(dev.fluxion.symbolic.Constant.ZERO);
        } else {
            assertThatThrownBy(() -> derivation(text)).isInstanceOfSatisfying(FluxionException.class,
                    e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/x | x ≠ 0", "sqrt(x) | x > 0", "log(x) | x > 0", "log(2*x + 1) | x > -1/2", "x^(1/3) | x > 0", "cbrt(x) | x ≠ 0",
        "1/(x^2 - 1) | x^2 - 1 ≠ 0", "x/(x - 1)^2 | x ≠ 1", "x^2 + 1/x + sqrt(x) | x > 0", "1/(x*(x + 2)) | x ≠ -2, x ≠ 0", "log(1 - x) | x < 1"})
    void theDefinitionSaysWhereThereIsADerivative(String text, String where) {
        assertThat(derivation(text).text()).contains("definition of the derivative  (where " + where + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x^2", "sin(x)", "exp(-x)", "1/(x^2 + 1)", "sqrt(x^2 + 1)", "2^x"})
    void whatHasADerivativeEverywhereNeedsNoCondition(String text) {
        assertThat(derivation(text).text()).doesNotContain("where");
    }

    @Test
    void everyBlockOfTheTableServesAFunction() {
        assertThat(LimitTable.all().keySet()).containsExactly("sin", "cos", "exp", "power", "log", "root 2", "root 3", "cbrt");
        assertThat(LimitTable.all().values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sqrt(h) | h | t cancels, as it is not 0", "sqrt(h) | h | t → 0 in a continuous function",
            "sin(t*x) | x | known limits: sin(c)/c → 1",
        "h*x^2 | x | t cancels, as it is not 0", "sin(h*t*s*x) | x | factors without h_0 come out"})
    void rulesNameTheIncrementAndNothingThatTheFunctionNames(String function, String variable, String rule) {
        assertThat(LimitDefinition.derivation(Language.parse(function), Symbol.of(variable)).text()).contains(rule).doesNotContain("h cancels");
    }
}
