package dev.fluxion.symbolic.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Bounds;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    // by mpmath 1.3.0
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "N(pi, 50); 3.1415926535897932384626433832795028841971693993751",
        "N(exp(pi*sqrt(163)), 40); 262537412640768743.9999999999992500725972",
        "N(1/3, 10); 0.3333333333", "N(2/3, 10); 0.6666666667", "N(2, 5); 2", "N(1/8, 2); 0.12", "N(sin(pi/6), 10); 0.5000000000",
        "N(1e-40*pi, 8); 3.1415927e-40", "N(e); 2.7182818284590452354", "N([pi, e], 5); [3.1416, 2.7183]", "N(100!, 10); 9.332621544e157",
        "N(polygamma(1, 2), 30); 0.644934066848226436472415166646", "N(polygamma(3, 1/3), 40); 488.1838165438142417557707623221055926354",
        "N(polygamma(2, sqrt(2)), 30); -0.963737428946653080936089230155", "N(polygamma(1, -1/2), 30); 8.93480220054467930941724549994",
        "N(cdf(student_t(3), 1), 30); 0.804498890522114679044498291245", "N(cdf(student_t(5/2), -4), 25); 0.01950648792065912330693399",
        "N(cdf(gamma_dist(pi, 2), 1), 30); 0.291501105620303029971056643387", "N(cdf(beta_dist(2, 7/2), 9/10), 30); 0.998687654771030122577220459179",
        "N(gamma_q(1/2, 100), 20); 2.0884875837625447570e-45", "N(cdf(binomial(50, 1/3), 20), 25); 0.8740761034044920864187551",
        "N(cdf(poisson(12), 7), 20); 0.089504496840175839615",
        "N(cdf(beta_dist(1000, 1), 999/1000), 25); 0.3676954247709640446268061", "N(gamma_p(1/2, 0), 10); 0", "N(sin(pi), 30); 0",
        "N(floor(exp(log(5))), 10); 5", "N(sin(1)^2 + cos(1)^2 - 1, 10); 0", "N(atan2(-1, -2), 30); -2.67794504458898712224838715182",
        "N(atan2(3, -1/2), 20); 1.7359450042095234575", "N(atan2(1, 2), 20); 0.46364760900080611621", "N(atan2(0, -1), 20); 3.1415926535897932385",
        "N(atan2(-3, 0), 20); -1.5707963267948966192", "N(pi, 10)*2 + 1/3; 6.616518641", "-N(pi, 3); -3.14"})
    void digitsAreCorrect(String text, String expected) {
        assertThat(Language.parse(text)).hasToString(expected);
    }

    @Test
    void aThousandDigitsEndAsTheyShould() {
        assertThat(Language.parse("N(pi, 1000)").toString()).endsWith("909216420199").hasSize(1_001);
        assertThat(Language.parse("N(sqrt(2), 500)").toString()).startsWith("1.41421356237309504880168872420969807856967187537694");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"N(x, 5); NAME; has no value", "N(sqrt(-1), 5); DOMAIN; no real value", "N(log(0), 5); DOMAIN; no real value", "N(beta(57, -5/2), 5); DOMAIN; a > 0 and b > 0 does not hold",
        "N(mod(-7, 0), 5); DOMAIN; b != 0 does not hold",
        "N(pi, 0); NAME; whole number", "N(pi, 1/2); NAME; whole number", "N(exp(exp(1)) - exp(exp(1) + 10^(-20000)), 10); UNSUPPORTED; simplify it first", "N(exp(log(sin(pi))), 10); UNSUPPORTED; simplify it first",
        "N(exp(exp(exp(10))), 10); UNSUPPORTED; too large", "N(gamma(10^6), 20); UNSUPPORTED; too large", "N(1/exp(exp(exp(10))), 10); UNSUPPORTED; too close to 0",
        "interval(1/x, x = -1..1); DOMAIN; not bounded", "interval(x*y, x = 0..1); NAME; 'y' has no range", "interval(x); NAME; has no range",
        "interval(x, x = 2); NAME; a range is expected"})
    void mistakesAreSaid(String text, Diagnostic.Code code, String message) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message)
                .satisfies(e -> assertThat(((FluxionException) e).diagnostic().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x^2 - x; 0; 1; -0.25; 0", "sin(x)*exp(-x); 0; 3; 0; 0.3223969419448", "x/(1 + x^2); -10; 10; -0.5; 0.5",
        "sqrt(x); 0; 2; 0; 1.41421356237309", "x + heaviside(-x); -1; 1; 0; 1", "abs(x) - x; -1; 1; 0; 2", "floor(x); 0.5; 2.5; 0; 2",
        "x^x; 0.1; 1; 0.6922006275553; 1", "cos(x); 0; 100; -1; 1", "gamma(x); 1; 2; 0.8856031944108887; 1", "{x < 0: 1, else: x}; -1; 2; 0; 2"})
    void boundsAreCloseAndNeverInside(String function, double low, double high, double least, double most) {
        Expression f = Language.parse(function);
        Bounds bounds = Bounds.of(f, Map.of("x", new Enclosure(Dyadic.of(low), Dyadic.of(high))), Budget.standard());
        assertThat(bounds.low().doubleValue()).isCloseTo(least, within(0.01)).isLessThanOrEqualTo(least + 1e-12);
        assertThat(bounds.high().doubleValue()).isCloseTo(most, within(0.01)).isGreaterThanOrEqualTo(most - 1e-12);
        for (int i = 0; i <= 1_000; i++) {
            double value = Evaluator.scalar(f, Map.of("x", low + (high - low) * i / 1_000));
            assertThat(new BigDecimal(value)).isBetween(bounds.low().subtract(new BigDecimal("1e-15")), bounds.high().add(new BigDecimal("1e-15")));
        }
    }

    @Test
    void boundsOfSeveralVariablesAreFound() {
        assertThat(Language.parse("interval(x*y - x, x = 0..1, y = 0..2)")).hasToString("[-1, 1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"integrate(sin(x)/x, x, 0, 1)", "2*integrate(exp(x^3), x, 0, 1) + 1", "integrate(sin(sin(x)), x, 0, 1)"})
    void digitsOfWhatQuadratureGaveAreNotKnown(String text) {
        Expression number = Language.parse(text);
        assertThatThrownBy(() -> Digits.of(number, 30, Budget.standard())).isInstanceOf(FluxionException.class).hasMessageContaining("numeric methods");
    }
}
