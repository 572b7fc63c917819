package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.SturmSequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All real roots of a polynomial with rational coefficients, isolated by Sturm's sequence and bisected to sixty digits.
 *
 * <p>Source: Sturm's theorem and S. Basu, R. Pollack, M.-F. Roy, Algorithms in Real Algebraic Geometry (2nd ed., 2006), §2.2; bound of the roots:
 * M. Fujiwara (Tôhoku Mathematical Journal 10, 1916).
 */
final class RealRoots {
    /** The digits of a root. */
    static final int DIGITS = 60;

    private static final int FINEST = 4_000; // halvings: beyond any double
    private static final Rational WIDTH = Rational.of(new BigDecimal(BigInteger.ONE, DIGITS + 2)); // of the last interval, relative to the root
    private static final Rational HALF = Rational.HALF;

    private final Rational[] polynomial;
    private final SturmSequence sequence;
    private final int smallest; // no root but 0 has a size below this power of two

    private RealRoots(List<Rational> polynomial, Budget budget) {
        this.polynomial = polynomial.stream().dropWhile(Rational::isZero).toArray(Rational[]::new);
        this.sequence = new SturmSequence(polynomial, budget);
        this.smallest = -exponentOfBound(Arrays.asList(this.polynomial));
    }

    /** @param squareFree coefficients from power 0 up, the last not 0, without multiple roots */
    static List<Decimal> of(List<Rational> squareFree, Budget budget) {
        RealRoots roots = new RealRoots(squareFree, budget);
        Rational bound = roots.bound();
        List<Decimal> found = new ArrayList<>();
        roots.isolate(bound.negate(), bound, found);
        return found;
    }

    // Fujiwara's bound, as a power of two.
    private Rational bound() {
        return power(exponentOfBound(Arrays.asList(polynomial).reversed()));
    }

    /** @param falling coefficients from the highest power down */
    private static int exponentOfBound(List<Rational> falling) {
        int most = 0;
        for (int k = 1; k < falling.size(); k++) {
            Rational ratio = falling.get(k).dividedBy(falling.getFirst());
            int exponent = ratio.isZero() ? Integer.MIN_VALUE : Math.ceilDiv(exponent(ratio) + 1, k);
            most = k == 1 ? exponent : Math.max(most, exponent);
        }
        return most == Integer.MIN_VALUE ? 0 : most + 1;
    }

    // The size is between two powers of two: that of this exponent less one, and plus one.
    private static int exponent(Rational number) {
        return number.numerator().bitLength() - number.denominator().bitLength();
    }

    private static Rational power(int exponent) {
        BigInteger power = BigInteger.ONE.shiftLeft(Math.abs(exponent));
        return exponent < 0 ? Rational.of(BigInteger.ONE, power) : Rational.of(power, BigInteger.ONE);
    }

    // Where the ends are of different sizes their exponents are halved: a few steps lead from 10^400 to 10^-400.
    private Rational between(Rational low, Rational high) {
        if (low.signum() < 0) {
            return high.signum() > 0 ? Rational.ZERO : between(high.negate(), low.negate()).negate();
        }
        int above = exponent(high);
        int below = low.isZero() ? Math.min(smallest - 2, above - 3) : exponent(low);
        return above - below > 2 ? power(Math.floorDiv(below + above, 2)) : low.plus(high).times(HALF);
    }

    // Roots in (low, high].
    private void isolate(Rational low, Rational high, List<Decimal> into) {
        int count = sequence.roots(low, high);
        if (count == 0) {
            return;
        }
        if (count == 1) {
            into.add(refined(low, high));
            return;
        }
        Rational middle = between(low, high);
        isolate(low, middle, into);
        isolate(middle, high, into);
    }

    // A root is a fraction only where the halving meets it: linear factors were split off before.
    private Decimal refined(Rational from, Rational to) {
        Rational low = from;
        Rational high = to;
        int sign = sequence.signAt(high);
        for (int i = 0; i < FINEST && sign != 0 && !isNarrow(low, high); i++) {
            Rational middle = between(low, high);
            int here = sequence.signAt(middle);
            if (here == 0) {
                return rounded(middle);
            }
            if (here == sign) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return rounded(sign == 0 ? high : low.plus(high).times(HALF));
    }

    private static boolean isNarrow(Rational low, Rational high) {
        Rational smaller = low.abs().compareTo(high.abs()) < 0 ? low : high;
        return low.signum() == high.signum() && high.minus(low).compareTo(smaller.abs().times(WIDTH)) <= 0;
    }

    private static Decimal rounded(Rational root) {
        return new Decimal(new BigDecimal(root.numerator()).divide(new BigDecimal(root.denominator()), new MathContext(DIGITS)), DIGITS);
    }
}
