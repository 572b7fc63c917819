package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativeStepsTest {
    private static Derivation steps(String text) {
        Names names = Names.lenient().nameOnly("f", 1).nameOnly("g", 2);
        return Language.derivativeSteps(Language.elaborator(names), Reader.expression(new Source("test", text)), List.of(Symbol.of("x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"integrate(exp(-t^2), t, 0, x)", "integrate(exp(-x*t^2), t, 0, x)", "integrate(sin(x*t)/t, t, 1, x)", "integrate(cos(x*t), t, 0, pi)",
        "x*integrate(sqrt(1 + t^2), t, 0, x^2)", "integrate(t^2, t, x, 2*x)", "integrate(log(t), t, 1, x)"})
    void derivativesOfIntegralsEndInWhatDiffGivesAndAreChecked(String text) {
        Derivation steps = steps(text);
        assertThat(steps.result()).isEqualTo(Language.parse("diff(" + text + ", x)"));
        assertThat(steps.steps()).allSatisfy(nested -> assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue());
    }

    @Test
    void leibnizRuleMakesNoDetourThroughTheErrorFunction() {
        assertThat(steps("integrate(exp(-t^2), t, 0, x)").text())
                .isEqualTo("d/dx(∫[0..x] exp(-t^2) dt) = exp(-x^2)   Leibniz's rule  (checked at 5 points)\n");
    }

    @Test
    void anIntegralThatIsLeftIsEvaluatedWhereItsConditionsHold() {
        assertThat(steps("integrate(exp(-x*t^2), t, 0, x)").text()).contains("the integral evaluated  (where x > 0; checked at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x)^2", "sin(f(x))*x", "f(x^2)", "log(f(x))", "g(x, x^2)", "x*g(x, y)"})
    void functionsThatAreOnlyNamedAreCheckedWithExamples(String text) {
        assertThat(steps(text).steps()).allSatisfy(nested -> assertThat(nested.step().check().text()).as("%s", nested.step())
                .matches("checked at \\d points?, with an example in place of [fg]|checked at 5 points"));
    }

    @Test
    void whereCasesMeetTheCaseThatHoldsIsSaidToGiveTheDerivative() {
        assertThat(steps("{x > 0: x, else: -x}").text()).contains("derivative of each case  (where cases meet: the derivative of the case that holds)");
        assertThat(steps("{y > 0: x, else: -x}").text()).contains("derivative of each case").doesNotContain("meet");
        assertThat(steps("{x == 0: 1, else: sin(x)/x}").text()).contains("at single points by definition").doesNotContain("meet");
    }

    @Test
    void derivativesOfNamedFunctionsArePrimed() {
        assertThat(steps("f(x)^2").text()).contains("2*f(x)*f'(x)");
    }
}
