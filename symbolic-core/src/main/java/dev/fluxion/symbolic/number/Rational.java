package dev.fluxion.symbolic.number;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/**
 * An exact fraction in lowest terms with a positive denominator, of any size up to {@link #MAXIMUM_BITS}. Small ones live in two longs;
 * those that overflow in big integers.
 *
 * <p>Source: fractions, D. E. Knuth, The Art of Computer Programming, volume 2 (3rd ed., 1997), §4.5.1.
 */
public final class Rational implements Numeral {
    /** Numerators and denominators with more bits are refused by a {@code limit} diagnostic. */
    public static final int MAXIMUM_BITS = 2_000_000;

    /** 0. */
    public static final Rational ZERO = new Rational(0, 1, null, null);
    /** 1. */
    public static final Rational ONE = new Rational(1, 1, null, null);
    /** −1. */
    public static final Rational MINUS_ONE = new Rational(-1, 1, null, null);
    /** ½. */
    public static final Rational HALF = new Rational(1, 2, null, null);
    /** 2. */
    public static final Rational TWO = new Rational(2, 1, null, null);
    private static final int LEAST_EXPONENT = Double.PRECISION - 1 - Double.MIN_EXPONENT; // 1 over 2 to it is the least double

    private final long numerator;
    private final long denominator;
    private final BigInteger bigNumerator; // null while both fit in longs
    private final BigInteger bigDenominator;

    private Rational(long numerator, long denominator, BigInteger bigNumerator, BigInteger bigDenominator) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.bigNumerator = bigNumerator;
        this.bigDenominator = bigDenominator;
    }

    /** A whole number. */
    public static Rational of(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : value == -1 ? MINUS_ONE : make(value, 1);
    }

    /**
     * A fraction.
     *
     * @throws ArithmeticException if the denominator is 0
     */
    public static Rational of(long numerator, long denominator) {
        if (denominator == 0) {
            throw new ArithmeticException("zero denominator");
        }
        if (numerator == Long.MIN_VALUE || denominator == Long.MIN_VALUE) {
            return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }
        long divisor = gcd(Math.abs(numerator), Math.abs(denominator));
        long sign = denominator < 0 ? -1 : 1;
        return make(sign * numerator / divisor, sign * denominator / divisor);
    }

    /**
     * A fraction of any size.
     *
     * @throws ArithmeticException if the denominator is 0
     * @throws FluxionException {@code LIMIT} if a part of it in lowest terms has more than {@link #MAXIMUM_BITS} bits
     */
    public static Rational of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("zero denominator");
        }
        BigInteger divisor = Divisors.greatestCommon(numerator, denominator);
        BigInteger sign = denominator.signum() < 0 ? divisor.negate() : divisor;
        return lowest(numerator.divide(sign), denominator.divide(sign));
    }

    private static Rational lowest(BigInteger n, BigInteger d) {
        if (Math.max(n.bitLength(), d.bitLength()) > MAXIMUM_BITS) {
            throw tooLarge();
        }
        return inOneForm(n, d);
    }

    // Every number has one form only, so that equal ones are equal.
    private static Rational inOneForm(BigInteger n, BigInteger d) {
        return n.bitLength() < Long.SIZE && d.bitLength() < Long.SIZE ? make(n.longValue(), d.longValue()) : new Rational(0, 0, n, d);
    }

    static FluxionException tooLarge() {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "a number would have more than " + MAXIMUM_BITS + " binary digits", Span.NONE));
    }

    /**
     * The exact value of a decimal.
     *
     * @throws FluxionException {@code LIMIT} if it would have more than {@link #MAXIMUM_BITS} bits
     */
    public static Rational of(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        int scale = value.scale();
        if (Math.abs((long) scale) > MAXIMUM_BITS / 4) {
            throw tooLarge();
        }
        if (scale == 0 && unscaled.bitLength() < 63) {
            return of(unscaled.longValue());
        }
        return scale >= 0 ? of(unscaled, BigInteger.TEN.pow(scale)) : of(unscaled.multiply(BigInteger.TEN.pow(-scale)), BigInteger.ONE);
    }

    /**
     * The exact value of a number that is finite.
     *
     * @throws FluxionException {@code LIMIT} if it would have more than {@link #MAXIMUM_BITS} bits
     */
    public static Rational of(Numeral number) {
        return switch (number) {
            case Rational r -> r;
            case Decimal d -> of(d.value());
            case Inexact i -> of(new BigDecimal(i.doubleValue()));
        };
    }

    private static Rational make(long numerator, long denominator) {
        return new Rational(numerator, denominator, null, null);
    }

    private static long gcd(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private boolean isSmall() {
        return bigNumerator == null;
    }

    /** Whether its parts take more than 64 bits. */
    public boolean isLong() {
        return !isSmall();
    }

    /** Numerator in lowest terms; carries the sign. */
    public BigInteger numerator() {
        return isSmall() ? BigInteger.valueOf(numerator) : bigNumerator;
    }

    /** Denominator in lowest terms, positive. */
    public BigInteger denominator() {
        return isSmall() ? BigInteger.valueOf(denominator) : bigDenominator;
    }

    /** Whether the denominator is 1. */
    public boolean isWhole() {
        return isSmall() ? denominator == 1 : bigDenominator.equals(BigInteger.ONE);
    }

    /** Whether this is a whole number that fits in an int. */
    public boolean isInt() {
        return isSmall() && denominator == 1 && numerator == (int) numerator;
    }

    /**
     * The value as an int; {@link #isInt()} must hold.
     *
     * @throws ArithmeticException if it does not
     */
    public int intValue() {
        if (!isInt()) {
            throw new ArithmeticException(this + " is no int");
        }
        return (int) numerator;
    }

    /**
     * Sum.
     *
     * @throws FluxionException {@code LIMIT} if the result has more than {@link #MAXIMUM_BITS} bits
     */
    public Rational plus(Rational other) {
        if (isSmall() && other.isSmall()) {
            if (denominator == 1 && other.denominator == 1) {
                long sum = numerator + other.numerator;
                if (((numerator ^ sum) & (other.numerator ^ sum)) >= 0) {
                    return of(sum);
                }
            } else if (fits(numerator) && fits(denominator) && fits(other.numerator) && fits(other.denominator)) {
                return of(numerator * other.denominator + other.numerator * denominator, denominator * other.denominator);
            }
        }
        BigInteger sum = numerator().multiply(other.denominator()).add(other.numerator().multiply(denominator()));
        BigInteger below = denominator().multiply(other.denominator());
        return isWhole() || other.isWhole() ? lowest(sum, below) : of(sum, below); // beside a whole number a fraction stays in lowest terms
    }

    /**
     * Product.
     *
     * @throws FluxionException {@code LIMIT} if the result has more than {@link #MAXIMUM_BITS} bits
     */
    public Rational times(Rational other) {
        if (isSmall() && other.isSmall()) {
            if (denominator == 1 && other.denominator == 1) {
                long product = numerator * other.numerator;
                if (Math.multiplyHigh(numerator, other.numerator) == product >> 63) {
                    return of(product);
                }
            } else if (fits(numerator) && fits(denominator) && fits(other.numerator) && fits(other.denominator)) {
                return of(numerator * other.numerator, denominator * other.denominator);
            }
        }
        // Common factors stand crosswise; a short number shares them with a long one at once, where their product would not.
        BigInteger above = Divisors.greatestCommon(numerator(), other.denominator());
        BigInteger below = Divisors.greatestCommon(other.numerator(), denominator());
        return lowest(numerator().divide(above).multiply(other.numerator().divide(below)), denominator().divide(below).multiply(other.denominator().divide(above)));
    }

    /**
     * Difference.
     *
     * @throws FluxionException {@code LIMIT} if the result has more than {@link #MAXIMUM_BITS} bits
     */
    public Rational minus(Rational other) {
        return plus(other.negate());
    }

    /**
     * Quotient.
     *
     * @throws ArithmeticException if the divisor is 0
     * @throws FluxionException {@code LIMIT} if the result has more than {@link #MAXIMUM_BITS} bits
     */
    public Rational dividedBy(Rational other) {
        return times(other.reciprocal());
    }

    // Products of such numbers and the sum of two such products stay within a long.
    private static boolean fits(long value) {
        return value == (int) value;
    }

    @Override
    public Numeral plus(Numeral other) {
        return other instanceof Rational r ? plus(r) : other.plus(this);
    }

    @Override
    public Numeral times(Numeral other) {
        return other instanceof Rational r ? times(r) : other.times(this);
    }

    @Override
    public Rational negate() {
        return isSmall() && numerator != Long.MIN_VALUE ? make(-numerator, denominator) : inOneForm(numerator().negate(), denominator());
    }

    @Override
    public Rational reciprocal() {
        if (isSmall()) {
            return of(denominator, numerator);
        }
        return signum() < 0 ? inOneForm(bigDenominator.negate(), bigNumerator.negate()) : inOneForm(bigDenominator, bigNumerator);
    }

    @Override
    public Rational power(int exponent) {
        if (signum() == 0 && exponent < 0) {
            throw new ArithmeticException("a negative power of zero");
        }
        if (abs().equals(ONE) || signum() == 0) {
            return exponent % 2 == 0 && (exponent == 0 || signum() != 0) ? ONE : this;
        }
        long bits = Math.max(numerator().bitLength(), denominator().bitLength()) * Math.abs((long) exponent);
        if (bits > MAXIMUM_BITS) {
            throw tooLarge();
        }
        // Powers of numbers without common divisor have none: to look for one in a million digits would take minutes.
        BigInteger above = (exponent < 0 ? denominator() : numerator()).pow(Math.abs(exponent));
        BigInteger below = (exponent < 0 ? numerator() : denominator()).pow(Math.abs(exponent));
        return below.signum() < 0 ? lowest(above.negate(), below.negate()) : lowest(above, below);
    }

    @Override
    public int signum() {
        return isSmall() ? Long.signum(numerator) : bigNumerator.signum();
    }

    /** Absolute value. */
    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    /** The largest whole number that is not above. */
    public Rational floor() {
        BigInteger[] parts = numerator().divideAndRemainder(denominator());
        return of(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0], BigInteger.ONE);
    }

    @Override
    public double doubleValue() {
        if (isSmall() && Math.abs(numerator) <= 1L << 53 && denominator <= 1L << 53) {
            return (double) numerator / denominator; // one rounding: both are exact
        }
        int length = numerator().abs().bitLength() - denominator().bitLength();
        if (length > Double.MAX_EXPONENT + 1 || length < 2 * Double.MIN_EXPONENT) {
            return signum() * (length > 0 ? Double.POSITIVE_INFINITY : 0.0);
        }
        if (length <= Double.MIN_EXPONENT) {
            return multipleOfLeast();
        }
        int scale = Double.SIZE - length; // the quotient has as many bits or one more
        BigInteger[] parts = scale > 0 ? numerator().shiftLeft(scale).divideAndRemainder(denominator())
                : numerator().divideAndRemainder(denominator().shiftLeft(-scale));
        BigInteger odd = parts[1].signum() == 0 ? parts[0] : parts[0].abs().setBit(0).multiply(BigInteger.valueOf(signum())); // no tie where something is left
        return Math.scalb(odd.doubleValue(), -scale);
    }

    // Doubles so small are the multiples of the least, to which their digits end.
    private double multipleOfLeast() {
        BigInteger[] parts = numerator().abs().shiftLeft(LEAST_EXPONENT).divideAndRemainder(denominator());
        int beside = parts[1].shiftLeft(1).compareTo(denominator());
        boolean isUp = beside > 0 || beside == 0 && parts[0].testBit(0);
        return signum() * Math.scalb(parts[0].add(isUp ? BigInteger.ONE : BigInteger.ZERO).doubleValue(), -LEAST_EXPONENT);
    }

    @Override
    public int compareTo(Numeral other) {
        if (!(other instanceof Rational r)) {
            return -other.compareTo(this);
        }
        if (isSmall() && r.isSmall() && denominator == r.denominator) {
            return Long.compare(numerator, r.numerator);
        }
        return numerator().multiply(r.denominator()).compareTo(r.numerator().multiply(denominator()));
    }

    /** The largest number of which both are whole multiples; the size of one where the other is 0. */
    public static Rational gcd(Rational a, Rational b) {
        BigInteger denominator = a.denominator().multiply(b.denominator());
        return of(Divisors.greatestCommon(a.numerator().multiply(b.denominator()), b.numerator().multiply(a.denominator())), denominator);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Rational r && numerator == r.numerator && denominator == r.denominator
                && Objects.equals(bigNumerator, r.bigNumerator) && Objects.equals(bigDenominator, r.bigDenominator);
    }

    @Override
    public int hashCode() {
        return isSmall() ? Long.hashCode(numerator) * 31 + Long.hashCode(denominator) : bigNumerator.hashCode() * 31 + bigDenominator.hashCode();
    }

    /** {@code 3}, {@code -2/7}. */
    @Override
    public String toString() {
        return isWhole() ? numerator().toString() : numerator() + "/" + denominator();
    }
}
