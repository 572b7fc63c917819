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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "x^2*exp(x) | = x^2*exp(x) - 2*∫ x*exp(x) dx | integration by parts  (with u = x^2, dv = exp(x)*dx, du = 2*x*dx, v = exp(x))",
        "x^2*exp(x) | = x^2*exp(x) - 2*x*exp(x) + 2*∫ exp(x) dx | integration by parts  (with u = x, dv = exp(x)*dx, du = dx, v = exp(x))",
        "x^3*sin(2*x) | = 3*x^2*sin(2*x)/4 - x^3*cos(2*x)/2 + 3*x*cos(2*x)/4 - 3*(∫ cos(2*x) dx)/4 | integration by parts",
        "exp(x)*sin(x) | = exp(x)*sin(x) - cos(x)*exp(x) - ∫ exp(x)*sin(x) dx | integration by parts",
        "exp(x)*sin(x) | = exp(x)*(sin(x) - cos(x))/2 | solved for the integral, which stands on both sides",
        "exp(x)*x^3*sin(x) | = x^3*exp(x)*(sin(x) - cos(x))/2 - 3*(∫ x^2*exp(x)*(sin(x) - cos(x)) dx)/2 | integration by parts",
        "cos(2*log(x)) | = (∫ exp(u)*cos(2*u) du)[u = log(x)] | substitution",
        "log(x) | = x*log(x) - ∫ 1 dx | integration by parts  (with u = log(x), dv = dx, du = dx/x, v = x)",
        "atan(x) | = x*atan(x) - ∫ x/(x^2 + 1) dx | integration by parts  (with u = atan(x), dv = dx, du = dx/(x^2 + 1), v = x)",
        "sin(x)^2 | = ∫ (1/2 - cos(2*x)/2) dx | half-angle identity",
        "cosh(x)^2 | = ∫ (cosh(2*x)/2 + 1/2) dx | half-angle identity",
        "sin(x)^2*cos(x)^3 | = ∫ (cos(x)/8 - cos(3*x)/16 - cos(5*x)/16) dx | product to sum",
        "exp(x)*sinh(x) | = ∫ (cosh(2*x)/2 + sinh(2*x)/2 - 1/2) dx | product to sum",
        "1/(x^2 + 1)^2 | = x/(2*(x^2 + 1)) + (∫ 1/(x^2 + 1) dx)/2 | reduction formula",
        "x/(x^2 + 2*x + 5) | = ∫ ((x + 1)/(x^2 + 2*x + 5) - 1/(x^2 + 2*x + 5)) dx | derivative of the denominator split off",
        "1/(x^2 + 2*x + 5) | = ∫ 1/((x + 1)^2 + 4) dx | completing the square",
        "1/(x^2 - 2) | = ∫ (sqrt(2)/(2*(2*x - 2*sqrt(2))) - sqrt(2)/(2*(2*x + 2*sqrt(2)))) dx | partial fractions",
        "1/(x^4 + 1) | = ∫ (sqrt(2)*(sqrt(2) - x)/(4*(x^2 - x*sqrt(2) + 1)) + sqrt(2)*(x + sqrt(2))/(4*(x^2 + x*sqrt(2) + 1))) dx | partial fractions",
        "x^2/(x^2 + 1) | = ∫ (1 - 1/(x^2 + 1)) dx | polynomial division",
        "x*(x + 1)^2 | = ∫ (x^3 + 2*x^2 + x) dx | multiplied out",
        "sqrt(1 - x^2) | = x*sqrt(1 - x^2) - ∫ sqrt(1 - x^2) dx + ∫ 1/sqrt(1 - x^2) dx | numerator written by the radicand",
        "x^2*sqrt(1 - x^2) | = (∫ cos(t)^2*sin(t)^2 dt)[t = asin(x)] | trigonometric substitution  (with x = sin(t))",
        "1/(x^2 + 1)^(3/2) | = (∫ cos(t) dt)[t = atan(x)] | trigonometric substitution  (with x = tan(t))",
        "x^2/sqrt(x^2 + 4) | = (∫ 4*sinh(t)^2 dt)[t = asinh(x/2)] | hyperbolic substitution  (with x = 2*sinh(t))",
        "1/sqrt(3 - 2*x - x^2) | = ∫ 1/sqrt(4 - (x + 1)^2) dx | completing the square",
        "exp(x - x^2) | = ∫ exp(1/4 - (x - 1/2)^2) dx | completing the square",
        "x^2*exp(-x^2) | = (∫ exp(-x^2) dx)/2 - x*exp(-x^2)/2 | integration by parts  (with u = x, dv = x*exp(-x^2)*dx, du = dx, v = -exp(-x^2)/2)"})
    void linesAreThoseOfATextbook(String integrand, String line, String rule) {
        assertThat(derivation(integrand).text().lines().map(text -> text.strip().replaceAll(" {2,}", "  "))).anyMatch(text -> text.startsWith(line + "  " + rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(-x^2) | definition of the error function", "1/sqrt(x^2 + 4) | area hyperbolic sine rule", "1/(x^2 + 1) | arctangent rule"})
    void whatATableHasIsOneLine(String integrand, String rule) {
        assertThat(derivation(integrand).steps()).extracting(nested -> nested.step().rule()).containsOnly(rule);
    }

    @Test
    void theLettersOfPartsAreNoneOfTheIntegrand() {
        assertThat(derivation("u*exp(x)*x").text()).contains("with w = x, dz = exp(x)*dx, dw = dx, z = exp(x)");
        assertThat(derivation("v*exp(sqrt(x))*u").text()).contains("with w = sqrt(x)").doesNotContain("with u", "dv");
    }

    @Test
    void theWayToVIsAPartOfTheLine() {
        assertThat(derivation("x*exp(x)*sin(x)").text(Detail.EVERY)).contains("    ∫ exp(x)*sin(x) dx = exp(x)*sin(x) - ∫ cos(x)*exp(x) dx ");
    }

    @Test
    void antiderivativesThatDifferByAConstantAreNotCalledEqual() {
        assertThat(derivation("x*(x^2 + 1)^4").text()).contains("another constant of integration");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x*sin(a*x) | a ≠ 0", "exp(a*x)*sin(b*x) | a^2 + b^2 ≠ 0", "1/(x^2 + a^2) | a ≠ 0", "a^x | a ≠ 1, a > 0"})
    void conditionsOfTheAnswerAreToldByTheSteps(String integrand, String condition) {
        assertThat(derivation(integrand).text()).contains("where " + condition);
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
                ∫ x*exp(-x) dx
                  = ∫ exp(-x) dx - x*exp(-x)   integration by parts  (with u = x, dv = exp(-x)*dx, du = dx, v = -exp(-x))
                  = -x*exp(-x) - exp(-x)       exp rule
                  = exp(-x)*(-x - 1)           simplification
                each line checked at 5 points

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
