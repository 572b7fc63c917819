package dev.fluxion.symbolic.number;

import dev.fluxion.grammar.Interruption;
import java.math.BigInteger;

/**
 * Greatest common divisors of numbers of any length, millions of binary digits among them, for which those of {@link BigInteger} take minutes.
 *
 * <p>Every step multiplies the pair by a matrix of determinant ±1, which keeps its divisors, whatever the leading digits that it was found from left out.
 *
 * <p>Source: N. Möller, On Schönhage's algorithm and subquadratic integer gcd computation (Mathematics of Computation 77, 2008); D. H. Lehmer,
 * Euclid's algorithm for large numbers (American Mathematical Monthly 45, 1938) for short ones.
 */
public final class Divisors {
    private static final int SHORT = 2_048; // bits, below which BigInteger is as fast
    private static final int LEADING = 62;
    private static final int KNOWN = 31; // bits of a quotient matrix that so many leading bits decide
    private static final Matrix SAME = new Matrix(BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE);

    private record Matrix(BigInteger a, BigInteger b, BigInteger c, BigInteger d) {
        Matrix times(Matrix o) {
            return new Matrix(a.multiply(o.a).add(b.multiply(o.c)), a.multiply(o.b).add(b.multiply(o.d)),
                    c.multiply(o.a).add(d.multiply(o.c)), c.multiply(o.b).add(d.multiply(o.d)));
        }
    }

    private BigInteger larger;
    private BigInteger smaller;
    private Matrix taken = SAME; // from the pair at the start to the present one

    private Divisors(BigInteger first, BigInteger second) {
        larger = first;
        smaller = second;
        order();
    }

    /** The greatest whole number that divides both, 0 of 0 and 0. */
    public static BigInteger greatestCommon(BigInteger first, BigInteger second) {
        Divisors pair = new Divisors(first, second);
        while (pair.smaller.bitLength() > SHORT) {
            int half = pair.larger.bitLength() / 2;
            if (pair.smaller.bitLength() > half) {
                pair.take(halving(pair.larger.shiftRight(half), pair.smaller.shiftRight(half)));
            }
            pair.taken = SAME;
            pair.divide();
        }
        return pair.larger.gcd(pair.smaller);
    }

    // What takes the smaller to about half the bits of the larger.
    private static Matrix halving(BigInteger first, BigInteger second) {
        Interruption.check(0);
        Divisors pair = new Divisors(first, second);
        int length = pair.larger.bitLength();
        int target = length / 2;
        if (length <= SHORT) {
            while (pair.smaller.bitLength() > target + KNOWN) {
                pair.reduceByLeadingBits();
            }
            return pair.taken;
        }
        if (pair.smaller.bitLength() > target) {
            pair.take(halving(pair.larger.shiftRight(target), pair.smaller.shiftRight(target)));
        }
        if (pair.smaller.bitLength() > target) {
            pair.divide();
        }
        if (pair.smaller.bitLength() > target) {
            int rest = Math.max(0, 2 * target - pair.larger.bitLength());
            pair.take(halving(pair.larger.shiftRight(rest), pair.smaller.shiftRight(rest)));
        }
        return pair.taken;
    }

    private void reduceByLeadingBits() {
        int rest = Math.max(0, larger.bitLength() - LEADING);
        long x = larger.shiftRight(rest).longValue();
        long y = smaller.shiftRight(rest).longValue();
        long a = 1;
        long b = 0;
        long c = 0;
        long d = 1;
        while (y != 0) {
            long quotient = x / y;
            long nextC = a - quotient * c;
            long nextD = b - quotient * d;
            if (quotient >>> KNOWN != 0 || Math.abs(nextC) >>> KNOWN != 0 || Math.abs(nextD) >>> KNOWN != 0) {
                break;
            }
            a = c;
            b = d;
            c = nextC;
            d = nextD;
            long remainder = x - quotient * y;
            x = y;
            y = remainder;
        }
        BigInteger before = larger;
        if (b != 0) {
            take(new Matrix(BigInteger.valueOf(a), BigInteger.valueOf(b), BigInteger.valueOf(c), BigInteger.valueOf(d)));
        }
        if (larger.compareTo(before) >= 0) {
            divide();
        }
    }

    private void take(Matrix step) {
        BigInteger first = step.a.multiply(larger).add(step.b.multiply(smaller));
        smaller = step.c.multiply(larger).add(step.d.multiply(smaller));
        larger = first;
        taken = step.times(taken);
        order();
    }

    // Both made positive, the larger one first.
    private void order() {
        Matrix t = taken;
        BigInteger first = larger;
        BigInteger second = smaller;
        boolean isSwapped = first.abs().compareTo(second.abs()) < 0;
        if (first.signum() < 0) {
            t = new Matrix(t.a.negate(), t.b.negate(), t.c, t.d);
        }
        if (second.signum() < 0) {
            t = new Matrix(t.a, t.b, t.c.negate(), t.d.negate());
        }
        taken = isSwapped ? new Matrix(t.c, t.d, t.a, t.b) : t;
        larger = isSwapped ? second.abs() : first.abs();
        smaller = isSwapped ? first.abs() : second.abs();
    }

    private void divide() {
        if (smaller.signum() == 0) {
            return;
        }
        BigInteger[] parts = larger.divideAndRemainder(smaller);
        larger = smaller;
        smaller = parts[1];
        taken = new Matrix(taken.c, taken.d, taken.a.subtract(parts[0].multiply(taken.c)), taken.b.subtract(parts[0].multiply(taken.d)));
    }
}
