package dev.fluxion.symbolic.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisorsTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 5000, 0", "100, 100, 50", "3000, 3000, 0", "3000, 3000, 2900", "5000, 60, 10", "9000, 8999, 100", "20000, 20000, 1", "20000, 20000, 19000",
        "40000, 25000, 7000", "100000, 3000, 2500", "70000, 69000, 35000"})
    void theyAreThoseOfTheLibrary(int first, int second, int common) {
        Random random = new Random(first + second + common);
        for (int round = 0; round < 40; round++) {
            BigInteger factor = new BigInteger(common, random).max(BigInteger.ONE);
            BigInteger a = new BigInteger(Math.max(0, first - common), random).multiply(factor).multiply(BigInteger.valueOf(round % 2 == 0 ? 1 : -1));
            BigInteger b = new BigInteger(Math.max(0, second - common), random).multiply(factor);
            assertEquals(a.gcd(b), Divisors.greatestCommon(a, b));
            assertEquals(a.gcd(b), Divisors.greatestCommon(b, a));
        }
    }

    @Test
    void numbersNextToEachOtherInTheSequenceOfFibonacciHaveNone() {
        BigInteger a = BigInteger.ONE;
        BigInteger b = BigInteger.ONE;
        for (int i = 0; i < 30_000; i++) {
            BigInteger next = a.add(b);
            a = b;
            b = next;
        }
        assertEquals(BigInteger.ONE, Divisors.greatestCommon(a, b));
        assertEquals(b, Divisors.greatestCommon(a.multiply(b), b.negate()));
    }

    @Test
    void millionsOfDigitsTakeSeconds() {
        Random random = new Random(7);
        BigInteger factor = new BigInteger(300_000, random);
        BigInteger a = new BigInteger(1_600_000, random).multiply(factor);
        BigInteger b = new BigInteger(1_600_000, random).multiply(factor);
        BigInteger common = assertTimeout(Duration.ofSeconds(20), () -> Divisors.greatestCommon(a, b));
        assertEquals(BigInteger.ZERO, common.mod(factor));
        assertEquals(BigInteger.ZERO, a.mod(common).add(b.mod(common)));
    }
}
