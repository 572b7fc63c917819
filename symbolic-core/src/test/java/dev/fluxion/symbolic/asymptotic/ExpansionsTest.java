package dev.fluxion.symbolic.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionsTest {
    private static final int BITS = 1_200;

    static Stream<List<String>> series() throws IOException {
        return LimitsTest.cases("series.txt");
    }

    private static Expansions.Expansion expansion(String function, String variable, String about, int below) {
        return Expansions.of(Language.parse(function), Symbol.of(variable), Language.parse(about), below, Assumptions.NONE, Budget.standard());
    }

    private static String text(String function, String about, int below) {
        return TreeText.of(expansion(function, "x", about, below).tree());
    }

    // What is left out, at a distance and at half of it: it must shrink like the power that the order names, logarithms aside.
    @ParameterizedTest
    @MethodSource("series")
    void whatIsLeftOutIsOfTheOrderSaid(List<String> each) {
        int below = Integer.parseInt(each.get(3));
        Expression function = Language.parse(each.get(0));
        Expansions.Expansion expansion = expansion(each.get(0), each.get(1), each.get(2), below);
        Expression rest = Elementwise.difference(function, expansion.polynomial());
        double near = remainder(rest, each.get(2), 0x1p-30);
        double nearer = remainder(rest, each.get(2), 0x1p-31);
        assertThat(near).as(expansion.polynomial().toString()).isLessThanOrEqualTo(1e4 * Math.pow(0x1p-30, below) * 1e3);
        assertThat(nearer).isLessThanOrEqualTo(near * Math.pow(0.5, below) * 1.3 + 1e-300);
    }

    private static double remainder(Expression rest, String about, double distance) {
        Map<String, Enclosure> at = new HashMap<>();
        Substitution.variables(rest).forEach(symbol -> at.put(symbol.name(), Enclosure.exactly(Dyadic.of(1.25))));
        Enclosure h = Enclosure.exactly(Dyadic.of(distance));
        Enclosure point = switch (about) {
            case "inf" -> Enclosure.ONE.over(h, BITS);
            case "-inf" -> Enclosure.ONE.over(h, BITS).negate();
            default -> Precise.enclose(Language.parse(about), Map.of(), BITS, Budget.standard()).plus(h, BITS);
        };
        at.put("x", point);
        return Math.abs(Precise.enclose(rest, at, BITS, Budget.standard()).doubleValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "exp(x); 0; 4; 1 + x + x^2/2 + x^3/6 + O(x^4)",
        "log(x); 1; 3; x - 1 - (x - 1)^2/2 + O((x - 1)^3)",
        "1/x; 2; 2; 1/2 - (x - 2)/4 + O((x - 2)^2)",
        "cot(x); 0; 4; 1/x - x/3 - x^3/45 + O(x^4)",
        "integrate(sin(t)/t, t, 0, x); 0; 8; x - x^3/18 + x^5/600 - x^7/35280 + O(x^8)",
        "integrate(cos(t^2), t, 0, x); 1; 3; integrate(cos(t^2), t, 0, 1) + cos(1)*(x - 1) - (x - 1)^2*sin(1) + O((x - 1)^3)",
        "integrate(log(t)*exp(-t^4), t, 0, x); 0; 6; x*(log(x) - 1) + x^5*(1/25 - log(x)/5) + O(x^6)",
        "sqrt(x + x^2); 0; 2; sqrt(x) + x^(3/2)/2 + O(x^2)",
        "sqrt(x + 1); inf; 2; sqrt(x) + 1/(2*sqrt(x)) - 1/(8*x^(3/2)) + O(1/x^2)", "cbrt(1 - x); -inf; 1; (-x)^(1/3) + 1/(3*(-x)^(2/3)) + O(1/x)",
        "sqrt(x^2 + 1); inf; 4; x + 1/(2*x) - 1/(8*x^3) + O(1/x^4)",
        "x^x; 0; 2; 1 + x*log(x) + O(x^2*log(x)^2)",
        "x^x; 0; 1; 1 + O(x*log(x))", "log(sin(x)); 0; 3; log(x) - x^2/6 + O(x^3)", "log(log(1/x) + sin(x)); 0; 2; log(-log(x)) - x/log(x) + O(x^2)",
        "sqrt(-log(x))*sin(x); 0; 3; x*sqrt(-log(x)) + O(x^3*log(x))", "digamma(-log(x)); 0; 1; digamma(-log(x)) + O(x)",
        "lgamma(-log(x)); 0; 2; lgamma(-log(x)) + O(x^2)", "digamma(log(x)^2); inf; 1; digamma(log(x)^2) + O(1/x)",
        "erf(log(x)); inf; 1; erf(log(x)) + O(1/x)", "erfc(-log(x)); 0; 1; erfc(-log(x)) + O(x)", "lgamma(x); inf; 2; x*(log(x) - 1) + log(2*pi/x)/2 + 1/(12*x) + O(1/x^2)",
        "x^5; 0; 3; 0 + O(x^3)",
        "acos(x); 1; 2; sqrt(2)*sqrt(1 - x) + sqrt(2)*(1 - x)^(3/2)/12 + O((x - 1)^2)",
        "sqrt(4 + x); 0; 2; 2 + x/4 + O(x^2)",
        "gamma(x); 0; 2; 1/x + digamma(1) + x*(digamma(1)^2 + polygamma(1, 1))/2 + O(x^2)", "gamma(x); 3; 2; 2 + (x - 3)*(2*digamma(1) + 3) + O((x - 3)^2)",
        "gamma(1/2 + x); 0; 2; sqrt(pi) + sqrt(pi)*x*digamma(1/2) + O(x^2)", "beta(x, 2); 0; 3; 1/x - 1 + x - x^2 + O(x^3)",
        "beta(1 + x, 1 + x); 0; 3; 1 - 2*x + x^2*(4 - polygamma(1, 1)) + O(x^3)", "digamma(x); -1; 1; -1/(x + 1) + (digamma(1) + 1) + O(x + 1)",
        "lgamma(x); 3; 2; log(2) + (x - 3)*(digamma(1) + 3/2) + O((x - 3)^2)", "polygamma(2, x); 0; 2; -2/x^3 + polygamma(2, 1) + x*polygamma(3, 1) + O(x^2)",
        "polygamma(1, x); inf; 4; 1/x + 1/(2*x^2) + 1/(6*x^3) + O(1/x^4)", "lgamma(x); -1/2; 1; log(2) + log(pi)/2 + O(x + 1/2)",
        "sin(x); pi/6; 2; 1/2 + sqrt(3)*(x - pi/6)/2 + O((x - pi/6)^2)",
        "exp(a*x); 0; 3; 1 + a*x + a^2*x^2/2 + O(x^3)"})
    void seriesReadAsInATextbook(String function, String about, int below, String text) {
        assertThat(text(function, about, below)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"abs(x); 0; both sides", "sqrt(x^2); 0; both sides", "lgamma(x); 0; both sides", "lgamma(x); -2; both sides", "x/sqrt(x^2); 0; both sides",
        "sqrt(x^2+x^4); 0; both sides", "sqrt(x^2+x^3); 0; both sides", "sqrt(1-cos(x)); 0; both sides", "sqrt(sin(x)^2); 0; both sides",
        "(x^4)^(1/4); 0; both sides", "atan(1/x); 0; both sides", "x*atan(1/x); 0; both sides", "atan(1/x)^2; 0; both sides", "atan(1/(x - 1)); 1; both sides",
        "atan(1/sin(x)); 0; both sides", "atan(cot(x)); 0; both sides", "atan(1/x + 1); 0; both sides", "acos(x); 2; no real values",
        "sqrt(-x^2); 0; no real values", "floor(x); 0; both sides",
        "log(x); -inf; no real values", "sqrt(x); -inf; no real values", "x^(1/3); -inf; no real values", "acosh(x); -inf; no real values",
        "1/sqrt(1+x); -inf; no real values", "cos(sqrt(x)); -inf; no real values", "log(log(x)); 0; no real values",
        "gamma(log(x))*sin(1/x); inf; outgrows", "exp(log(x)^2)*sin(1/x); inf; outgrows", "erfc(log(x) + 1/x); inf; outgrows", "x^a*exp(x); 0; sign of a",
        "exp(1/x); 0; essential", "sin(x); inf; oscillates", "exp(x); inf; essential", "sin(1/x); 0; oscillates"})
    void whereThereIsNoSeriesItIsSaid(String function, String about, String message) {
        assertThatThrownBy(() -> text(function, about, 4)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"acos(1-x^2); 0", "hypot(x, x^2); 0", "acosh(1+x^2); 0", "asin(1-x^2); 0", "acos(2*x^2-1); 0", "asin(sin(x)); pi/2",
        "acos(cos(x)); pi", "asin(2*x/(1+x^2)); 1", "acosh(cosh(x)); 0", "acos((1-x^2)/(1+x^2)); 0", "atan2(x, -1); 0", "hypot(sin(x), x^2)/x; 0", "mod(x, 2); 2",
        "max(x, x^2); 1", "log(sqrt(1+x^2)-cos(x)) + acos(1-x^2); 0"})
    void aSeriesThatHoldsOnOneSideAloneIsRefused(String function, String about) {
        assertThatThrownBy(() -> text(function, about, 4)).isInstanceOf(FluxionException.class).hasMessageContaining("the same on both sides");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"acos(1-x^2)^2; 0; 4; 2*x^2 + O(x^4)", "hypot(x, x^2)^2; 0; 3; x^2 + O(x^3)", "acosh(1+x^2)^2; 0; 4; 2*x^2 + O(x^4)",
        "x*acos(1-x^2); 0; 2; 0 + O(x^2)", "asin(sin(x)); 0; 4; x + O(x^4)", "acosh(1+x); 0; 2; sqrt(x)*sqrt(2) - x^(3/2)*sqrt(2)/12 + O(x^2)",
        "abs(x)^2; 0; 4; x^2 + O(x^4)", "cos(acos(1-x^2)); 0; 4; 1 - x^2 + O(x^4)"})
    void aSeriesThatIsTheSameOnBothSidesIsFoundWhateverItIsMadeOf(String function, String about, int below, String text) {
        assertThat(text(function, about, below)).isEqualTo(text);
    }

    // What is left out, over what is said to bound it, stays bounded, where logarithms vary so slowly that powers of the distance do not tell.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x^x; 0; 3", "x^sin(x); 0; 2", "digamma(-log(x) + x); 0; 1", "lgamma(x - log(x)); 0; 2",
        "log(x)^3*sin(x); 0; 3", "lgamma(1 + lgamma(1 + x)) + sqrt(1 + x); -1; 1", "x/(x + log(x)); 0; 2", "exp(x*log(x)^2); 0; 2"})
    void theBoundOfWhatIsLeftOutHoldsWithItsLogarithms(String function, String about, int below) {
        Expansions.Expansion expansion = expansion(function, "x", about, below);
        Expression rest = Elementwise.difference(Language.parse(function), expansion.polynomial());
        Expression ratio = Elementwise.quotient(rest, expansion.remainder().operands().getFirst());
        double near = remainder(ratio, about, 0x1p-40);
        assertThat(near).as(expansion.withOrder().toString()).isLessThan(10);
        assertThat(remainder(ratio, about, 0x1p-80)).as(expansion.withOrder().toString()).isLessThan(near * 1.2 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"erfc(log(x))", "erfc(sqrt(log(x)))", "erf(log(x))", "gelu(log(x))", "digamma(log(x))", "lgamma(log(x) + 1/x)", "lgamma(x)",
        "digamma(log(x)^2 + 1/x)"})
    void aSeriesReadsBack(String function) {
        Expression series = expansion(function, "x", "inf", 2).withOrder();
        assertThat(Language.parse(series.toString())).isEqualTo(series);
    }

    @Test
    void theLanguageKnowsSeries() {
        Expression series = Language.parse("series(exp(x), x, 0, 4)");
        assertThat(series).hasToString("1 + x + x^2/2 + x^3/6 + O(x^4)");
        assertThat(Language.parse(series.toString())).isEqualTo(series);
        assertThat(Language.parse("series(1/(1 - x), x, inf, 3)")).hasToString("-1/x - 1/x^2 + O(1/x^3)");
        assertThat(Language.parse("O + 1")).hasToString("O + 1");
        assertThatThrownBy(() -> Language.parse("series(exp(x), x, 0, n)")).hasMessageContaining("whole");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sqrt(a^2 + x) | 1 | a != 0", "sqrt(a^2 + x) | 3 | a != 0", "1/(a + x) | 2 | a != 0",
            "exp(x)/(2*a - 1 + x) | 2 | a != 1/2", "(a + x)^2 | 3 | ''"})
    void whatMustHoldOfParametersIsTold(String function, int below, String condition) {
        assertThat(Expansions.of(Language.parse(function), Symbol.of("x"), Constant.ZERO, below, Assumptions.NONE, Budget.standard()).conditions().stream()
                .map(dev.fluxion.symbolic.print.TextPrinter::text).collect(java.util.stream.Collectors.joining("; "))).isEqualTo(condition);
    }
}
