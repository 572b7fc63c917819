package dev.fluxion.symbolic.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.language.Language;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            N(3, 30)*7                     | 21
            N(3, 30) + 14                  | 17
            N(3, 30)/7                     | 0.428571428571428571428571428571
            N(pi, 20)/N(pi, 20)            | 1.0000000000000000000
            N(pi, 20)^2/N(pi, 20)^2        | 1.0000000000000000000
            N(2, 20)/N(3, 20)              | 0.66666666666666666667
            N(2, 20)*N(3, 20)^(-2)         | 0.22222222222222222222
            1/N(3, 20)                     | 0.33333333333333333333
            N(pi, 20)*N(e, 5)/N(pi, 20)    | 2.7183
            N(1/4, 20)*N(1/3, 10)          | 0.08333333333
            N(100, 30) + N(1/3, 30)        | 100.333333333333333333333333333
            N(1, 5) + 10^(-9)              | 1.0000
            N(0, 10) + 1/3                 | 0.3333333333
            N(-3, 5)^3                     | -27
            N(2, 10)^(-3)                  | 0.125
            N(2, 30)^(1/2)                 | 1.41421356237309504880168872421
            N(3, 1)^22                     | 30000000000
            N(1/3, 5)^N(2, 5)              | 0.11111
            2^N(1/2, 20)                   | 1.4142135623730950488
            N(0)^22                        | 0
            N(1/3, 5)^12345                | 8e-5891
            N(10001/10000, 20)^1234567     | 4.1103889037171e53
            N(pi, 5) - 31415/10000         | 0.0001
            (N(pi, 5) - 31415/10000)/3     | 0.00003
            N(1/3, 1) - 29/100             | 0
            N(10^20/3, 5) - 33333*10^15    | 0
            N(10^20/3, 5) - 33333*10^15 + 1/3 | 0
            N(0, 10)*10^20 + 1/3           | 0
            N(10000001/10000000, 30)^(10^12) | 2.79266506944775000e43429
            """)
    void arithmeticKeepsTheDigitsThatAreKnown(String text, String digits) {
        assertEquals(digits, Language.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({"'N(10, 30)^(2*10^9)'", "'N(10, 30)^(-2*10^9)'", "'N(10, 30)^(10^12)'", "'N(10, 30)^(1/2 - 10^12)'", "'N(10, 30)^(10^5)*N(10, 30)^(5*10^5)'"})
    void whatIsTooLargeNamesTheLimit(String text) {
        assertEquals(Diagnostic.Code.LIMIT, assertThrows(FluxionException.class, () -> Language.parse(text)).diagnostic().code());
    }

    // Processor time of the powers alone: what else runs on the machine doesn't count.
    @Test
    void exponentsOfManyDigitsAreNotWorkedOutToThatManyDigits() {
        Rational large = Rational.of(BigInteger.valueOf(42).pow(300_000), BigInteger.ONE);
        Rational near = Rational.of(BigInteger.valueOf(42).pow(300_000), BigInteger.valueOf(42).pow(300_000).add(BigInteger.ONE));
        Decimal number = Decimal.of(Rational.of(72), 16);
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        assertThrows(FluxionException.class, () -> number.power(large));
        assertThrows(FluxionException.class, () -> number.power(large.negate()));
        assertEquals("72.00000000000000", number.power(near).value().toString());
        assertEquals(new BigDecimal("1.000000000000000"), Decimal.of(Rational.ONE, 16).power(large).value().setScale(15));
        assertEquals("2.688142832382", new Decimal(new BigDecimal("1.0001"), 17).power(Rational.of(9889)).value().toString()); // as mpmath has it
        assertTrue(thread.getCurrentThreadCpuTime() - before < 2_000_000_000L);
    }

    @Test
    void digitsAreKnownBeyondZerosAtTheEnd() {
        assertEquals("1E-29", new Decimal(new BigDecimal("3"), 30).ulp().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1/3", "-1/3", "10^20", "123"})
    void oneTimesANumberIsThatNumber(String value) {
        Numeral number = Decimal.of(((Constant) Language.parse(value)).value(), 7);
        assertEquals(number, number.times(Rational.ONE));
        assertEquals(number, Rational.ONE.negate().times(number).negate());
    }
}
