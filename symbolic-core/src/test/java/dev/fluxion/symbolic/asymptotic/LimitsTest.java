package dev.fluxion.symbolic.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    static Stream<List<String>> cases(String resource) throws IOException {
        try (InputStream in = LimitsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ; "))).toList().stream();
        }
    }

    static Stream<List<String>> limits() throws IOException {
        return cases("limits.txt");
    }

    private static Assumptions assumptions(String text) {
        Assumptions all = Assumptions.NONE;
        for (String fact : text.equals("-") ? new String[0] : text.split(",(?! )")) {
            all = all.and(Language.elaborator(Names.lenient()).condition(Reader.expression(new Source("fact", fact))));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sum(k = 1..n: k)/n^2; -; 1/2", "sum(k = 1..n: (k/n)^2/n); -; 1/3", "sum(k = n..2*n: k)/n^2; -; 3/2", "sum(k = 0..n: k/2^k); -; 2",
        "sum(k = 0..n: exp(-k)); -; e/(e - 1)", "sum(k = 0..n: (-1/2)^k); -; 2/3", "sum(k = 0..n: r^k); r > 0,r < 1; -1/(r - 1)", "sum(k = 1..n: k*2^k)/(n*2^n); -; 2",
        "sum(k = 1..n: a*k)/n^2; -; a/2", "sum(k = 1..n: 2^k); -; inf", "sqrt(sum(k = 1..n: k^3))/n^2; -; 1/2"})
    void sumsThatGrowLongerHaveTheLimitsOfTheirClosedForms(String function, String assumed, String value) {
        assertThat(limit(function, "n", "inf", "both", assumed).value()).hasToString(value);
    }

    @Test
    void sumsOfSignsOscillate() {
        assertThat(limit("sum(k = 0..n: (-1)^k)", "n", "inf", "both", "-").reason()).isEqualTo("the function oscillates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 0..n: r^k)", "sum(k = 1..n: 1/k)", "sum(k = 1..m: k)/n", "sum(k = 1..-n: k)"})
    void otherSumsAreRefused(String function) {
        assertThatThrownBy(() -> limit(function, "n", "inf", "both", "-")).isInstanceOf(FluxionException.class).hasMessageContaining("sum");
    }

    private static Limits.Limit limit(String function, String variable, String to, String side, String assumed) {
        return Limits.limit(Language.parse(function), Symbol.of(variable), Language.parse(to),
                Limits.Side.valueOf(side.toUpperCase(java.util.Locale.ROOT)), assumptions(assumed), Budget.standard());
    }

    @ParameterizedTest
    @MethodSource("limits")
    void textbookLimitsAreFound(List<String> each) {
        Limits.Limit limit = limit(each.get(0), each.get(1), each.get(2), each.get(3), each.get(4));
        if (each.get(5).equals("none")) {
            assertThat(limit.exists()).as(limit.value().toString()).isFalse();
            assertThat(limit.reason()).isNotEmpty();
            return;
        }
        assertThat(limit.exists()).as(limit.reason()).isTrue();
        Expression expected = Language.parse(each.get(5));
        Map<String, Double> at = new HashMap<>();
        double next = 1.25;
        for (Symbol symbol : Substitution.variables(expected)) {
            at.put(symbol.name(), next);
            next += 0.5;
        }
        double want = Evaluator.scalar(expected, at);
        double got = Evaluator.scalar(limit.value(), at);
        assertThat(got == want || Math.abs(got - want) <= 1e-12 * Math.max(1, Math.abs(want))).as(limit.value() + " but " + expected).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x/(a + x); x; 0; a is zero", "exp(a*x); x; inf; sign of a", "x^2/(a*x + x^2); x; 0; a != 0",
        "sin(x)*sin(sqrt(2)*x); x; inf; oscillates", "a*exp(x); x; inf; sign of a",
        "(a*x - 1)/(abs(a)*x + 1); x; inf; is zero", "(abs(a)*x + 5)/(a*x + 7); x; inf; is zero", "sqrt(a^2*x^2 + 1)/(a*x + 1); x; inf; is zero"})
    void whatDependsOnParametersIsSaid(String function, String variable, String to, String message) {
        assertThatThrownBy(() -> limit(function, variable, to, "both", "-")).isInstanceOf(FluxionException.class)
                .satisfies(e -> assertThat(((FluxionException) e).diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1/x; it is -inf from the left and inf from the right", "sin(1/x); the function oscillates",
        "sqrt(-1 - x^2); the function has no real values there"})
    void theReasonWhyThereIsNoneIsGiven(String function, String reason) {
        assertThat(limit(function, "x", "0", "both", "-").reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"integrate(cos(t^3)/t, t, -x, x); 0", "integrate(cos(t^3)/t, t, x, 2*x); 0", "integrate(abs(t)*cos(t^3), t, 0, x); 0",
        "integrate(exp(-t^4), t, 0, x); inf", "integrate(cos(t^2*x), t, 0, x)/x; 0"})
    void integralsAreLookedAtOnlyWhereTheIntegrandIsSmoothNearTheEnds(String function, String to) {
        assertThatThrownBy(() -> limit(function, "x", to, to.equals("inf") ? "both" : "right", "-")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("integral");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"tan(floor(x)*pi/2); 1; right", "sec(floor(x)*pi/2); 1; right", "cot(floor(x)*pi); 1; right", "atanh(sign(x)); 0; right",
        "acosh(round(x)); 0; right", "sqrt(floor(x)); 0; left", "sign(x)^(1/3); 0; left", "gamma(floor(x)); 0; right", "asin(ceil(x) + 1); 0; right", "0^x; -1; both"})
    void aConstantWithoutAValueIsNoLimit(String function, String to, String side) {
        assertThat(limit(function, "x", to, side, "-").reason()).isEqualTo("the function has no real values there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sqrt(floor(x)); 1; 1", "tan(floor(x)*pi/4); 1; 1", "0^x; 1; 0", "0^x; 0; 0", "0^x; inf; 0", "floor(x)^x; 0; 0"})
    void aConstantWithAValueIsOne(String function, String to, String value) {
        assertThat(limit(function, "x", to, "right", "-").value()).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*sin(1/x)/sin(x*sin(1/x))", "floor(x*sin(1/x))"})
    void whereASequenceMeetsNoValuesNothingIsClaimed(String function) {
        assertThatThrownBy(() -> limit(function, "x", "0", "both", "-")).isInstanceOf(FluxionException.class).hasMessage("the limit of a function that oscillates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(exp(exp(exp(x))))/exp(exp(exp(exp(x) + 1/x)))", "x^x^x^x/exp(x)", "tan(x)^x", "gamma(gamma(x))",
        "sin(exp(x))^x", "exp(exp(exp(x)))*sin(exp(exp(exp(x))))", "((1+1/x)^x)^x/exp(x)^x", "log(log(log(log(x))))"})
    void towersEndWithinTheBudget(String function) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        try {
            Limits.limit(Language.parse(function), Symbol.of("x"), Symbol.INFINITY, Limits.Side.BOTH, Assumptions.NONE, Budget.of(3_000, 200_000, 1_000));
        } catch (FluxionException e) {
            assertThat(e.diagnostic().code()).isIn(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED);
        }
        // the three seconds of the budget, and what passes until the clock is looked at again
        assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1/(x*sin(x)); inf", "1/(x*cos(x)); inf", "1/(x^2*sin(x)); inf", "1/(x*(1+sin(x))); inf", "tan(x)/x; inf",
        "sec(x)/x; inf", "cot(x)/x; inf", "tan(x)*exp(-x); inf", "log(1+sin(x))/x; inf", "log(sin(x)^2)/x; inf", "1/(1+x*sin(x)^2); inf",
        "csc(x)/x^2; -inf", "x*tan(1/x); 0", "x^2/sin(1/x); 0", "x/(1+sin(1/x)); 0", "1/(x*sin(x)*cos(x)); inf", "1/(x*(1-2*cos(x))); inf",
        "exp(-x)/sqrt(sin(x)+1); inf", "exp(-x*(1+sin(x))); inf", "gamma(sin(x))/x; inf", "digamma(cos(x))/x; inf", "log(x*sin(x)^2)/x; inf",
        "1/(x + x^2*sin(x)); inf", "x*cot(1/x); 0", "log(abs(sin(x)))/x; inf", "tan(2*sin(x))/x; inf", "1/(x*mod(x, 1)); inf"})
    void aFactorThatNearsPolesAgainAndAgainLeavesNoLimit(String function, String to) {
        Limits.Limit limit;
        try {
            limit = limit(function, "x", to, "both", "-");
        } catch (FluxionException e) {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
            return;
        }
        assertThat(limit.exists()).as(limit.value().toString()).isFalse();
    }

    @Test
    void theLanguageKnowsLimits() {
        assertThat(Language.parse("limit(sin(x)/x, x, 0) + limit(1/x, x, inf)")).hasToString("1");
        assertThat(Language.parse("limit(abs(x)/x, x, 0, left)")).hasToString("-1");
        assertThat(Language.parse("limit(abs(x)/x, x, 0, right)")).hasToString("1");
        assertThatThrownBy(() -> Language.parse("limit(1/x, x, 0)")).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Language.parse("limit(1/x, x, 0, above)")).hasMessageContaining("right or left");
        assertThatThrownBy(() -> Language.parse("limit(x, 2, 0)")).hasMessageContaining("variable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"- | (-1)^floor(x)/x | 0", "- | (-2)^floor(x)/3^x | 0", "- | 2 + (-1/2)^floor(x) | 2",
            "mod(x;1) == 0 | (-1)^x/x | 0", "mod(x;1) == 0 | sin(x*pi) | 0"})
    void powersOfNegativeNumbersHaveLimitsWhereTheExponentIsWhole(String assumed, String function, String expected) {
        assertThat(limit(function, "x", "inf", "both", assumed.replace(";", ", ")).value()).hasToString(expected);
    }

    @Test
    void powersOfMinusOneOscillate() {
        assertThat(limit("(-1)^x", "x", "inf", "both", "mod(x, 1) == 0").exists()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(2*pi*n+1/n) | 0", "n*sin(2*pi*n+1/n) | 1", "sin(pi*sqrt(n^2+1)) | 0", "sin(pi*n^2/(n+1)) | 0", "tan(pi*n+pi/4) | 1",
        "floor(n+1/n)-n | 0", "floor(n-1/n)-n | -1", "ceil(n-1/n)-n | 0", "round(n+1/n)-n | 0", "mod(n+1/n, 1) | 0", "mod(n-1/n, 1) | 1", "cos(pi*(n^2+n)+1/n) | 1",
        "cos(pi*n)^2 | 1", "cos(2*pi*sqrt(n^2+n)) | -1", "sin(pi*sqrt(4*n^2+n))^2 | 1/2", "floor(n*(n+1)/2+1/n)-n^2/2-n/2 | 0", "sin(n)/n | 0", "sin(pi*n/2)/n | 0",
        "sin(pi*n*(n+1)/2+1/n)+1 | 1", "(-1)^n*cos(pi*n) | 1", "(-1/n)^n | 0", "(-1-1/n)^(2*n) | exp(2)", "((1-n)/n)^(2*n) | 1/exp(2)",
        "(-2+1/n)^n/3^n | 0", "(-1-1/n)^(2*n+1) | -exp(2)", "(-n)^(2*n)/n^(2*n) | 1",
        "(-1)^(n*(n+1)) | 1", "(1+1/n)^n | e"})
    void limitsOverWholeNumbersLookAtWholeNumbersAlone(String function, String expected) {
        assertThat(limit(function, "n", "inf", "both", "mod(n, 1) == 0").value()).isEqualTo(Language.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a^n | 0", "abs(a)^n | 0", "exp(n*log(abs(a))) | 0", "(a/2)^n | 0", "a^(2*n) | 0"})
    void powersOfWhatMayBeNegativeGoToZeroWhereTheyShrink(String function, String expected) {
        assertThat(limit(function, "n", "inf", "both", "mod(n, 1) == 0,a > -1,a < 1").value()).isEqualTo(Language.parse(expected));
    }

    // Some have a limit, all values or a few of them: what is not shown is not claimed.
    @ParameterizedTest
    @ValueSource(strings = {"sin(n)", "sin(pi*n/2)", "cos(2*pi*n/3)", "floor(n/2) - n/2", "mod(n/3, 1)", "cos(pi*n*(n+1)/2+1/n)", "round(n + 1/2) - n", "(-1/n)^(n/3)",
        "(-2)^(n/2)/3^n", "abs(a^n)^(1/n)"})
    void whatWholeNumbersLeaveOpenIsRefused(String function) {
        assertThatThrownBy(() -> limit(function, "n", "inf", "both", "mod(n, 1) == 0")).isInstanceOf(FluxionException.class)
                .satisfies(e -> assertThat(((FluxionException) e).diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(-1)^n", "cos(pi*n)", "(-1-1/n)^n", "cos(pi*sqrt(n^2+1))", "n*cos(pi*n)", "(-1)^(3*n+1)"})
    void wholeNumbersEvenAndOddHaveTheirOwnLimits(String function) {
        assertThat(limit(function, "n", "inf", "both", "mod(n, 1) == 0").reason()).isEqualTo("the function oscillates");
    }

    // Expected: mpmath at 60 digits.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"floor(x) | pi*10^17 | 314159265358979323", "round(x) | pi*10^17 | 314159265358979324", "ceil(x) | pi*10^17 | 314159265358979324",
        "floor(x) | -pi*10^17 | -314159265358979324", "floor(x) | sqrt(2)*10^30 | 1414213562373095048801688724209", "ceil(x) | -exp(50) | -5184705528587072464087",
        "floor(10^20*x) | 1/3 | 33333333333333333333",
        "floor(x) | sqrt(2)*10^130 | 14142135623730950488016887242096980785696718753769480731766797379907324784621070388503875343276415727350138462309122970249248360558"})
    void stepsAtLargeNumbersAreExact(String function, String to, String value) {
        assertThat(limit(function, "x", to, "both", "-").value()).isEqualTo(Language.parse(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"floor(a + 1/x) | inf", "round(a + 1/x) | inf", "ceil(a*b - 1/x) | inf", "floor(x) | a", "mod(x, 1) | a",
            "floor(a + exp(-x)) | inf"})
    void stepsNearParametersAreRefused(String function, String to) {
        assertThatThrownBy(() -> limit(function, "x", to, "both", "-")).isInstanceOf(FluxionException.class)
                .satisfies(e -> assertThat(((FluxionException) e).diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"floor(a + 1/x) | a", "floor(a - 1/x) | a - 1", "ceil(a + 1/x) | a + 1", "round(a - 1/x) | a", "mod(a + 1/x, 1) | 0"})
    void stepsNearWholeParametersAreFound(String function, String value) {
        assertThat(limit(function, "x", "inf", "both", "mod(a, 1) == 0").value()).isEqualTo(Language.parse(value));
    }

    static Stream<Arguments> absences() {
        return Stream.of(Arguments.of("1/x", new Limits.Absence.Sides(Language.parse("-inf"), Language.parse("inf"))),
                Arguments.of("abs(x)/x", new Limits.Absence.Sides(Language.parse("-1"), Language.parse("1"))), Arguments.of("cos(1/x)", new Limits.Absence.Oscillation()),
                Arguments.of("floor(1/x)*x + mod(1/x, 1)", new Limits.Absence.Oscillation()), Arguments.of("log(-x^2)", new Limits.Absence.Outside()),
                Arguments.of("acos(2 + x)", new Limits.Absence.Outside()));
    }

    @ParameterizedTest
    @MethodSource("absences")
    void whyThereIsNoneIsData(String function, Limits.Absence absence) {
        assertThat(limit(function, "x", "0", "both", "-").absence()).contains(absence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor(x*sin(1/x))", "sin(1/x)^a", "log(a + sin(1/x))", "exp(a/x)", "x^a", "log(a*x + b)*sin(1/x)", "sign(a - sin(1/x))", "gamma(sin(1/x)/x)",
        "(a + b*x)^(1/x)", "1/(sin(1/x) - a)", "floor(a + x)", "abs(a + sin(1/x))", "asin(a*sin(1/x))/x", "{sin(1/x) > a: 1, else: 0}", "round(sin(1/x)/2 + a)"})
    void nothingIsSaidOfWhatOnlyTheWorkInsideKnows(String function) {
        assertThat(said(function)).doesNotContain("~", "#", "wave", "omega").doesNotContainPattern("\\( *\\)| :|  |(of|whether|where) *$|where [^a-z0-9(-]");
    }

    private static String said(String function) {
        try {
            Limits.Limit limit = limit(function, "x", "0", "right", "-");
            return limit.value() + " " + limit.sequences();
        } catch (FluxionException e) {
            return e.getMessage();
        }
    }

    // For a = 5 all but the last have a limit.
    @ParameterizedTest
    @ValueSource(strings = {"sign(a - sin(1/x))", "{sin(1/x) > a: 1, else: 0}", "heaviside(a + cos(1/x))", "max(a, sin(1/x))", "relu(sin(1/x) - a)",
            "round(sin(1/x)/2 + a)"})
    void noOscillationIsClaimedWhereSomeParametersEndIt(String function) {
        assertThatThrownBy(() -> limit(function, "x", "0", "both", "-")).isInstanceOf(FluxionException.class)
                .satisfies(e -> assertThat(((FluxionException) e).diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"max(a, x/abs(x))", "a*x/abs(x)", "a*sign(x) + x", "abs(a + sign(x)) + x"})
    void sidesThatMayAgreeForSomeParametersAreNotSaidToDiffer(String function) {
        assertThatThrownBy(() -> Limits.limit(Language.parse(function), Symbol.of("x"), Constant.ZERO, Limits.Side.BOTH, Assumptions.NONE, Budget.standard()))
                .isInstanceOf(FluxionException.class).hasMessageContaining("the limit exists only where");
    }

    @Test
    void sidesThatDifferForAllParametersAreTold() {
        Assumptions nonzero = Assumptions.NONE.and(dev.fluxion.symbolic.elaborate.Formulas.condition("a != 0", dev.fluxion.symbolic.elaborate.Names.lenient()));
        assertThat(Limits.limit(Language.parse("a*x/abs(x)"), Symbol.of("x"), Constant.ZERO, Limits.Side.BOTH, nonzero, Budget.standard()).exists()).isFalse();
        assertThat(Limits.limit(Language.parse("a + x/abs(x)"), Symbol.of("x"), Constant.ZERO, Limits.Side.BOTH, Assumptions.NONE, Budget.standard()).exists()).isFalse();
    }
}
