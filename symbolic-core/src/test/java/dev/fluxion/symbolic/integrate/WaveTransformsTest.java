package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveTransformsTest {
    private static DefiniteIntegral integral(String f, String from, String to) {
        return DefiniteIntegral.of(Language.parse(f), Symbol.of("x"), Language.parse(from), Language.parse(to), Assumptions.NONE, Budget.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x)/x | 0 | inf | pi/2", "sin(x)/x | -inf | inf | pi", "sin(3*x)/x | 0 | inf | pi/2", "sin(-2*x)/x | 0 | inf | -pi/2", "sin(x^2) | 0 | inf | sqrt(pi/8)",
        "cos(x^2) | 0 | inf | sqrt(pi/8)", "sin(x^2) | -inf | inf | sqrt(pi/2)", "cos(x)/sqrt(x) | 0 | inf | sqrt(pi/2)", "sin(x)/sqrt(x) | 0 | inf | sqrt(pi/2)",
        "sin(x^3)/x | 0 | inf | pi/6", "cos(pi*x^2/2) | 0 | inf | 1/2", "sin(pi*x^2/2) | 0 | inf | 1/2", "x*sin(x^3)/x^2 | 0 | inf | pi/6",
        "x*sin(x^2)/x^2 | 0 | inf | pi/4",
        "sin(x)/x + cos(x^2) | 0 | inf | pi/2 + sqrt(pi/8)", "cos(x^3) | 0 | inf | gamma(1/3)*sqrt(3)/6", "sin(x)/x^(3/2) | 0 | inf | sqrt(2*pi)",
        "x*cos(x^4) | -inf | inf | 0",
        "sin(x^3) | -inf | inf | 0", "sin(x)/x | -inf | 0 | pi/2", "2*sin(5*x)/(3*x) | 0 | inf | pi/3", "x*cos(x^3) | 0 | inf | gamma(2/3)/6"})
    void knownIntegralsAreExact(String f, String from, String to, String expected) {
        DefiniteIntegral integral = integral(f, from, to);
        assertThat(integral.isExact()).isTrue();
        double value = Evaluator.scalar(Language.parse(expected), Map.of());
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(value, within(1e-13));
    }

    // The same integrals by numbers alone, which know nothing of the rule.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x)/x", "sin(x^2)", "cos(x)/sqrt(x)", "sin(3*x)/x", "cos(x^3)", "sin(x)/x^(3/2)", "sin(x)/x + cos(x)/sqrt(x)"})
    void numbersAgreeWithTheRule(String f) {
        Symbol x = Symbol.of("x");
        Expression integrand = Language.parse(f);
        Quadrature.Result found = OscillatingTail.of(at -> Evaluator.scalar(integrand, Map.of("x", at)), 0, 0, Budget.standard()).orElseThrow();
        double exact = Evaluator.scalar(WaveTransforms.value(integrand, x, Constant.ZERO, Symbol.INFINITY, Assumptions.NONE, Budget.standard()).orElseThrow(), Map.of());
        assertThat(found.value()).isCloseTo(exact, within(Math.max(found.error(), 1e-13)));
        assertThat(found.error()).isLessThan(1e-6);
    }

    // Their arches have parts that do not alternate, or begin late: the sums between zeros would be accelerated to another value, or to one where there is none.
    @ParameterizedTest
    @ValueSource(strings = {"sin(x)*exp(cos(x))/x", "sin(x)/(2 + cos(x))/x",
        "sin(x + sin(x))/x", "sin(x)/(x + floor(x) + 1)", "sin(x)/sqrt(x + 1) + 10^-9",
        "sin(x)/sqrt(x) + 1/(10^6*x)", "sin(x)/(sqrt(x) + sin(x)/100)",
        "sin(x)/sqrt(x)*(1 + exp(-(x - 1000)^2))", "sin(x)^2/x", "sin(x)*sin(2*x)/sqrt(x) + cos(x)^2/x",
        "(x/10^9 - 1)*sin(x)/x", "sin(x)*(1/x + 1/10^9)", "(sqrt(x)/10^6 + 1/x)*sin(x)", "cos(x)/sqrt(x) + sin(x)/10^8", "(log(x)/10^9 + 1/x)*cos(x)"})
    void severalWavesAreNotTakenForOne(String f) {
        assertThat(OneWave.from(Language.parse(f), Symbol.of("x"), Budget.standard())).isEmpty();
        assertThatThrownBy(() -> integral(f, "1", "inf")).isInstanceOf(FluxionException.class);
    }

    // By sine and cosine integrals, DLMF 6.2, and Fresnel's.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"(cos(x) - cos(2*x))/x | 0.085576905873896861", "sin(x)^2*sin(2*x)/x | 0.029543378034639995",
        "sin(x)*sin(3*x)/x | -0.281981263330897704", "sin(x)*(2 + cos(x))/x | 1.23211818785152809", "sin(x)/x + sin(sqrt(2)*x)/x | 0.929316627658288043",
        "cos(x)/(x + 1) + 1/(x + 1)^2 | 0.242333576302111405", "sin(x)/sqrt(x) + exp(-(x - 1000)^2) | 2.40523138477425407",
        "sin(x)/sqrt(x) + heaviside(x - 1000)/x^2 | 0.633777533868738048"})
    void severalWavesAreTakenOneByOne(String f, double expected) {
        assertThat(OneWave.from(Language.parse(f), Symbol.of("x"), Budget.standard())).isEmpty();
        DefiniteIntegral found = integral(f, "1", "inf");
        assertThat(Evaluator.scalar(found.value(), Map.of())).isCloseTo(expected, within(Math.max(found.error(), 1e-13)));
        assertThat(found.error()).isLessThan(1e-10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x)/x | 0", "sin(x^2) | 0", "cos(x)/sqrt(x) | 0", "(sin(x) - x*cos(x))/(x^2 + 1) | 8", "cos(x)*log(x)/sqrt(x) | 0",
        "cos(1 - x)/(x + 1) | 8", "sin(x)/sqrt(x) + sin(x)/((x - 1000)^2 + 1) | 16000", "sin(x)*sqrt(1 + 3/x)/x | 24"})
    void oneWaveIsSmoothFarBeyondItsZerosAndPoles(String f, double from) {
        assertThat(OneWave.from(Language.parse(f), Symbol.of("x"), Budget.standard()).orElseThrow()).isCloseTo(from, within(1e-9 + from / 100));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"cos(x)*log(x)/sqrt(x) | 0 | inf | -4.4295961175167728", "cos(x)/(x^4 + 1) | 0 | inf | 0.77213800480906783",
        "min(x, 1) + floor(sin(x)) | 0 | 3 | 2.5", "x^2*floor(sin(x)) | 1 | 4 | -10.99790777323339", "x*sin(x)/(x^2 + 1) | 0 | inf | 0.57786367489546103",
        "sin(x)/sqrt(x + 9) | 0 | inf | 0.33051222295406242493", "x*sin(x)/((x - 5)^2 + 1) | 0 | inf | -5.2312846464896589262"})
    void errorsAreNotLargerThanSaid(String f, String from, String to, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, within(1e-14 + (integral.isExact() ? 1e-13 : integral.error())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x)/(x + 1) | 0 | inf | 0.62144962423581", "cos(x)/(x + 1) | 0 | inf | 0.343377961556", "x*sin(x)/(x^2 + 1) | 0 | inf | 0.57786367489546"})
    void othersAreNumbersWithAnErrorEstimate(String f, String from, String to, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        if (!integral.isExact()) {
            assertThat(integral.error()).isPositive().isLessThan(1e-5);
        }
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, within(Math.max(1e-6, integral.error())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x) | 0 | inf", "cos(x)/x | 0 | inf", "x*sin(x) | 0 | inf", "sin(x)*(1 + 1/x) | 1 | inf",
            "sin(x)/x^2 | 0 | inf", "abs(sin(x))/x | 1 | inf",
        "sin(x)^2/x | 1 | inf", "cos(x^2)*x | 0 | inf", "sin(x)*log(x) | 1 | inf", "sin(x)*(1/20 + 1/x) | 1 | inf", "cos(x)*x^(1/100) | 0 | inf",
        "sin(x)/x + 1/x | 1 | inf"})
    void whatDoesNotConvergeHasNoValue(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class);
    }

    @Test
    void parametersNeedASign() {
        Expression f = Language.parse("sin(a*x)/x");
        Symbol a = Symbol.of("a");
        Assumptions positive = Assumptions.NONE.and(Condition.compare(Condition.Relation.GREATER, a, Constant.ZERO));
        assertThat(DefiniteIntegral.of(f, Symbol.of("x"), Constant.ZERO, Symbol.INFINITY, positive, Budget.standard()).value()).isEqualTo(Language.parse("pi/2"));
        assertThatThrownBy(() -> DefiniteIntegral.of(f, Symbol.of("x"), Constant.ZERO, Symbol.INFINITY, Assumptions.NONE, Budget.standard()))
                .isInstanceOf(FluxionException.class);
    }
}
