package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivationsTest {
    private static final Symbol X = Symbol.of("x");

    private static Derivation derivation(String text) {
        return Derivations.derivative(Language.parse(text), X);
    }

    private static List<String> rules(Derivation derivation) {
        return derivation.steps().stream().map(nested -> nested.step().rule()).toList();
    }

    @Test
    void aProductIsDerivedAsInATextbook() {
        assertThat(derivation("x^2*exp(x*y)").text()).isEqualTo("""
                ∂/∂x(x^2*exp(x*y))
                  = ∂/∂x(x^2)*exp(x*y) + x^2*∂/∂x(exp(x*y))   product rule
                  = 2*x*exp(x*y) + x^2*exp(x*y)*∂/∂x(x*y)     chain rule, power rule
                  = 2*x*exp(x*y) + x^2*exp(x*y)*y             constant factor rule
                  = x^2*y*exp(x*y) + 2*x*exp(x*y)             simplification
                each line checked at 5 points
                """);
    }

    @Test
    void tiesOfSeveralOperandsAreTold() {
        assertThat(derivation("max(x, y)").text()).contains("where x = y: a tie is shared equally");
        assertThat(derivation("min(x, y, 2*x)").text()).contains("where several of 2*x, x, y are the value: a tie is shared equally");
    }

    @Test
    void anOverviewHasTheMainStepAndTheAnswer() {
        assertThat(derivation("x^2*exp(x*y)").text(Detail.OVERVIEW).lines()).hasSize(4).satisfies(lines -> {
            assertThat(lines.get(1)).contains("product rule");
            assertThat(lines.get(2)).startsWith("  = x^2*y*exp(x*y) + 2*x*exp(x*y)").contains("chain rule", "simplification");
        });
    }

    @Test
    void everyStepTellsWhatItsLettersStandFor() {
        assertThat(derivation("sin(x^2)").text(Detail.EVERY)).contains("d/dx(sin(x^2)) = cos(x^2)*d/dx(x^2)", "(with u = x^2)")
                .contains("d/dx(x^2) = 2*x^(2 - 1)");
        assertThat(derivation("sin(u*x)").text(Detail.EVERY)).contains("with v = u*x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "log(x^3 - 1); x^3 - 1 > 0", "sin(x)/x; x != 0", "x^(1/3); x > 0", "x^x; x > 0", "a^x; a > 0", "acos(x); -1 < x", "asin(x); x < 1",
                "acosh(x); x > 1", "cbrt(x); x != 0", "atan2(y, x); x^2 + y^2 != 0", "atanh(x); x < 1", "tan(x); cos(x) != 0", "1/(x - 1); x - 1 != 0"})
    void conditionsOfAStepAreCarried(String text, String condition) {
        assertThat(derivation(text).steps()).anySatisfy(nested -> assertThat(nested.step().conditions())
                .anySatisfy(tree -> assertThat(dev.fluxion.grammar.TreeText.of(tree)).isEqualTo(condition)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/(x^2 + 1)", "log(x^2 + 1)", "sqrt(exp(x))"})
    void whatHoldsEverywhereIsNoCondition(String text) {
        assertThat(derivation(text).steps()).allSatisfy(nested -> assertThat(nested.step().conditions()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"abs(x - 1); at x - 1 = 0: abs'(0) = 0", "relu(x); at x = 0: relu'(0) = 0", "max(x, 2); where 2 = x: a tie is shared equally"})
    void kinksFollowTheConventionAndSaySo(String text, String remark) {
        assertThat(derivation(text).steps()).anySatisfy(nested -> assertThat(nested.step().remarks()).contains(remark));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x^2", "log(x - 50)", "sqrt(-100 - x)", "acos(x)", "acosh(x)", "log(log(x))", "x^x", "atanh(x/3)", "abs(x)", "floor(x)*x",
        "{x > 0: x^2, else: -x}", "gamma(x)", "y*x^2 + acosh(y) + sinh(x)"})
    void pointsOfTheDomainAreFound(String text) {
        assertThat(derivation(text).steps()).allSatisfy(nested -> assertThat(nested.step().check().isMade()).as(nested.step().text()).isTrue());
    }

    @Test
    void aWrongClaimIsABrokenInvariant() {
        Expression function = Language.parse("sin(x)*exp(y)");
        NumericCheck check = NumericCheck.derivative(function, X);
        assertThat(check.of(Language.parse("cos(x)*exp(y)"))).isEqualTo(Check.at(5));
        for (String wrong : List.of("-cos(x)*exp(y)", "cos(x)*exp(y) + 1/1000", "cos(x)", "sin(x)*exp(y)")) {
            assertThatThrownBy(() -> check.of(Language.parse(wrong))).isInstanceOf(IllegalStateException.class).hasMessageContaining("differences give");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sin(x)/1000000; 0", "sin(x)/1000000; cos(x)/1000000 + 1/10^9", "x^3/10^20; 3*x^2/10^20 + x/10^24",
            "exp(x)*10^30; exp(x)*10^30 + 10^26"})
    void aSmallSlopeIsNoLicenceForAWrongClaim(String function, String wrong) {
        NumericCheck check = NumericCheck.derivative(Language.parse(function), X);
        assertThatThrownBy(() -> check.of(Language.parse(wrong))).isInstanceOf(IllegalStateException.class).hasMessageContaining("differences give");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sin(x)^2 + cos(x)^2; 0", "1000000*x - 999999*x - x; 0", "5 + x/1000000; 1/1000000", "exp(x)/10^30; exp(x)/10^30"})
    void aTrueClaimAgreesWhateverItsSize(String function, String claim) {
        assertThat(NumericCheck.derivative(Language.parse(function), X).of(Language.parse(claim)).isMade()).isTrue();
    }

    @Test
    void aClaimThatIsUndefinedInsideTheDomainIsRefuted() {
        NumericCheck check = NumericCheck.derivative(Language.parse("x^2"), X);
        assertThatThrownBy(() -> check.of(Language.parse("2*x + 0*log(-1 - x^2) + log(-1 - x^2)"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("undefined");
        assertThat(NumericCheck.derivative(Language.parse("x"), X).of(Language.parse("exp(x + 800)*exp(-800 - x)")).isMade()).isTrue();
    }

    @Test
    void aLineWithoutAValueIsNotCalledChecked() {
        dev.fluxion.grammar.Tree line = dev.fluxion.grammar.Reader.expression(new dev.fluxion.grammar.Source("line", "2*x + 0^(0 - 1)"));
        Expression function = Language.parse("x^2");
        assertThat(Lowering.check(line, function, NumericCheck.derivative(function, X)).text()).startsWith("not checked: the line has no value of its own");
    }

    @Test
    void theEndOfTheBudgetIsNoReasonForNotChecking() {
        Expression function = Language.parse("sin(x)*exp(x)");
        NumericCheck check = NumericCheck.derivative(function, X);
        assertThatThrownBy(() -> dev.fluxion.symbolic.Budget.of(60_000, 1, 100).run(() -> check.of(Language.parse("sin(x)*exp(x) + cos(x)*exp(x)"))))
                .isInstanceOf(dev.fluxion.grammar.FluxionException.class);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> NumericCheck.derivative(function, X)).isInstanceOf(dev.fluxion.grammar.FluxionException.class).hasMessageContaining("interrupted");
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log(-1 - x^2)", "sqrt(-x^2 - 1)"})
    void whatIsDefinedNowhereIsNotChecked(String text) {
        assertThat(derivation(text).steps().getFirst().step().check().text()).startsWith("not checked: no point of the domain");
    }

    @Test
    void higherAndMixedOrdersGoOnWhereTheLastEnded() {
        Derivation derivation = Derivations.derivative(Language.parse("x^3*y^2"), List.of(X, Symbol.of("y")));
        assertThat(derivation.result()).isEqualTo(Language.parse("6*x^2*y"));
        assertThat(derivation.sections()).hasSize(2);
        assertThat(derivation.text()).contains("∂^2/∂y∂x(x^3*y^2)", "= ∂/∂y(3*x^2*y^2)");
    }

    @Test
    void quotientsProductsAndPowersGoByTheirNames() {
        assertThat(rules(derivation("cosh(x)/x^3"))).contains("quotient rule");
        assertThat(rules(derivation("(x^2 + 1)^5"))).contains("power rule and chain rule");
        assertThat(rules(derivation("2^x"))).contains("exponential rule");
        assertThat(rules(derivation("x^x"))).contains("logarithmic differentiation");
    }

    @Test
    void aLongDerivationIsExplainedOneApplicationAtATime() {
        String sum = String.join(" + ", java.util.stream.IntStream.range(1, 200).mapToObj(i -> "sin(" + i + "*x)").toList());
        Derivation derivation = derivation(sum);
        assertThat(derivation.sections().getFirst().steps()).hasSizeGreaterThan(100);
        assertThat(derivation.steps().getLast().step().rule()).isEqualTo("all of these put together");
        assertThat(derivation.result()).isEqualTo(Differentiation.derivative(Language.parse(sum), X));
    }

    @Test
    void markdownAndLatexHoldEveryLine() {
        Derivation derivation = derivation("x^2*exp(x*y)");
        assertThat(derivation.latex()).startsWith("\\begin{aligned}").contains("\\frac{\\partial}{\\partial x}", "\\text{product rule}");
        assertThat(derivation.markdown(Detail.TEXTBOOK)).startsWith("# Derivative by x").contains("$$\n\\begin{aligned}", "1. **product rule**: checked at 5 points");
    }

    @Test
    void aTensorIsRefused() {
        Expression tensor = Language.parse(new dev.fluxion.grammar.Source("t", "sum(v)"), dev.fluxion.symbolic.elaborate.Names.lenient()
                .declare(Symbol.of("v", dev.fluxion.symbolic.Shape.of(dev.fluxion.symbolic.Size.named("n")), Symbol.Role.VARIABLE, java.util.Set.of())));
        assertThatThrownBy(() -> Derivations.derivative(tensor, X)).isInstanceOf(FluxionException.class);
    }
}
