package dev.fluxion.symbolic.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.evaluate.Digits;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.language.Language;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestDoubleTest {
    private static double value(String text) {
        return NearestDouble.of(Language.parse(text)).scalar();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "log(8, 2) | 3", "log(1000, 10) | 3", "log(1/27, 3) | -3", "sin(pi) | 0", "cos(pi/2) | 0", "cos(7*pi/3) | 0.5", "sin(100*pi) | 0",
        "sqrt(2)*sqrt(3) - sqrt(6) | 0", "exp(log(10)) | 10", "(sqrt(5) + 1)/2 | 1.618033988749895", "lgamma(-5/2) | -0.056243716497674054",
        "log(-1) | NaN", "log(-1) - log(-1) | NaN", "kl(bernoulli(1/2), bernoulli(1)) | Infinity", "kl(bernoulli(1), bernoulli(1)) | 0",
        "quantile(student_t(3), 0.975) | 3.1824463052837084", "exp(1000) | Infinity",
        "log(10^400) | 921.0340371976183", "atanh(1 - 10^(-20)) | 23.37242452022043", "log(exp(1000) - exp(999)) | 999.5413248546129",
        "-exp(1000) | -Infinity", "sqrt(10^400)/10^199 | 10",
    })
    void numbersAreRoundedOnce(String text, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(value(text)).isCloseTo(expected, org.assertj.core.api.Assertions.within(Math.ulp(expected)));
        } else {
            assertThat(Double.compare(value(text), expected)).isZero();
        }
    }

    // Every row of the table with poles at rational multiples of pi, at its poles and beside them.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tan | 1/2", "tan | 3/2", "tan | -1/2", "tan | 101/2", "sec | 1/2", "sec | -3/2", "sec | 7/2", "cot | 0", "cot | 1", "cot | -2", "cot | 100",
                "csc | 0", "csc | 1", "csc | -3"})
    void thereIsNoValueAtAPole(String function, String multiple) {
        assertThat(value(function + "(" + multiple + "*pi)")).isNaN();
        assertThat(value("2 + 3*" + function + "(" + multiple + "*pi)")).isNaN();
        assertThat(value(function + "((" + multiple + " + 1/4)*pi)")).isFinite();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tan(acos(0))", "1/(sqrt(2)*sqrt(3) - sqrt(6))", "tan(pi/6 + pi/3)", "exp(tan(pi/2))", "gamma(-2)",
            "digamma(0)", "1/sin(100*pi)", "log(sin(pi))", "log(sqrt(2)*sqrt(3) - sqrt(6))", "log(cos(pi/2))"})
    void otherPolesAreFoundToo(String text) {
        assertThat(value(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{sqrt(2)*sqrt(3) == sqrt(6): 1, else: 0} | 1",
            "{sqrt(2) + sqrt(3) == sqrt(5 + 2*sqrt(6)): 1, else: 0} | 1", "3 + {sqrt(2)*sqrt(3) != sqrt(6): 1, else: 2} | 5",
        "{sqrt(2)*sqrt(3) < sqrt(6): 1, sqrt(2)*sqrt(3) <= sqrt(6): 2, else: 3} | 2",
        "{sin(10^20*pi) == 0: {log(8) == 3*log(2): 1, else: 4}, else: 0} | 1", "{exp(10^(-20)) > 1: 1, else: 0} | 1",
        "{sqrt(2) + 10^(-20) == sqrt(2): 1, else: 0} | 0"})
    void casesAreChosenByTheNumbersThemselves(String text, double expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"floor(log(8)/log(2)) | 3", "floor(log(1000)/log(10)) | 3", "ceil(log(125)/log(5)) | 3",
        "floor(log(243)/log(3)) | 5", "ceil(-log(8)/log(2)) | -3", "floor(10*sin(pi/6)) | 5", "floor(tan(pi/4)) | 1", "mod(10*sin(pi/6), 5) | 0",
        "heaviside(sin(pi)) | 0.5", "sign(sqrt(2)*sqrt(3) - sqrt(6)) | 0", "1 + 2*floor(floor(log(8)/log(2)) + log(4)/log(2)) | 11",
        "mod(exp(700), 7) | 5.348644440532433", "floor(sqrt(2)*10^20) | 141421356237309504880", "abs(sin(pi)) | 0",
        "fold(y = 0, t = 1..floor(log(1000)/log(10)): y + 1) | 3"})
    void theSideOfAJumpIsThatOfTheNumberItself(String text, double expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @Test
    void everyEntryLiesOnItsSideOfAJump() {
        assertThat(NearestDouble.of(Language.parse("floor([log(8)/log(2), 5/2])")).entries()).containsExactly(3, 2);
    }

    @Test
    void anUndecidedSideOfAJumpIsSaid() {
        assertThatThrownBy(() -> value("floor(exp(exp(1)) - exp(exp(1) + 10^(-2000)) + 1)")).hasMessageContaining("jump");
    }

    @Test
    void whatIsNowhereDefinedDoesNotCancel() {
        assertThat(Language.parse("sin(x + log(0)) - sin(x + log(0))").toString()).isEqualTo("0*inf");
        assertThat(Language.parse("x*sqrt(-1) - x*sqrt(-1)").toString()).isEqualTo("0*inf");
        assertThat(Language.parse("x*sqrt(2) - x*sqrt(2)").toString()).isEqualTo("0");
    }

    @Property(tries = 60)
    void fiftyDigitsAreTheFirstOfEighty(@ForAll @IntRange(min = -30, max = 30) int a, @ForAll @IntRange(min = 1, max = 40) int b,
            @ForAll @IntRange(min = 0, max = 5) int form) {
        String text = java.util.List.of("sin(%d/7)*exp(%d/9)", "atan(%d/3) + log(%d)", "gamma(%d + 1/%d + 1/3)", "erf(%d/11)/sqrt(%d)",
                "digamma(%d + 31 + 1/%d)", "cosh(%d/13) - tan(%d/17)").get(form).formatted(a, b);
        java.math.BigDecimal fifty = Digits.of(Language.parse(text), 50, Budget.standard());
        java.math.BigDecimal eighty = Digits.of(Language.parse(text), 80, Budget.standard());
        assertThat(eighty.round(new MathContext(50)).subtract(fifty).abs()).isLessThanOrEqualTo(fifty.ulp());
        assertThat(value(text)).isEqualTo(eighty.doubleValue());
    }
}
