package dev.fluxion.symbolic.precise;

import java.math.BigInteger;

/**
 * A closed interval that certainly holds a number. Every operation rounds outwards to a number of bits.
 *
 * <p>Source: R. E. Moore, Interval Analysis (1966).
 *
 * @param low the lower bound
 * @param high the upper bound, not below the lower
 */
public record Enclosure(Dyadic low, Dyadic high) {
    /** Exactly 0. */
    public static final Enclosure ZERO = of(0);
    /** Exactly 1. */
    public static final Enclosure ONE = of(1);

    /** Exactly a whole number. */
    public static Enclosure of(long value) {
        return exactly(Dyadic.of(value));
    }

    /** Exactly this number. */
    public static Enclosure exactly(Dyadic value) {
        return new Enclosure(value, value);
    }

    /** A fraction. */
    public static Enclosure of(BigInteger numerator, BigInteger denominator, int bits) {
        return exactly(new Dyadic(numerator, 0)).over(exactly(new Dyadic(denominator, 0)), bits);
    }

    /** Everything between two numbers in either order. */
    public static Enclosure between(Dyadic a, Dyadic b) {
        return a.compareTo(b) <= 0 ? new Enclosure(a, b) : new Enclosure(b, a);
    }

    /** Everything in either. */
    public Enclosure or(Enclosure other) {
        return new Enclosure(min(low, other.low), max(high, other.high));
    }

    static Dyadic min(Dyadic a, Dyadic b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    static Dyadic max(Dyadic a, Dyadic b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** With bounds of at most so many bits. */
    public Enclosure rounded(int bits) {
        return new Enclosure(low.rounded(bits, false), high.rounded(bits, true));
    }

    /** Sum. */
    public Enclosure plus(Enclosure other, int bits) {
        return new Enclosure(low.plus(other.low), high.plus(other.high)).rounded(bits);
    }

    /** Difference. */
    public Enclosure minus(Enclosure other, int bits) {
        return plus(other.negate(), bits);
    }

    /** Additive inverse. */
    public Enclosure negate() {
        return new Enclosure(high.negate(), low.negate());
    }

    /** Product. */
    public Enclosure times(Enclosure other, int bits) {
        Effort.spend(bits);
        if (low.signum() >= 0 && other.low.signum() >= 0) {
            return new Enclosure(low.times(other.low), high.times(other.high)).rounded(bits);
        }
        Dyadic a = low.times(other.low);
        Dyadic b = low.times(other.high);
        Dyadic c = high.times(other.low);
        Dyadic d = high.times(other.high);
        return new Enclosure(min(min(a, b), min(c, d)), max(max(a, b), max(c, d))).rounded(bits);
    }

    /**
     * Quotient; a divisor that may be zero is {@link NotEnclosed}.
     *
     * @throws NotEnclosed if the divisor may be zero; certainly, if it is
     */
    public Enclosure over(Enclosure divisor, int bits) {
        Effort.spend(bits);
        if (divisor.holdsZero()) {
            throw new NotEnclosed("a division by what may be zero", divisor.isExactly(Dyadic.ZERO));
        }
        if (divisor.isPoint()) {
            boolean positive = divisor.low.signum() > 0;
            return new Enclosure((positive ? low : high).dividedBy(divisor.low, bits, false), (positive ? high : low).dividedBy(divisor.low, bits, true));
        }
        Enclosure up = quotients(divisor, bits, true);
        Enclosure down = quotients(divisor, bits, false);
        return new Enclosure(down.low, up.high);
    }

    private Enclosure quotients(Enclosure divisor, int bits, boolean up) {
        Dyadic a = low.dividedBy(divisor.low, bits, up);
        Dyadic b = low.dividedBy(divisor.high, bits, up);
        Dyadic c = high.dividedBy(divisor.low, bits, up);
        Dyadic d = high.dividedBy(divisor.high, bits, up);
        return new Enclosure(min(min(a, b), min(c, d)), max(max(a, b), max(c, d)));
    }

    /** This times a power of two, exactly. */
    public Enclosure shifted(int by) {
        return new Enclosure(low.shifted(by), high.shifted(by));
    }

    /** A whole power from 0. */
    public Enclosure power(BigInteger exponent, int bits) {
        if (exponent.signum() == 0) {
            return ONE;
        }
        boolean even = !exponent.testBit(0);
        if (even && holdsZero()) {
            return new Enclosure(Dyadic.ZERO, abs().raised(exponent, bits).high);
        }
        return even ? abs().raised(exponent, bits)
                : new Enclosure(exactly(low).raised(exponent, bits).low, exactly(high).raised(exponent, bits).high);
    }

    private Enclosure raised(BigInteger exponent, int bits) {
        int guarded = bits + 2 * exponent.bitLength();
        Enclosure result = ONE;
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            result = result.times(result, guarded);
            if (exponent.testBit(bit)) {
                result = result.times(this, guarded);
            }
        }
        return result.rounded(bits);
    }

    /**
     * The square root of what is not negative; what may be slightly below zero counts as zero there.
     *
     * @throws NotEnclosed if it is certainly negative
     */
    public Enclosure squareRoot(int bits) {
        if (high.signum() < 0) {
            throw new NotEnclosed("a root of a negative number", true);
        }
        return new Enclosure(low.signum() <= 0 ? Dyadic.ZERO : low.squareRoot(bits, false), high.squareRoot(bits, true));
    }

    /** Absolute value. */
    public Enclosure abs() {
        return low.signum() >= 0 ? this : high.signum() <= 0 ? negate() : new Enclosure(Dyadic.ZERO, max(low.negate(), high));
    }

    /** Whether 0 may be the value. */
    public boolean holdsZero() {
        return low.signum() <= 0 && high.signum() >= 0;
    }

    /** Whether a number may be the value. */
    public boolean holds(Dyadic value) {
        return low.compareTo(value) <= 0 && high.compareTo(value) >= 0;
    }

    /** Whether the value is certainly this number. */
    public boolean isExactly(Dyadic value) {
        return low.equals(value) && high.equals(value);
    }

    /** Whether the value is known exactly. */
    public boolean isPoint() {
        return low.equals(high);
    }

    /** The sign of the value; 0 also where it is not known. */
    public int signum() {
        return low.signum() > 0 ? 1 : high.signum() < 0 ? -1 : 0;
    }

    /** The larger of the two sizes of the bounds, as in {@link Dyadic#magnitude()}. */
    public int magnitude() {
        return Math.max(low.magnitude(), high.magnitude());
    }

    /** A double near the middle. */
    public double doubleValue() {
        return low.plus(high).shifted(-1).doubleValue();
    }
}
