package dev.fluxion.symbolic.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equations hold only where their text has a value, and for the parameters that it allows. */
class WrittenEquationTest {
    static Solutions solve(String text, String assumption) {
        return solve(text, assumption.isEmpty() ? Assumptions.NONE : Assumptions.NONE.and(Formulas.condition(assumption, Names.lenient())));
    }

    private static Solutions solve(String text, Assumptions assumptions) {
        Names names = Names.lenient();
        WrittenEquation equation = Language.writtenEquation(Language.elaborator(names), Reader.expression(new Source("test", text)));
        return Equations.solve(equation, Symbol.of("x"), Optional.empty(), assumptions, Budget.standard());
    }

    private static String texts(Solutions solutions) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < solutions.values().size(); i++) {
            Expression value = solutions.values().get(i);
            Condition condition = solutions.conditions().get(i);
            each.add(value + (condition.equals(Condition.TRUE) ? "" : " if " + dev.fluxion.symbolic.print.TextPrinter.text(condition)));
        }
        return each.stream().collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x*log(x) == 0 | 1", "x/sin(x) == 0 | ''", "x^2/x == 0 | ''", "sqrt(x)^2 == -1 | ''", "tan(x)*cos(x) == 0 | 0; pi", "sin(x)/tan(x) == 0 | ''",
        "x*cot(x) == 0 | -pi/2; pi/2", "(x^2 - 1)/(x - 1) == 2 | ''", "exp(log(x)) == -3 | ''", "0*log(x) == x | ''", "x/x == x | 1",
        "sqrt(x - 3)*(x - 1) == 0 | 3", "(x - 2)/(x^2 - 4) == 1/4 | ''", "log(x^2) == 2*log(3) | -3; 3", "2*log(x) == 2*log(3) | 3",
        "sqrt(x)*sqrt(x - 1) == 0 | 1", "{x > 0: x - 1, else: 1/x} == 0 | 1",
    })
    void rootsOfTheExtendedFunctionAloneAreNone(String equation, String expected) {
        assertThat(texts(solve(equation, ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sqrt(x) == a | '' | a^2 if a >= 0", "sqrt(x) == a | a > 0 | a^2", "sqrt(x) == a | a < 0 | ''", "abs(x) == a | '' | a if a >= 0; -a if a >= 0",
        "asin(x) == a | '' | sin(a) if -pi/2 <= a and a <= pi/2", "sin(x) == a | '' | asin(a); pi - asin(a)", "x^3 == a | '' | cbrt(a)",
        "x^5 == a | '' | abs(a)^(1/5)*sign(a)", "x^2 == a^2 | '' | a; -a", "exp(x) == a | '' | log(a)", "tan(x) == a | '' | atan(a)",
        "cosh(x) == a | '' | acosh(a); -acosh(a)",
        "x/(x - a) == 2 | '' | 2*a if a != 0", "(x^2 - a^2)/(x - a) == 0 | '' | -a if a != 0", "a/x == b/x | '' | ''",
        "x^4 == a | '' | -a^(1/4); a^(1/4)", "1/x == a | '' | 1/a", "sqrt(x + a) == x | a > 0 | (sqrt(4*a + 1) + 1)/2",
        "(x - a)/(x - 1) == 0 | '' | a if a != 1", "(x - 2*a)/(2*x - 1) == 0 | '' | 2*a if a != 1/4", "(x - a)*(x - 2)/(x - 1) == 0 | '' | 2; a if a != 1",
        "x^100 == 2 | '' | -2^(1/100); 2^(1/100)", "x^101 == -2 | '' | -2^(1/101)",
    })
    void parametersAreHeldToTheirConditions(String equation, String assumption, String expected) {
        assertThat(texts(solve(equation, assumption))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2*x == 1 | ''", "x^2 == 2 | ''", "x^2 == 4 | -2; 2", "exp(x) == 2 | ''", "(x - 1/2)*(x - 3) == 0 | 3",
            "(x^5 - x - 1)*(x - 4) == 0 | 4"})
    void anUnknownThatIsWholeHasWholeSolutions(String equation, String expected) {
        Solutions solutions = solve(equation, Assumptions.NONE.andWhole(Symbol.of("x")));
        assertThat(texts(solutions)).isEqualTo(expected);
        assertThat(solutions.complete()).isTrue();
    }

    @Test
    void wholeSolutionsWithParametersAreRefused() {
        assertThatThrownBy(() -> solve("a*x == 4", Assumptions.NONE.andWhole(Symbol.of("x")))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("depend on parameters");
    }

    @Test
    void basesOfUnknownSignMayBeNegative() {
        assertThat(solve("2*a^x + b^x == 0", "").complete()).as("a = -1, b = 2, x = 1").isFalse();
        assertThat(solve("a^x == 2*b^x", "").complete()).as("a = -1, b = -2, x = -1").isFalse();
        assertThat(solve("2*a^x + 3^x == 0", "a > 0").complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0^x == 0 | whole interval", "abs(x)/x == 1 | whole interval", "a*x == a*x | every x",
            "sin(x + a) == b*x | no solutions of this equation"})
    void whatHasNoListOfSolutionsIsRefused(String equation, String message) {
        assertThatThrownBy(() -> solve(equation, "")).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a/x == b/x | '' | false", "a/x == b/x | a < b | true", "sqrt(x) == a | a < 0 | true", "x^2 == a | a < 0 | true"})
    void nothingFoundIsAllOnlyWhereThatIsProved(String equation, String assumption, boolean complete) {
        assertThat(solve(equation, assumption).values()).isEmpty();
        assertThat(solve(equation, assumption).complete()).isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"solve(sqrt(x) == a, x) | is a solution only if a >= 0"})
    void aConditionalSolutionIsNoValue(String text, String message) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
