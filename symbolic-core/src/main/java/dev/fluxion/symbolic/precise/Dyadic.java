package dev.fluxion.symbolic.precise;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The exact number {@code mantissa*2^exponent}.
 *
 * <p>Source: by definition; R. P. Brent, P. Zimmermann, Modern Computer Arithmetic (2010), chapter 3.
 *
 * @param mantissa any whole number
 * @param exponent the power of two
 */
public record Dyadic(BigInteger mantissa, int exponent) implements Comparable<Dyadic> {
    /** 0. */
    public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);
    /** 1. */
    public static final Dyadic ONE = of(1);

    private static final int LARGEST_EXPONENT = 1 << 28;

    /** Keeps exponents far from overflow. */
    public Dyadic {
        if (Math.abs(exponent) > LARGEST_EXPONENT) {
            throw NotEnclosed.tooLarge("a number beyond 2^" + LARGEST_EXPONENT);
        }
    }

    /** A whole number. */
    public static Dyadic of(long value) {
        return new Dyadic(BigInteger.valueOf(value), 0);
    }

    /**
     * The exact value of a finite double.
     *
     * @throws NumberFormatException if it is NaN or infinite
     */
    public static Dyadic of(double value) {
        BigDecimal exact = new BigDecimal(value); // always m/2^k
        int scale = Math.max(0, exact.stripTrailingZeros().scale());
        return new Dyadic(exact.multiply(new BigDecimal(BigInteger.TWO.pow(scale))).toBigIntegerExact(), -scale);
    }

    /** At most so many bits, rounded down or up. */
    public Dyadic rounded(int bits, boolean up) {
        int excess = mantissa.bitLength() - bits;
        if (excess <= 0) {
            return this;
        }
        BigInteger shifted = up ? mantissa.negate().shiftRight(excess).negate() : mantissa.shiftRight(excess);
        return new Dyadic(shifted, exponent + excess);
    }

    /** Exact sum. */
    public Dyadic plus(Dyadic other) {
        if (mantissa.signum() == 0 || other.mantissa.signum() == 0) {
            return mantissa.signum() == 0 ? other : this;
        }
        int least = Math.min(exponent, other.exponent);
        if (Math.max(exponent, other.exponent) - (long) least > LARGEST_EXPONENT / 16) {
            throw new NotEnclosed("a sum of numbers of very different sizes");
        }
        return new Dyadic(mantissa.shiftLeft(exponent - least).add(other.mantissa.shiftLeft(other.exponent - least)), least);
    }

    /** Exact difference. */
    public Dyadic minus(Dyadic other) {
        return plus(other.negate());
    }

    /** Exact product. */
    public Dyadic times(Dyadic other) {
        return new Dyadic(mantissa.multiply(other.mantissa), exponent + other.exponent);
    }

    /**
     * The quotient to so many bits, rounded down or up; the divisor is not 0.
     *
     * @throws ArithmeticException if it is
     */
    public Dyadic dividedBy(Dyadic divisor, int bits, boolean up) {
        int shift = Math.max(0, bits + divisor.mantissa.bitLength() - mantissa.bitLength() + 2);
        BigInteger[] parts = mantissa.shiftLeft(shift).divideAndRemainder(divisor.mantissa);
        BigInteger quotient = parts[0];
        int sign = parts[1].signum() * divisor.mantissa.signum(); // of what was cut off
        if (sign > 0 && up) {
            quotient = quotient.add(BigInteger.ONE);
        } else if (sign < 0 && !up) {
            quotient = quotient.subtract(BigInteger.ONE);
        }
        return new Dyadic(quotient, exponent - divisor.exponent - shift).rounded(bits, up);
    }

    /**
     * The square root to so many bits, rounded down or up; this is not negative.
     *
     * @throws ArithmeticException if it is
     */
    public Dyadic squareRoot(int bits, boolean up) {
        int shift = Math.max(0, 2 * bits - mantissa.bitLength() + 2);
        shift += (exponent - shift) & 1; // the exponent under the root must be even
        BigInteger[] root = mantissa.shiftLeft(shift).sqrtAndRemainder();
        BigInteger whole = up && root[1].signum() != 0 ? root[0].add(BigInteger.ONE) : root[0];
        return new Dyadic(whole, (exponent - shift) / 2).rounded(bits, up);
    }

    /** This times a power of two. */
    public Dyadic shifted(int by) {
        return new Dyadic(mantissa, Math.addExact(exponent, by));
    }

    /** Additive inverse. */
    public Dyadic negate() {
        return new Dyadic(mantissa.negate(), exponent);
    }

    /** Absolute value. */
    public Dyadic abs() {
        return new Dyadic(mantissa.abs(), exponent);
    }

    /** −1, 0 or 1. */
    public int signum() {
        return mantissa.signum();
    }

    /** The number {@code n} with {@code 2^(n-1) <= |this| < 2^n}; very small for 0. */
    public int magnitude() {
        return mantissa.signum() == 0 ? -LARGEST_EXPONENT : mantissa.abs().bitLength() + exponent;
    }

    /** The largest whole number that is not above this. */
    public BigInteger floor() {
        if (exponent > LARGEST_EXPONENT / 64) {
            throw NotEnclosed.tooLarge("a whole number of millions of digits");
        }
        return exponent >= 0 ? mantissa.shiftLeft(exponent) : mantissa.shiftRight(-exponent);
    }

    /** The exact value as a decimal. */
    public BigDecimal toBigDecimal() {
        if (Math.abs(exponent) > LARGEST_EXPONENT / 64) {
            throw NotEnclosed.tooLarge("a decimal of millions of digits");
        }
        return exponent >= 0 ? new BigDecimal(mantissa.shiftLeft(exponent))
                : new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
    }

    /** A double near it, 0 or infinite beyond the range of doubles. */
    public double doubleValue() {
        Dyadic shorter = rounded(64, false);
        return shorter.mantissa.doubleValue() * 1.0 == 0 ? 0
                : Math.scalb(shorter.mantissa.doubleValue(), Math.max(-5_000, Math.min(5_000, shorter.exponent)));
    }

    @Override
    public int compareTo(Dyadic other) {
        if (signum() != other.signum()) {
            return Integer.compare(signum(), other.signum());
        }
        if (magnitude() != other.magnitude()) {
            return signum() * Integer.compare(magnitude(), other.magnitude());
        }
        return minus(other).signum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dyadic dyadic && compareTo(dyadic) == 0;
    }

    @Override
    public int hashCode() {
        return mantissa.signum() == 0 ? 0 : mantissa.shiftRight(Math.max(0, mantissa.getLowestSetBit())).hashCode();
    }
}
