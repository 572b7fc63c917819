package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationsTest {
    private static final Symbol X = Symbol.of("x");

    private static Derivation derivation(String integrand) {
        return Integrations.antiderivative(Language.parse(integrand), X, List.of(), Budget.standard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x^3 - 4*x", "x*cos(x)", "2*x*cos(x^2)", "1/(x^2 - 1)", "x^a", "exp(a*x)", "exp(x)*sin(x)", "x*log(x)", "1/(1 + exp(x))",
            "sin(x)^2", "x/(x^2 + 1)",
        "sqrt(1 - x^2)", "abs(x - 1)", "tan(x)", "1/(2 + cos(x))", "x^2*exp(-x)", "atan(x)", "exp(-x^2)", "1/(x^3 + 1)", "log(x)^2"})
    void theStepsAreCheckedAndEndInTheAnswer(String integrand) {
        Derivation derivation = derivation(integrand);
        Expression answer = Integrals.antiderivative(Language.parse(integrand), X, Assumptions.NONE, Budget.standard()).expression();
        assertThat(derivation.result()).isEqualTo(answer);
        assertThat(derivation.sections().getFirst().steps().getLast().after()).isEqualTo(Presenter.tree(answer));
        assertThat(derivation.steps()).allSatisfy(nested -> {
            assertThat(nested.step().rule()).isNotEmpty();
            assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2*x*cos(x^2) | substitution", "x*cos(x) | integration by parts", "1/(x^2 - 1) | partial fractions",
            "x^3 | power rule", "1/x | reciprocal rule",
        "sin(3*x) | sin rule"})
    void rulesHaveTheNamesOfTextbooks(String integrand, String rule) {
        assertThat(derivation(integrand).steps()).extracting(nested -> nested.step().rule()).contains(rule);
    }

    @Test
    void conditionsOfParametersAreTold() {
        assertThat(derivation("x^a").text()).contains("where a ≠ -1");
        assertThat(derivation("exp(b*x)").text(Detail.EVERY)).contains("where b ≠ 0");
    }

    @Test
    void aDefiniteIntegralEndsInItsValue() {
        Derivation derivation = Integrations.definite(Language.parse("x*exp(-x)"), X, Language.parse("0"), Language.parse("inf"), List.of(), Budget.standard());
        assertThat(derivation.result()).hasToString("1");
        assertThat(derivation.text()).isEqualTo("""
                Antiderivative
                ∫ x*exp(-x) dx = exp(-x)*(-x - 1)   integration by parts  (checked at 5 points)

                Between the ends
                ∫[0..inf] x*exp(-x) dx
                  = lim[x→inf] (exp(-x)*(-x - 1)) - (exp(-x)*(-x - 1))[x = 0]   fundamental theorem of calculus  (not checked: its limits are below)
                  = 0 - (-1)                                                    values at the ends, or limits towards them  (checked at 1 point)
                  = 1                                                           simplification  (checked at 1 point)
                """);
    }

    @Test
    void theAntiderivativeIsShownAtBothEnds() {
        String text = Integrations.definite(Language.parse("x^2"), X, Language.parse("-1"), Language.parse("2"), List.of(), Budget.standard()).text();
        assertThat(text).contains("= (x^3/3)[x = 2] - (x^3/3)[x = -1]   fundamental theorem of calculus").contains("= 8/3 - (-1/3)");
        assertThat(Integrations.definite(Language.parse("log(x)"), X, Language.parse("1"), Language.parse("0"), List.of(), Budget.standard()).text())
                .contains("lim[x→0+] (x*log(x) - x) - (x*log(x) - x)[x = 1]").contains("= 0 - (-1) ");
    }
}
