package dev.fluxion.symbolic.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.language.Language;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arithmetic by long and by big numbers must give the same numbers, in the same form, on both sides of every limit. */
class RationalTest {
    private static final List<BigInteger> EDGES = Stream.of(0, 1, 2, 30, 31, 32, 61, 62, 63, 64, 65).map(BigInteger.ONE::shiftLeft)
            .flatMap(power -> Stream.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.ONE))).flatMap(value -> Stream.of(value, value.negate())).distinct()
            .toList();

    private static Rational of(BigInteger numerator, BigInteger denominator) {
        return Rational.of(numerator, denominator);
    }

    @Test
    void arithmeticOfWholeNumbersIsThatOfBigOnes() {
        for (BigInteger a : EDGES) {
            for (BigInteger b : EDGES) {
                Rational left = of(a, BigInteger.ONE);
                Rational right = of(b, BigInteger.ONE);
                assertThat(left.plus(right)).as("%s + %s", a, b).isEqualTo(of(a.add(b), BigInteger.ONE));
                assertThat(left.minus(right)).as("%s - %s", a, b).isEqualTo(of(a.subtract(b), BigInteger.ONE));
                assertThat(left.times(right)).as("%s * %s", a, b).isEqualTo(of(a.multiply(b), BigInteger.ONE));
                assertThat(left.compareTo(right)).as("%s <=> %s", a, b).isEqualTo(a.compareTo(b));
            }
        }
    }

    @Test
    void arithmeticOfFractionsIsThatOfBigOnes() {
        List<BigInteger> below = EDGES.stream().filter(each -> each.signum() > 0).toList();
        for (BigInteger a : EDGES) {
            for (BigInteger b : below) {
                Rational left = of(a, b);
                Rational right = of(b.add(BigInteger.TWO), a.abs().add(BigInteger.ONE));
                BigInteger n = b.add(BigInteger.TWO);
                BigInteger d = a.abs().add(BigInteger.ONE);
                assertThat(left.plus(right)).as("%s + %s", left, right).isEqualTo(of(a.multiply(d).add(n.multiply(b)), b.multiply(d)));
                assertThat(left.times(right)).as("%s * %s", left, right).isEqualTo(of(a.multiply(n), b.multiply(d)));
                assertThat(left.dividedBy(right)).as("%s / %s", left, right).isEqualTo(of(a.multiply(d), b.multiply(n)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"22^-2^22^--21694", "(1/3)^(2^40)", "(-2)^(-10^30)", "(1/7)^(10^30)", "2^(-2147483648)", "(2/3)^2147483647", "9^9^9^9"})
    void aPowerThatIsTooLongNamesTheLimit(String text) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessage("a number would have more than 2000000 binary digits");
    }

    @Test
    void aLongPowerOfAFractionIsComputedAtOnce() {
        Budget budget = Budget.of(20_000, 1_000, 100);
        assertThat(((Constant) budget.run(() -> Language.parse(".382^442^2"))).value().signum()).isEqualTo(1); // took minutes
    }

    @Test
    void aWholeNumberIsAddedToALongFractionWithoutLookingForADivisor() {
        Rational fraction = Rational.of(818_888_882).power(-60_000); // 1.8 million binary digits: a divisor would take minutes
        Rational sum = fraction.plus(Rational.of(3));
        assertThat(sum.denominator()).isEqualTo(fraction.denominator());
        assertThat(sum.minus(Rational.of(3))).isEqualTo(fraction);
    }

    @Test
    void powersOfOneAndZeroAreShort() {
        assertThat(Language.parse("(-1)^(-2147483648) + (-1)^(10^30 + 1) + 0^(10^30) + 1^(-10^30)")).hasToString("1");
        assertThat(Rational.of(-2, 3).power(-3)).isEqualTo(Rational.of(-27, 8));
        assertThatThrownBy(() -> Rational.ZERO.power(-1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aNumberHasOneFormHoweverItCameAbout() {
        BigInteger limit = BigInteger.ONE.shiftLeft(62);
        assertThat(Rational.of(1L << 61).plus(Rational.of(1L << 61))).isEqualTo(of(limit, BigInteger.ONE)).hasSameHashCodeAs(of(limit, BigInteger.ONE));
        assertThat(Rational.of(Long.MIN_VALUE)).isEqualTo(of(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.ONE));
        assertThat(Language.parse("x^(2305843009213693952+2305843009213693952) - x^4611686018427387904")).hasToString("0");
    }

    @Test
    void doublesAreTheNearest() {
        List<BigInteger> wide = EDGES.stream().filter(edge -> edge.bitLength() > 50).toList();
        for (int shift : new int[] {0, 1, 900, 958, 959, 960, 961, 1010, 1011, 1012, 1020, 1070, 1073, 1074, 1075, 1076, 1138, 1139, 1140, 1141, 2_100}) {
            for (BigInteger a : wide) {
                for (BigInteger b : List.of(BigInteger.ONE, BigInteger.TEN, BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE), a.subtract(BigInteger.ONE).abs())) {
                    Rational large = of(a.shiftLeft(shift), b);
                    assertThat(large.doubleValue()).as("%s", large).isEqualTo(nearest(large));
                    Rational small = of(a, b.shiftLeft(shift));
                    assertThat(small.doubleValue()).as("%s", small).isEqualTo(nearest(small));
                }
            }
        }
    }

    @Test
    void doublesBesideTheMiddleOfTwoAreTheNearest() {
        BigInteger middle = BigInteger.ONE.shiftLeft(53).add(BigInteger.valueOf(5)); // of 54 bits
        for (int exponent : new int[] {-1130, -1128, -1127, -1126, -1080, -1076, -1075, -1074, -1073, -500, 960, 969, 970, 971}) {
            for (int beside : new int[] {-1, 0, 1}) {
                BigInteger numerator = middle.shiftLeft(300 + Math.max(exponent, 0)).add(BigInteger.valueOf(beside).shiftLeft(Math.max(exponent, 0)));
                Rational number = of(numerator, BigInteger.ONE.shiftLeft(300 + Math.max(-exponent, 0)));
                BigDecimal exact = new BigDecimal(number.numerator()).divide(new BigDecimal(number.denominator())); // powers of two: it ends
                assertThat(number.doubleValue()).as("%d %d", exponent, beside).isEqualTo(exact.doubleValue());
                assertThat(number.negate().doubleValue()).as("-%d %d", exponent, beside).isEqualTo(exact.negate().doubleValue());
            }
        }
    }

    private static double nearest(Rational number) {
        return new BigDecimal(number.numerator()).divide(new BigDecimal(number.denominator()), new MathContext(800)).doubleValue();
    }

    @Test
    @Timeout(10)
    void oppositesAndReciprocalsOfLongFractionsLookForNoDivisors() {
        Rational number = of(BigInteger.valueOf(9).pow(100_000), BigInteger.valueOf(10).pow(80_000));
        for (int i = 0; i < 100; i++) {
            assertThat(number.negate().reciprocal().negate().reciprocal()).isEqualTo(number);
        }
    }

    @Test
    @Timeout(10)
    void doublesOfMillionsOfDigitsTakeNoPowersOfTen() {
        BigInteger power = BigInteger.valueOf(9).pow(600_000);
        Rational nearTwo = of(power.multiply(BigInteger.TWO).subtract(BigInteger.TWO), power);
        for (int i = 0; i < 200; i++) {
            assertThat(nearTwo.doubleValue()).isEqualTo(2);
            assertThat(of(power.negate(), BigInteger.ONE).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(of(BigInteger.ONE, power).doubleValue()).isZero();
        }
    }
}
