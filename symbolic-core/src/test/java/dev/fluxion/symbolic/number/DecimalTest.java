package dev.fluxion.symbolic.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            N(3, 30)*7                     | 21
            N(3, 30) + 14                  | 17
            N(3, 30)/7                     | 0.428571428571428571428571428571
            N(1/4, 20)*N(1/3, 10)          | 0.08333333333
            N(100, 30) + N(1/3, 30)        | 100.333333333333333333333333333
            N(1, 5) + 10^(-9)              | 1.0000
            N(0, 10) + 1/3                 | 0.3333333333
            N(-3, 5)^3                     | -27
            N(2, 10)^(-3)                  | 0.125
            N(2, 30)^(1/2)                 | 1.41421356237309504880168872421
            N(3, 1)^22                     | 30000000000
            N(0)^22                        | 0
            N(1/3, 5)^12345                | 7.6647e-5891
            N(10001/10000, 20)^1234567     | 4.1103889037171167070e53
            N(pi, 5) - 31415/10000         | 0.0001
            (N(pi, 5) - 31415/10000)/3     | 0.00003
            """)
    void arithmeticKeepsTheDigitsThatAreKnown(String text, String digits) {
        assertEquals(digits, Language.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({"'N(10, 30)^(2*10^9)'", "'N(10, 30)^(-2*10^9)'", "'N(10, 30)^(10^12)'", "'N(10, 30)^(1/2 - 10^12)'", "'N(10, 30)^(10^5)*N(10, 30)^(5*10^5)'"})
    void whatIsTooLargeNamesTheLimit(String text) {
        assertEquals(Diagnostic.Code.LIMIT, assertThrows(FluxionException.class, () -> Language.parse(text)).diagnostic().code());
    }

    @Test
    void digitsAreKnownBeyondZerosAtTheEnd() {
        assertEquals("1E-29", new Decimal(new java.math.BigDecimal("3"), 30).ulp().toString());
    }
}
