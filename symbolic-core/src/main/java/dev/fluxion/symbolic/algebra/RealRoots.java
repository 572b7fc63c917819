package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.SturmSequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * All real roots of a polynomial with rational coefficients, isolated by Sturm's sequence and bisected to sixty digits.
 *
 * <p>Source: Sturm's theorem and Cauchy's bound, S. Basu, R. Pollack, M.-F. Roy, Algorithms in Real Algebraic Geometry (2nd ed., 2006), §2.2 and
 * §10.1.
 */
final class RealRoots {
    /** The digits of a root. */
    static final int DIGITS = 60;

    private static final int FINEST = 4_000; // halvings: beyond any double
    private static final Rational WIDTH = Rational.of(new BigDecimal(BigInteger.ONE, DIGITS + 2)); // of the last interval, relative to the root
    private static final Rational HALF = Rational.HALF;

    private final Rational[] polynomial;
    private final SturmSequence sequence;

    private RealRoots(List<Rational> polynomial, Budget budget) {
        this.polynomial = polynomial.toArray(Rational[]::new);
        this.sequence = new SturmSequence(polynomial, budget);
    }

    /** @param squareFree coefficients from power 0 up, the last not 0, without multiple roots */
    static List<Decimal> of(List<Rational> squareFree, Budget budget) {
        RealRoots roots = new RealRoots(squareFree, budget);
        Rational bound = roots.bound();
        List<Decimal> found = new ArrayList<>();
        roots.isolate(bound.negate(), bound, found);
        return found;
    }

    // Cauchy's bound, as a power of two.
    private Rational bound() {
        Rational[] p = polynomial;
        Rational largest = Rational.ONE;
        for (Rational c : p) {
            Rational ratio = c.dividedBy(p[p.length - 1]).abs();
            largest = ratio.compareTo(largest) > 0 ? ratio : largest;
        }
        Rational bound = Rational.TWO;
        while (bound.compareTo(largest.plus(Rational.ONE)) <= 0) {
            bound = bound.times(Rational.TWO);
        }
        return bound;
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
        Rational middle = low.plus(high).times(HALF);
        isolate(low, middle, into);
        isolate(middle, high, into);
    }

    // A root is a fraction only where the halving meets it: linear factors were split off before.
    private Decimal refined(Rational from, Rational to) {
        Rational low = from;
        Rational high = to;
        int sign = sequence.signAt(high);
        for (int i = 0; i < FINEST && sign != 0 && !isNarrow(low, high); i++) {
            Rational middle = low.plus(high).times(HALF);
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
        return new Decimal(new BigDecimal(root.numerator()).divide(new BigDecimal(root.denominator()), new MathContext(DIGITS)));
    }
}
