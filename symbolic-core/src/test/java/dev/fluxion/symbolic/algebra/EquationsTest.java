package dev.fluxion.symbolic.algebra;

import static dev.fluxion.symbolic.algebra.SolvedEquations.assuming;
import static dev.fluxion.symbolic.algebra.SolvedEquations.solve;
import static dev.fluxion.symbolic.algebra.SolvedEquations.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Cases;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquationsTest {
    @Test
    void theReferenceCasesHaveExactlyTheirSolutions() {
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> each : Cases.of("solve")) {
            List<?> interval = (List<?>) each.get("interval");
            Solutions found = solve(each.get("lhs").toString(), each.get("rhs").toString(), interval == null ? "" : interval.get(0).toString(),
                    interval == null ? "" : interval.get(1).toString());
            double[] got = found.values().stream().mapToDouble(value -> Evaluator.scalar(value, Map.of())).sorted().toArray();
            double[] want = ((List<?>) each.get("solutions")).stream().mapToDouble(value -> Double.parseDouble(value.toString())).sorted().toArray();
            boolean same = got.length == want.length;
            for (int i = 0; same && i < got.length; i++) {
                same = Math.abs(got[i] - want[i]) <= 1e-10 * Math.max(1, Math.abs(want[i]));
            }
            if (!same) {
                wrong.add(each.get("equation") + ": " + Arrays.toString(got) + " but " + Arrays.toString(want));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a | 2 | no numbers", "0 | b + 1 | no numbers", "2 | 1 | larger than its right end", "5 | -5 | larger than its right end",
        "0 | exp(exp(exp(10))) | no bounds are known"})
    void endsAreNumbersInTheirOrder(String from, String to, String message) {
        assertThatThrownBy(() -> solve("sin(x) + x^2*exp(x)", "1", from, to)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2*x + 5 | 0 | -5/2", "x^2 - x - 1 | 0 | 1/2 - sqrt(5)/2; sqrt(5)/2 + 1/2", "x^3 - 2 | 0 | 2^(1/3)", "x^3 + 8 | 0 | -2", "x^2 + 1 | 0 | ''",
        "x^4 - 5*x^2 + 4 | 0 | -2; -1; 1; 2", "x^4 + 1 | 0 | ''", "(x^2 - 1)/(x - 1) | 0 | -1", "1/x | 0 | ''", "sqrt(2*x + 3) | x | 3",
        "sqrt(x + 1) + sqrt(x) | 1 | 0", "cbrt(x - 1) | 2 | 9", "abs(x - 2) | 5 | -3; 7", "abs(x) | -1 | ''", "exp(x) | -1 | ''",
        "exp(2*x) - 3*exp(x) + 2 | 0 | 0; log(2)", "4^x - 6*2^x + 8 | 0 | 1; 2", "25^x - 2*10^x + 4^x | 0 | 0",
        "2*4^x + 3*9^x | 5*6^x | -1; 0", "8^x + 12^x | 2*27^x | 0", "4^x + 6^x | 9^x | log((sqrt(5) - 1)/2)/log(2/3)", "log(x) | 2 | exp(2)", "log(x) + log(x + 1) | log(6) | 2",
        "atan(x) | 1 | tan(1)", "atan(x) | 2 | ''", "sinh(x) | 1 | asinh(1)", "cosh(x) | 1/2 | ''", "sqrt(x) | -1 | ''", "x*exp(x) | 0 | 0",
        "(x - 1)*log(x) | 0 | 1", "x^5 - x | 0 | -1; 0; 1", "tanh(x) | 2 | ''", "x^(2/3) | 4 | 8", "max(x, 1) | 3 | 3",
        "x^4 - 10*x^2 + 1 | 0 | -sqrt(2) - sqrt(3); sqrt(2) - sqrt(3); sqrt(3) - sqrt(2); sqrt(2) + sqrt(3)", "x^2 - 2*sqrt(2)*x + 1 | 0 | sqrt(2) - 1; sqrt(2) + 1",
    })
    void solutionsAreExactAndComplete(String left, String right, String expected) {
        Solutions found = solve(left, right, "", "");
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"log2(x) + log2(x - 2) | 3 | 4", "log10(x) + log10(x - 3) | 1 | 5", "2*log2(x) - log2(x - 1) | 2 | 2"})
    void logarithmsToOneBaseAreJoined(String left, String right, String expected) {
        Solutions found = solve(left, right, "", "");
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gamma(x) | 0", "x*gamma(x) | 0", "erf(x) | 1", "erf(x) | -2", "erfc(x) | 0", "floor(x) | 1/2",
            "beta(x, 2) | 0", "hypot(x, 1) | 1/2",
        "exp(erf(x)) | e", "sin(x) + cos(x) | 3", "exp(x) + x^2 | -1", "sin(x)*cos(x)^2 | 2"})
    void rangesTellThatThereIsNoSolution(String left, String right) {
        Solutions found = solve(left, right, "", "");
        assertThat(found.values()).isEmpty();
        assertThat(found.complete()).isTrue();
    }

    @Test
    void whatDoublesAloneTakeForZeroHoldsOnNoInterval() {
        assertThat(solve("erf(x) + erf(2*x)", "2", "", "").values()).isEmpty();
        assertThatThrownBy(() -> solve("abs(x) + x", "0", "", "")).isInstanceOf(FluxionException.class).hasMessageContaining("whole interval");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(x) + x | 0 | 1", "log(x) + x | 0 | 1", "exp(x) - x - 2 | 0 | 2", "exp(x) + x^2 + 1 | 0 | 0", "atan(x) + x^3 - 1 | 0 | 1",
        "exp(x) - 3*x^2 | 0 | 3", "erf(x) - 1/2 | 0 | 1", "sinh(x) + x - 3 | 0 | 1"})
    void derivativesOfOneSignTellThatThereAreNoMoreSolutions(String left, String right, int count) {
        Solutions found = solve(left, right, "", "");
        assertThat(found.values()).hasSize(count);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"(-2)^x | 4 | 2", "(-2)^x | -8 | 3", "(-2)^x | 1 | 0", "(-1/2)^x | 4 | -2", "(-3)^(x - 1) | 9 | 3",
            "(-3)^(2*x) | 9 | 1", "(-e)^x | e^2 | 2",
        "(-2)^(x + 1) | -2 | 0", "(-2)^x | 5 | ''", "(-2)^x | -4 | ''", "(-2)^x | 0 | ''"})
    void powersOfNegativeBasesAreRealAtWholeExponents(String left, String right, String expected) {
        Solutions found = solve(left, right, "", "");
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void whereTheBaseChangesItsSignNothingIsSaidToBeAll() {
        assertThat(solve("(x - 2)^x", "1", "-3", "2").complete()).isFalse();
        assertThat(solve("(-1)^x", "1", "0", "5").complete()).isFalse();
        assertThat(solve("a^x", "b", "", "").complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sqrt(1 - cos(x)^2) | sin(x) | 1 | 1", "sqrt(1 - cos(x)^2) | sin(x) | 0 | 10", "sqrt(1 - sin(x)^2) | cos(x) | 0 | 7",
        "sqrt(1 + tan(x)^2) | 1/cos(x) | 0 | 7"})
    void whatHoldsOnWholePartsOfAnIntervalIsNotSaidToHoldAtPoints(String left, String right, String from, String to) {
        assertThatThrownBy(() -> solve(left, right, from, to)).isInstanceOf(FluxionException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"floor(x) + x/2 - exp(x)/9 | 0", "tan(x) - x - 1 | 0"})
    void otherwiseThereMayBeMore(String left, String right) {
        assertThat(solve(left, right, "", "").complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x) | 1/2 | 0 | 4*pi | pi/6; 5*pi/6; 13*pi/6; 17*pi/6", "cos(2*x) | 0 | 0 | 3 | pi/4; 3*pi/4", "tan(x) | 1 | 0 | 3 | pi/4",
        "sin(x) + cos(x) | 1 | -1 | 3 | 0; pi/2", "sin(x) | 2 | 0 | 10 | ''", "x^2 | 4 | 0 | 5 | 2", "sin(2*x) | sin(x) | 1/2 | 4 | pi/3; pi",
    })
    void anIntervalHoldsEverySolutionInIt(String left, String right, String from, String to, String expected) {
        Solutions found = solve(left, right, from, to);
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 | 4 | 0 | inf | 2 | true", "x^2 | 4 | -inf | 0 | -2 | true", "x^2 | 4 | -inf | inf | -2; 2 | true", "x^2 | 4 | inf | -inf | '' | true",
        "x^2 | 4 | 0 | -inf | '' | true", "sin(x) | 0 | 0 | inf | 0; pi | false", "sin(x) | 0 | 1 | inf | pi | false", "cos(x) | x | -inf | inf | 0.7390851332151607 | true",
        "cos(x) | x | -inf | 0 | '' | true", "exp(x) | 5 - x | 0 | inf | 1.3065586410393502 | true",
    })
    void anIntervalMayHaveNoEnd(String left, String right, String from, String to, String expected, boolean complete) {
        Solutions found = solve(left, right, from, to);
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isEqualTo(complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*log(x) - 1/2", "x*sin(x) - 1", "exp(x) + sin(x)", "x^x - 2"})
    void whatIsFoundBySearchSolvesButIsNotSaidToBeAll(String zero) {
        Solutions found = solve(zero, "0", "", "");
        assertThat(found.complete()).isFalse();
        assertThat(found.values()).isNotEmpty().allSatisfy(value -> assertThat(Math.abs(Evaluator.scalar(Language.parse(zero),
                Map.of("x", Evaluator.scalar(value, Map.of()))))).isLessThan(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tan(x) - 1/cos(x)", "1/(x - 1)", "sign(x - 1/3) + 1/2", "floor(x) + 1/2", "1/sin(x) - 1/2", "x/abs(x)"})
    void polesAndJumpsAreNoSolutions(String zero) {
        assertThat(solve(zero, "0", "-3", "3").values()).isEmpty();
    }

    @Test
    void sturmIsolatesRootsThatAreNearAndFar() {
        Solutions found = solve("(x^5 - 4*x + 2)*(1000*x^3 - 3*x - 1000000007)", "0", "", "");
        assertThat(found.complete()).isTrue();
        assertThat(found.values()).hasSize(4);
        assertThat(texts(solve("x^3 - 3*x + 1", "0", "", ""))).isEqualTo("-1.8793852415718169; 0.3472963553338607; 1.532088886237956");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x^5 - N*x - 3 | 3", "x^7 + N*x^3 - 7*N*x - 3 | 3", "N*x^3 - (3*N + 1)*x - 3 | 3", "x^6 - N*x + 1 | 2",
            "x^3 - N*x^2 + N | 3", "(x^3 - 2)*(x^3 - N) | 2"})
    void rootsOfPolynomialsWithHugeCoefficientsAreAllFound(String zero, int count) {
        Solutions found = solve(zero.replace("N", "7".repeat(399) + "3"), "0", "", "");
        assertThat(found.values()).hasSize(count);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void rootsThatLieCloseAreAllFound() {
        assertThat(solve("x^2", "1e-20", "", "").values()).hasSize(2);
        assertThat(solve("x^2", "2e-24", "", "").values()).hasSize(2);
        assertThat(solve("x^3 - 1e-20*x", "0", "", "").values()).hasSize(3);
        assertThat(solve("(x - 1)*(x - 1.0000000001)", "0", "", "").values()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abs(x) - x", "max(x, 1) - 1", "relu(x)", "sqrt(x^2) - x", "floor(x) - 2", "sin(x)^2 + cos(x)^2 - 1", "heaviside(x) - 1",
        "clamp(x, 0, 1) - 1", "mod(floor(x), 1)"})
    void anEquationThatHoldsOnAnIntervalIsRefused(String zero) {
        assertThatThrownBy(() -> solve(zero, "0", "", "")).isInstanceOf(FluxionException.class).hasMessageContaining("whole interval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt(1 - cos(x)^2) - sin(x)", "sqrt(1 + tan(x)^2) - 1/cos(x)", "x*log(exp(x)) - x^2 + abs(sin(x)) - sin(x)"})
    void anEquationThatHoldsOnPartsOfAnIntervalIsRefusedBeforeTheBudgetIsSpent(String zero) {
        assertThatThrownBy(() -> solve(zero, "0", "0", "7")).isInstanceOf(FluxionException.class).hasMessageContaining("whole interval");
    }

    @Test
    void parametersStayInTheSolution() {
        assertThat(texts(solve("a*x + b", "c", "", ""))).isEqualTo("(c - b)/a");
        assertThat(solve("a*x + b", "c", "", "").complete()).isFalse();
        assertThat(solve("a*x + b", "c", "", "").unless()).contains(Symbol.of("a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "exp(x) | b | log(b)", "log(x) | b | exp(b)", "sqrt(x) | b | b^2", "abs(x) | b | b; -b", "x^3 | b | cbrt(b)", "2^x | b | log(b)/log(2)",
        "x + sqrt(x) | b | (2*b - sqrt(4*b + 1) + 1)/2", "cosh(x) | b | acosh(b); -acosh(b)", "exp(2*x + a) | b | (log(b) - a)/2",
    })
    void inverseFunctionsGiveAllSolutionsWithParameters(String left, String right, String expected) {
        assertThat(texts(solve(left, right, "", ""))).isEqualTo(expected);
        assertThat(solve(left, right, "", "").complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a*exp(x) | b | a", "a*x^2 + x | b | a", "exp(a*x) | b | a", "a*(exp(x) - b) | 0 | a", "a/x | b | b"})
    void whereADivisorIsZeroTheSolutionsAreOthers(String left, String right, String unless) {
        assertThat(solve(left, right, "", "").complete()).isFalse();
        assertThat(solve(left, right, "", "").unless()).hasToString("Optional[" + unless + "]");
    }

    @Test
    void squaringAsksForASignThatPointsFarApartDoNotShow() {
        // between -1/4 and 0 the candidate is a number, but no solution
        Solutions solutions = solve("x + sqrt(x)", "b", "", "");
        assertThat(solutions.conditions().getFirst()).hasToString(Condition.compare(Condition.Relation.GREATER_EQUAL, Language.parse("sqrt(4*b + 1)/2 - 1/2"),
                Constant.ZERO).toString());
    }

    @Test
    void anEquationWithoutTheUnknownHasNoSolutionOrIsRefused() {
        assertThat(solve("1", "2", "", "").values()).isEmpty();
        assertThatThrownBy(() -> solve("x - x", "0", "", "")).isInstanceOf(FluxionException.class).hasMessageContaining("every x solves");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "solve([x + y == 3, x - y == 1], [x, y]) | [2, 1]", "solve([a*x + y == 1, x - y == 0], [x, y]) | [1/(a + 1), 1/(a + 1)]",
        "solve(x^2 == 4, x) | [-2, 2]", "solve(2*x == 4, x) | 2", "solve(x^2 - 9, x, 0, 5) | 3", "solve([x + y == 1, 2*x + 2*y == 2], [x, y]) | [1 - y, y]",
        "solve([2*x + 3*y == 7], [y]) | 7/3 - 2*x/3", "solve([x + y == a, x - y == b, 2*x == a + b], [x, y]) | [a/2 + b/2, a/2 - b/2]",
    })
    void solveIsAFunctionOfTheLanguage(String text, String expected) {
        assertThat(Language.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "solve(x^2 == -1, x) | no real solution", "solve(x*sin(x) == 1, x) | whether all solutions were found is not certain",
        "solve([x + y == 1, x + y == 2], [x, y]) | contradict", "solve([x*y == 1, x == 2], [x, y]) | not linear", "solve(x == 1, x, 2) | two ends",
    })
    void whatIsNoValueIsRefused(String text, String message) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "log(x) | 710 | exp(710)", "log(x) | 1000 | exp(1000)", "log(x) | -1000 | exp(-1000)", "log(x^2) | 2000 | -exp(1000); exp(1000)",
                "log(x)^2 | 10^6 | exp(-1000); exp(1000)", "asinh(x) | 1000 | sinh(1000)",
        "log10(x) | 400 | 10^400", "exp(x) | 10^400 | log(10^400)", "sqrt(x) | 10^200 | 10^400", "1/x | 10^(-400) | 10^400",
        "x - 10^400 | 0 | 10^400", "tanh(x) | 1 - 10^(-20) | atanh(1 - 10^(-20))",
        "(log(x) - 1000)*(log(x) - 1001)*(x + 1) | 0 | exp(1000); exp(1001)", "abs(x) | 10^400 | -10^400; 10^400",
        "exp(x) | exp(1000) - exp(999) | log(exp(1000) - exp(999))",
        "x*10^400 | 1 | 10^(-400)", "tanh(x) | 1 | ''", "log(x) | -inf | ''", "sqrt(x) | -10^400 | ''", "acos(x) | 10^400 | ''",
    })
    void solutionsMayBeLargerOrSmallerThanDoubles(String left, String right, String expected) {
        Solutions found = solve(left, right, "", "");
        List<Expression> wanted = expected.isEmpty() ? List.of() : Arrays.stream(expected.split("; ")).map(Language::parse).toList();
        assertThat(found.values()).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            Expression value = found.values().get(i);
            boolean same = value.equals(wanted.get(i)) || NumberSign.of(Elementwise.difference(Elementwise.quotient(value, wanted.get(i)),
                    Constant.ONE), Budget.standard()).equals(Optional.of(0));
            assertThat(same).as(value.toString()).isTrue();
        }
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x != 0 | x^2 | x | 1", "x > 1/10 | x^2 | 1/100 | ''", "x >= 1/10 | x^2 | 1/100 | 1/10",
                "x > 10^20 | x^2 - (2*10^20 + 1)*x | -10^20*(10^20 + 1) | 100000000000000000001", "x^2 > 2 | x^3 - x | 0 | ''",
        "x < pi | x^2 - 4*pi*x + 3*pi^2 | 0 | ''", "x <= pi | x^2 - 4*pi*x + 3*pi^2 | 0 | pi", "x > sqrt(2) | x^4 - 5*x^2 + 6 | 0 | sqrt(3)",
        "x < -1 or x > 1 | x^3 - 4*x | 0 | -2; 2", "not x == 2 | x^2 | 4 | -2",
        "log(x) > 0 | x^2 - 5/2*x + 1 | 0 | 2", "sin(x) > 0 | x^2 | 1 | 1", "x > -1 and x < 1 | x^3 | x | 0",
    })
    void assumptionsAreDecidedAtEachSolution(String assumption, String left, String right, String expected) {
        Solutions found = assuming(assumption, left, right);
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x > 0 | exp(x) | x + 2 | 1", "x < 0 | exp(x) | x + 2 | 1", "x > 2 | exp(x) | x + 2 | 0",
            "x >= 0 | x^5 - 3*x + 1 | 0 | 2", "x > 1 | x^5 - 3*x + 1 | 0 | 1",
        "x < 1/2 and x > -1 | x^5 - 3*x + 1 | 0 | 1"})
    void assumptionsAreDecidedAtSolutionsInDigits(String assumption, String left, String right, int count) {
        Solutions found = assuming(assumption, left, right);
        assertThat(found.values()).hasSize(count);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x > 0 | x^2 + a*x | 0 | -a | -a > 0", "x > 0 and a < 0 | x^2 + a*x | 0 | -a | true",
            "x > 0 and a > 0 | x^2 + a*x | 0 | '' | ''", "x > a | x | 1 | 1 | 1 > a",
        "x > a and a > 2 | x | 1 | '' | ''", "x != a | x | 2*a - 1 | 2*a - 1 | 2*a - 1 != a", "x <= b | x - a | 0 | a | a <= b",
        "x > 0 | x^2 | b | sqrt(b) | b != 0", "x > 0 and b > 0 | x^2 | b | sqrt(b) | true", "x >= 0 | x^2 | b | sqrt(b) | true",
        "x < 0 | x^2 | b | -sqrt(b) | b != 0", "x != 0 | x^2 | b | -sqrt(b); sqrt(b) | b != 0; b != 0", "x <= 0 | x^2 | b | -sqrt(b) | true"})
    void whatParametersLeaveOpenIsACondition(String assumption, String left, String right, String expected, String condition) {
        Solutions found = assuming(assumption, left, right);
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.conditions().stream().map(dev.fluxion.symbolic.print.TextPrinter::text).collect(Collectors.joining("; "))).isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a*x + y == 1, x + y == 1 | x, y | a != 1", "a*x == 0 | x | a != 0", "a*x == a | x | a != 0",
                "a*x + b*y == 1, c*x + d*y == 2 | x, y | a*d - b*c != 0", "x/a == 1 | x | a != 0",
        "a*x + y == 1, x + y == 1, x + 2*y == 2 | x, y | true", "x + a*y == 1 | x, y | true", "sqrt(2)*x + y == 1, x - y == 0 | x, y | true",
        "exp(t)*x == 1 | x | true", "x + a == 1, y - x == b | x, y | true",
    })
    void aSystemSaysWhereItsSolutionsAreAll(String equations, String unknowns, String where) {
        var call = (dev.fluxion.grammar.Tree.Call) dev.fluxion.grammar.Reader.expression(new dev.fluxion.grammar.Source("system",
                "solve([" + equations + "], [" + unknowns + "])"));
        var answer = Language.system(Language.elaborator(dev.fluxion.symbolic.elaborate.Names.lenient()), call).orElseThrow();
        assertThat(dev.fluxion.symbolic.print.TextPrinter.text(answer.where())).isEqualTo(where);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"solve([x == a, x == 1], [x]) | only where a - 1 is 0",
            "solve([x + y == a, 2*x + 2*y == b], [x, y]) | only where", "solve([0*x + a == 0], [x]) | only where a is 0",
        "solve([x == sqrt(2), x == 3/2], [x]) | contradict", "solve([x == a, x == 1, 2*x == 3], [x]) | only where"})
    void aSystemWhoseParametersDecideIsRefused(String text, String message) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
