package dev.fluxion.symbolic.algebra;

import static dev.fluxion.symbolic.algebra.SolvedEquations.assuming;
import static dev.fluxion.symbolic.algebra.SolvedEquations.solve;
import static dev.fluxion.symbolic.algebra.SolvedEquations.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equations in sines and cosines: solutions of one period, in intervals and under assumptions. */
class PeriodicEquationsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x)*(x + pi) | -pi; 0; pi", "sin(2*x) | -pi/2; 0; pi/2; pi", "cos(x)*cos(2*x) | -3*pi/4; -pi/2; -pi/4; pi/4; pi/2; 3*pi/4",
        "sin(x/2) + 1 | -pi"})
    void theEndsOfATurnAreOneAngleOnlyWhereTheEquationComesRound(String left, String expected) {
        assertThat(texts(solve(left, "0", "-pi", "pi"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x) | cos(x) | -3*pi/4; pi/4", "sin(x)*cos(x) | 1/4 | -11*pi/12; -7*pi/12; pi/12; 5*pi/12",
        "sin(3*x) | sin(x) | -3*pi/4; -pi/4; 0; pi/4; 3*pi/4; pi", "sin(x)^4 + cos(x)^4 | 5/8 | -5*pi/6; -2*pi/3; -pi/3; -pi/6; pi/6; pi/3; 2*pi/3; 5*pi/6",
        "tan(x) + cot(x) | 2 | -3*pi/4; pi/4", "sin(x)^2 + 2*sin(x)*cos(x) - cos(x)^2 | 0 | -7*pi/8; -3*pi/8; pi/8; 5*pi/8",
        "tan(x) | 4*sin(x)*cos(x) | -2*pi/3; -pi/3; 0; pi/3; 2*pi/3; pi"})
    void anglesArePartsOfATurn(String left, String right, String expected) {
        Solutions found = solve(left, right, "-3", "16/5");
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x) | 1/2 | pi/6; 5*pi/6 | 2*pi", "sin(3*x) | 1/2 | pi/18; 5*pi/18 | 2*pi/3", "sin(x/2) | 1/2 | pi/3; 5*pi/3 | 4*pi",
        "cos(x)*cos(2*x) | 0 | -3*pi/4; -pi/2; -pi/4; pi/4; pi/2; 3*pi/4 | 2*pi", "sin(4*x) | cos(2*x) | -pi/4; pi/12; pi/4; 5*pi/12 | pi", "sin(x) | 0 | 0; pi | 2*pi",
        "sin(x)*cos(x) | 1/4 | -11*pi/12; -7*pi/12; pi/12; 5*pi/12 | 2*pi", "sin(-pi*x) | 0 | 0; 1 | 2", "exp(sin(x)) | 1 | 0; pi | 2*pi", "sec(x) + tan(x) | 1 | 0 | 2*pi",
        "sin(x) | cos(x)^2 | -asin(1/2 - sqrt(5)/2); asin(1/2 - sqrt(5)/2) + pi | 2*pi", "tan(x)*tan(2*x) | 1 | -5*pi/6; -pi/6; pi/6; 5*pi/6 | 2*pi"})
    void solutionsRepeatWithThePeriodOfTheEquation(String left, String right, String expected, String period) {
        Solutions found = solve(left, right, "", "");
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isFalse();
        assertThat(found.period()).map(Expression::toString).contains(period);
        for (Expression value : found.values()) {
            for (int turns : new int[] {-3, 1, 7}) {
                double at = Evaluator.scalar(value, Map.of()) + turns * Evaluator.scalar(found.period().orElseThrow(), Map.of());
                double difference = Evaluator.scalar(Language.parse("(" + left + ") - (" + right + ")"), Map.of("x", at));
                assertThat(difference).isNotNaN().isCloseTo(0, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(sin(x)) | -cos(x) | 2", "exp(cos(x)) + sin(x) | exp(-1) | 2", "exp(sin(x)) | 1 + sin(x) + sin(x)^2/2 | 2"})
    void oneEndOfAPeriodIsListedWhereRootsAreFoundInDigits(String left, String right, int count) {
        Solutions found = solve(left, right, "", "");
        assertThat(found.values()).hasSize(count).doesNotContain(Language.parse("-pi")).endsWith(Symbol.PI);
        assertThat(found.period()).map(Expression::toString).contains("2*pi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x > 3 | cos(x) | 1/2 | ''", "x < -5 | sin(x) | 0 | ''", "x > 1 | sin(x) | 1/2 | 5*pi/6", "x != 0 | sin(x) | 0 | pi", "x > 3 | exp(sin(x)) | 2 | ''"})
    void whatIsAssumedLeavesOutSolutionsOfOnePeriodButNotOfOthers(String assumption, String left, String right, String expected) {
        Solutions found = assuming(assumption, left, right);
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isFalse();
        assertThat(found.period()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x > 3 | sin(x) | 2", "x > 0 and x < 1 | sin(x)^2 | -x^2", "x > 3 | sin(x)^2 + cos(x) | 3"})
    void whatHasNoSolutionInOnePeriodHasNone(String assumption, String left, String right) {
        assertThat(assuming(assumption, left, right)).isEqualTo(new Solutions(List.of(), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x*sin(x) | 0", "sin(x^2) | 1", "sin(x) + sin(sqrt(2)*x) | 0", "a*sin(x) | 1", "sin(x) | 2", "x^2 | 1"})
    void withoutAPeriodNoneIsSaid(String left, String right) {
        assertThat(solve(left, right, "", "").period()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x) | 0 | 10^17 + 9 | 10^17 + 23 | 4", "cos(x) | 1 | 10^30 | 10^30 + 100 | 16",
            "tan(x) | 1 | -10^25 - 10 | -10^25 | 3", "sin(2*x + 1) | 1/2 | 10^40 | 10^40 + 10 | 7",
        "cos(10^20*x) | 0 | 1 | 1 + 10^(-19) | 3", "sin(x) | 0 | 0 | 10 | 4", "sin(x) | 0 | pi | 3*pi | 3", "cos(x) | -1 | 0 | pi | 1",
        "sin(x) | 10^(-20) | 0 | 4 | 2", "tan(x) | 10^20 | 0 | 4 | 1"})
    void noMemberOfAPeriodicFamilyIsLost(String left, String right, String from, String to, int count) {
        Solutions found = solve(left, right, from, to);
        Expression low = Language.parse(from);
        Expression high = Language.parse(to);
        assertThat(found.values()).hasSize(count).allSatisfy(value -> {
            assertThat(NumberSign.of(Elementwise.difference(value, low), Budget.standard()).orElseThrow()).isNotNegative();
            assertThat(NumberSign.of(Elementwise.difference(high, value), Budget.standard()).orElseThrow()).isNotNegative();
        });
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(exp(x)) | 0 | 0 | 3 | log(pi); log(2*pi); log(3*pi); log(4*pi); log(5*pi); log(6*pi)",
        "sin(x^2) | 1 | 0 | 5 | sqrt(2*pi)/2; sqrt(10*pi)/2; 3*sqrt(2*pi)/2; sqrt(26*pi)/2", "cos(1/x) | 0 | 1/10 | 1 | 2/(5*pi); 2/(3*pi); 2/pi",
        "log(x)/x | 1/e | 1 | 10 | e", "x*exp(-x) | exp(-1) | 0 | 5 | 1", "sin(x) - x*exp(-x^2) | 2 | 0 | 3 | ''"})
    void allAnglesOfAnIntervalAndPointsWhereZeroIsTouchedAreFound(String left, String right, String from, String to, String roots) {
        Solutions found = solve(left, right, from, to);
        assertThat(String.join("; ", found.values().stream().map(Object::toString).toList())).isEqualTo(roots);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void ofMoreAnglesThanAreSolvedForOneEachIsFound() {
        Solutions found = solve("sin(exp(x))", "0", "0", "8");
        assertThat(found.values()).hasToString("[log(pi)]");
        assertThat(found.complete()).isFalse();
    }
}
