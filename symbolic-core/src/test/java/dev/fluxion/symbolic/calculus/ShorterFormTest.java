package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShorterFormTest {
    private static final Symbol X = Symbol.of("x");
    private static final Symbol Y = Symbol.of("y");

    @ParameterizedTest
    @ValueSource(strings = {"atan(x) + atan(1/x)", "log(x/(1 + x)) - log(x) + log(1 + x)", "(x + 1)^2 - x^2 - 2*x"})
    void aDerivativeThatIsZeroIsSeenToBe(String function) {
        assertThat(Language.parse(function).diff("x").toString()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"x^2*exp(x), 2, x^2*exp(x) + 4*x*exp(x) + 2*exp(x)", "x*sin(x), 4, x*sin(x) - 4*cos(x)", "exp(x^2), 4, 16*x^4*exp(x^2) + 48*x^2*exp(x^2) + 12*exp(x^2)",
        "sin(x^2), 2, 2*(cos(x^2) - 2*x^2*sin(x^2))"})
    void numbersAreMultipliedIntoSumsWhereTermsComeTogether(String function, int order, String expected) {
        assertThat(Differentiation.derivative(Language.parse(function), Collections.nCopies(order, X))).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"(x + 1)/(x - 1), -2/(x - 1)^2", "(x^2 + 1)/(x^2 - 1), -4*x/(x^2 - 1)^2", "(a*x + b)/(c*x + d), (a*d - b*c)/(c*x + d)^2",
        "(exp(x) + 1)/(exp(x) - 1), -2*exp(x)/(exp(x) - 1)^2", "(x + 1)/(x - 1) + (x - 1)/(x + 1), 2/(x + 1)^2 - 2/(x - 1)^2", "x/(x^2 + 1), (1 - x^2)/(x^2 + 1)^2",
        "log((x + 1)/(x - 1)), -2/((x - 1)*(x + 1))", "sin(x)/(x + 1), (cos(x)*(x + 1) - sin(x))/(x + 1)^2"})
    void whatTheQuotientRuleLeavesIsMultipliedOutWhereTermsCancel(String function, String expected) {
        Expression derivative = Differentiation.derivative(Language.parse(function), X);
        assertThat(derivative).hasToString(expected);
        assertThat(Derivations.derivative(Language.parse(function), List.of(X)).result()).isEqualTo(derivative);
    }

    @Test
    void aMixedDerivativeThatIsZeroIsSeenToBe() {
        assertThat(Language.parse("atan((x + y)/(1 - x*y))").diff("x", "y").toString()).isEqualTo("0");
    }

    @Test
    void aDerivativeThatIsZeroAtThePointLookedAtIsNotTakenForZero() {
        assertThat(Language.parse("(x - 37/100)^3*(x + 1) + x^0").diff("x").toString()).isNotEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"tan(x), 360", "exp(x^2)*sin(x), 800", "exp(-x^2)/x, 700", "log(x)*sin(x), 2500", "sqrt(x)*exp(-x)*cos(y*x), 11000", "tanh(x)^2, 400"})
    void theTwentiethDerivativeCanBeRead(String function, int characters) {
        Expression derivative = Differentiation.derivative(Language.parse(function), Collections.nCopies(20, X));
        assertThat(derivative.toString()).hasSizeLessThan(characters);
    }

    // Held against the coefficient of Taylor's series, which is computed in another way.
    @ParameterizedTest
    @ValueSource(strings = {"tan(x)", "exp(x^2)*sin(x)", "exp(-x^2)*cosh(3*x)/(1 + x)", "sqrt(1 + x)*exp(-x)*cos(2*x)", "tanh(x)^2*exp(x)", "log(1 + x)*sin(x)",
        "abs(2 + x)*exp(x)*sin(x)", "atan(x)*exp(x)", "exp(sin(x))"})
    void aDerivativeOfHighOrderIsTheCoefficientOfTheSeries(String function) {
        for (int order : new int[] {7, 12, 15}) {
            Expression derivative = Differentiation.derivative(Language.parse(function), Collections.nCopies(order, X));
            Expression series = Language.parse("series(" + function + ", x, 0, " + (order + 1) + ")");
            List<Expression> terms = series.operands().stream().filter(term -> !(term instanceof Call)).toList();
            Expression coefficient = Sum.of(terms).diff(Collections.nCopies(order, "x").toArray(String[]::new));
            double expected = Evaluator.scalar(coefficient, Map.of("x", 0.0));
            assertThat(Evaluator.scalar(derivative, Map.of("x", 0.0))).as("order %d", order)
                    .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-9 * Math.abs(expected)));
        }
    }

    @Test
    void ordersByDifferentVariablesFollowEachOther() {
        Expression function = Language.parse("tan(x*y)*exp(x)");
        List<Symbol> variables = List.of(X, X, X, X, X, X, X, X, X, Y, X, X);
        Expression taken = Differentiation.derivative(function, variables);
        assertThat(Derivations.derivative(function, variables).result()).isEqualTo(taken);
        Map<String, Double> at = Map.of("x", 0.4, "y", -0.7);
        Expression otherwise = Differentiation.derivative(function, variables.reversed());
        assertThat(Evaluator.scalar(taken, at)).isNotNaN().isCloseTo(Evaluator.scalar(otherwise, at), org.assertj.core.data.Percentage.withPercentage(1e-6));
    }

    @Test
    void anExpandedDerivativeHasTheValueOfItsRules() {
        Expression function = Language.parse("tan(x)*exp(y*x)");
        List<Symbol> variables = List.of(X, X, X, X, X, X, X, Y);
        Expression expanded = Differentiation.derivative(function, variables);
        Expression plain = function;
        for (Symbol by : variables) {
            plain = Differentiation.derivative(plain, by);
        }
        assertThat(expanded.equals(plain)).isFalse();
        Map<String, Double> at = Map.of("x", 0.4, "y", -0.7);
        assertThat(Evaluator.scalar(expanded, at)).isNotNaN().isCloseTo(Evaluator.scalar(plain, at), org.assertj.core.data.Percentage.withPercentage(1e-9));
    }

    @Test
    void theStepsOfAHighOrderEndInTheShorterForm() {
        Expression function = Language.parse("exp(x^2)*sin(x)");
        List<Symbol> nine = Collections.nCopies(9, X);
        assertThat(Derivations.derivative(function, nine).result()).isEqualTo(Differentiation.derivative(function, nine));
    }
}
