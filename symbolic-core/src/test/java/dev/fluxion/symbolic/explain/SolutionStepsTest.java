package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SolutionStepsTest {
    private static Derivation derivation(String call) {
        return Language.derivation(Language.elaborator(Names.lenient()), (Tree.Call) Reader.expression(new Source("test", call))).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "solve(x^2 - 3*x + 2 == 0, x) | factors, one of which must be 0", "solve(x^2 == 2, x) | quadratic formula", "solve(exp(2*x) - 3*exp(x) + 2 == 0, x) | substitution",
        "solve(log(x) + log(x - 1) == log(2), x) | logarithms joined", "solve(abs(x - 1) == 2, x) | the other case: it is negative",
        "solve(2*x + 1 == 0, x) | a linear equation",
        "solve(x^5 - x - 1 == 0, x) | zero of a factor of degree 5", "solve(sin(x) == 1/2, x, 0, 2*pi) | back to the function",
        "solve(sqrt(2*x + 3) == x, x) | the root on one side", "solve(sqrt(2*x + 3) == x, x) | both sides squared", "solve(cbrt(x - 1) == 2, x) | both sides cubed",
        "solve(det([1 - x, 2; 3, 4 - x]) == 0, x) | quadratic formula", "solve(exp(x) == 3, x) | logarithm of both sides", "solve(log(x) == 3, x) | exponential of both sides", "solve(sqrt(x) + sqrt(x + 3) == 3, x) | both sides squared",
    })
    void theStepsHaveNamesAndEndInWhatTheVerbGives(String call, String rule) {
        Derivation derivation = derivation(call);
        assertThat(derivation.result()).isEqualTo(Language.elaborator(Names.lenient()).expression(Reader.expression(new Source("test", call))));
        assertThat(derivation.steps()).extracting(nested -> nested.step().rule()).contains(rule);
        assertThat(derivation.sections().getLast().steps().getLast().check().isMade()).isTrue();
    }

    @Test
    void candidatesThatAreNoSolutionsAreTold() {
        assertThat(derivation("solve(sqrt(x + 2) == x, x)").text()).contains("x = -1").contains("no solution: sqrt(x + 2) - x = 2 there, and not 0")
                .contains("these are all");
        assertThat(derivation("solve(log(x) + log(x - 3) == log(4), x)").text()).contains("no solution: the equation has no real values there");
    }

    @Test
    void squaringAndWhatItAddsIsShown() {
        assertThat(derivation("solve(sqrt(2*x + 3) == x, x)").text()).isEqualTo("""
                sqrt(2*x + 3) - x = 0             all terms on one side  (checked at 1 point)
                sqrt(2*x + 3) = x                 the root on one side  (checked at 1 point)
                2*x + 3 = x^2                     both sides squared  (checked at 1 point)
                x^2 - 2*x - 3 = 0                 all terms on one side, without denominators  (checked at 1 point)
                x^2 - 2*x - 3 = (x - 3)*(x + 1)   factors, one of which must be 0  (checked at 5 points)
                x = -1                            zero of a linear factor  (no solution: sqrt(2*x + 3) - x = 2 there, and not 0; checked at 1 point)
                x = 3                             zero of a linear factor  (checked at 1 point)
                x = 3                             what satisfies the equation  (these are all; checked at 1 point)
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"solve(a*x^2 + b*x + c == 0, x)", "solve(sin(x) == u, x)", "solve(x^2 == a, x)", "solve(x^4 == a, x)", "solve(x^2 + y^2 == 1, x)",
        "solve(x^2 - a^2 == 0, x)", "solve(exp(x) == a, x)", "solve(sqrt(x) == a, x)", "solve(cos(2*x) == b, x)", "solve(x + a == 0, x)"})
    void solutionsWithParametersAreCheckedWhereTheyAreReal(String call) {
        assertThat(derivation(call).steps()).allSatisfy(nested -> assertThat(nested.step().check().isMade()).as(nested.step().toString()).isTrue());
    }

    @Test
    void anglesAreNoLinearEquations() {
        assertThat(derivation("solve(sin(2*x) == 1/2, x, 0, 1)").text()).contains("2*x = asin(1/2) ", "an angle with this sin", "x = asin(1/2)/2 ");
        assertThat(derivation("solve(sin(x) == cos(x), x)").text()).contains("with u = tan(x/2)", "u = sqrt(2) - 1 ",
                "the half of this angle has no tangent: it is tried, too  (no solution: sin(x) - cos(x) = 1 there, and not 0", "x = 2*atan(sqrt(2) - 1) ")
                .doesNotContain("linear", "parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"solve(abs(x) == 2, x)", "solve(abs(x) == -1, x)", "solve(abs(x) - x + 1 == 0, x)", "solve(sqrt(x) == x, x)", "solve(sqrt(x + 6) == x, x)"})
    void equationsThatFollowFromEachOtherAreNoChain(String call) {
        derivation(call).text().lines().forEach(line -> assertThat(line.split("   ")[0].split(" = ")).as(line).hasSize(2));
    }

    @Test
    void theLastLineSaysUnderWhichConditions() {
        assertThat(derivation("solve(sqrt(x) == b, x)").text()).contains("what satisfies the equation  (if b >= 0; these are all;");
    }

    @Test
    void parametersLeaveExceptions() {
        assertThat(derivation("solve(a*x + b == 0, x)").text()).contains("x = -b/a").contains("these are all unless a = 0");
    }

    // Where there is no real solution the steps say why.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "solve(x^2 + 1 == 0, x) | impossible, as no even power is negative", "solve(x^4 == -16, x) | impossible, as no even power is negative",
                "solve(x^2 + x + 1 == 0, x) | impossible, as no square is negative",
        "solve(3*x^2 - 2*x + 5 == 0, x) | impossible, as no square is negative", "solve(x^4 + x + 1 == 0, x) | impossible, as Sturm's sequence counts no real zero",
        "solve(exp(x) == -2, x) | impossible, as exp(x) > 0", "solve(sin(x) == 2, x) | impossible, as -1 <= sin(x) and sin(x) <= 1",
        "solve(cosh(x) == 1/2, x) | impossible, as cosh(x) >= 1", "solve(2^x == -1, x) | impossible, as powers of positive numbers are positive",
        "solve(exp(2*x) + 3*exp(x) + 2 == 0, x) | impossible, as exp(x) > 0", "solve(1/x == 0, x) | impossible, as the numerator is never 0",
        "solve(tanh(x) == 3, x) | impossible, as -1 < tanh(x) and tanh(x) < 1", "solve(erf(x) == 1, x) | impossible, as -1 < erf(x) and erf(x) < 1",
        "solve(gamma(x) == 0, x) | impossible, as gamma(x) != 0", "solve(abs(x) == -1, x) | impossible, as abs(x) >= 0",
        "solve(exp(x) + x^2 + 1 == 0, x) | impossible, as the left side is positive", "solve(sin(x) + cos(x) == 3, x) | impossible, as the left side is negative"})
    void whyThereIsNoSolutionIsShown(String call, String rule) {
        Derivation derivation = derivation(call);
        assertThat(derivation.steps()).extracting(nested -> nested.step().rule()).contains(rule);
        assertThat(derivation.sections().getLast().steps().getLast().rule()).isEqualTo("no real solution");
        assertThat(derivation.results()).isEmpty();
        assertThat(derivation.latex()).isNotEmpty();
        assertThat(derivation.markdown(dev.fluxion.symbolic.derivation.Detail.EVERY)).isNotEmpty();
    }

    @Test
    void candidatesThatTheTextExcludesAreTold() {
        assertThat(derivation("solve(x^2/x == 0, x)").text()).contains("no solution: a part of the equation, as it is written, has no value there");
        assertThat(derivation("solve(sqrt(x) == -1, x)").text()).contains("no solution: sqrt(x) + 1 = 2 there, and not 0");
        assertThat(derivation("solve(abs(x) - x == -1, x)").text()).contains("there, and not 0").contains("no real solution");
        assertThat(derivation("solve(x^2 == 4, x, 3, 5)").text()).contains("no solution: it is outside of the interval").contains("no real solution");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"solve(x^2/x == 0, x)", "solve(abs(x) - x == -1, x)", "solve((x - 1)^3/(x - 1) == 0, x)"})
    void whereNoCandidateSatisfiesTheEquationThatIsSaid(String call) {
        assertThat(derivation(call).text()).contains("no real solution: none of these satisfies the equation as it is written");
    }
}
