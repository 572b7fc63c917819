package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Rational;
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

    private final List<Rational[]> sequence = new ArrayList<>();
    private final Budget budget;

    private RealRoots(Rational[] polynomial, Budget budget) {
        this.budget = budget;
        sequence.add(polynomial);
        sequence.add(derivative(polynomial));
        while (sequence.getLast().length > 1) {
            Rational[] rest = remainder(sequence.get(sequence.size() - 2), sequence.getLast());
            if (rest.length == 0) {
                break;
            }
            sequence.add(scaled(rest));
        }
    }

    /** @param squareFree coefficients from power 0 up, the last not 0, without multiple roots */
    static List<Decimal> of(List<Rational> squareFree, Budget budget) {
        RealRoots roots = new RealRoots(squareFree.toArray(Rational[]::new), budget);
        Rational bound = roots.bound();
        List<Decimal> found = new ArrayList<>();
        roots.isolate(bound.negate(), bound, found);
        return found;
    }

    private static Rational[] derivative(Rational[] p) {
        Rational[] slope = new Rational[Math.max(0, p.length - 1)];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = p[i + 1].times(Rational.of(i + 1L));
        }
        return slope;
    }

    private Rational[] remainder(Rational[] a, Rational[] b) {
        Rational[] rest = a.clone();
        for (int i = a.length - b.length; i >= 0; i--) {
            Rational factor = rest[i + b.length - 1].dividedBy(b[b.length - 1]);
            for (int j = 0; j < b.length; j++) {
                budget.tick(1);
                rest[i + j] = rest[i + j].minus(factor.times(b[j]));
            }
        }
        int length = b.length - 1;
        while (length > 0 && rest[length - 1].signum() == 0) {
            length--;
        }
        return java.util.Arrays.copyOf(rest, length);
    }

    // The next of the sequence is the negative remainder; a positive factor keeps the numbers small.
    private static Rational[] scaled(Rational[] rest) {
        Rational size = rest[rest.length - 1].abs().reciprocal().negate();
        Rational[] result = new Rational[rest.length];
        java.util.Arrays.setAll(result, i -> rest[i].times(size));
        return result;
    }

    // Cauchy's bound, as a power of two.
    private Rational bound() {
        Rational[] p = sequence.getFirst();
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

    private Rational value(Rational[] p, Rational x) {
        Rational value = Rational.ZERO;
        for (int i = p.length - 1; i >= 0; i--) {
            budget.tick(1);
            value = value.times(x).plus(p[i]);
        }
        return value;
    }

    private int changes(Rational x) {
        int changes = 0;
        int last = 0;
        for (Rational[] p : sequence) {
            int sign = value(p, x).signum();
            if (sign != 0) {
                changes += last != 0 && sign != last ? 1 : 0;
                last = sign;
            }
        }
        return changes;
    }

    // Roots in (low, high].
    private void isolate(Rational low, Rational high, List<Decimal> into) {
        int count = changes(low) - changes(high);
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
        Rational[] p = sequence.getFirst();
        int sign = value(p, high).signum();
        for (int i = 0; i < FINEST && sign != 0 && !isNarrow(low, high); i++) {
            Rational middle = low.plus(high).times(HALF);
            int here = value(p, middle).signum();
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
