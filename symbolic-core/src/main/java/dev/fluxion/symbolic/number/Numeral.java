package dev.fluxion.symbolic.number;

/**
 * A number in an expression: an exact {@link Rational}, a {@link Decimal} of so many digits, or an {@link Inexact} one that came from floating point
 * and stays so. Arithmetic
 * with an inexact operand is inexact.
 */
public sealed interface Numeral extends Comparable<Numeral> permits Rational, Decimal, Inexact {
    /** The nearest double; infinite beyond the range of doubles. */
    double doubleValue();

    /**
     * Sum.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if an exact result has more than {@link Rational#MAXIMUM_BITS} bits
     */
    Numeral plus(Numeral other);

    /**
     * Product.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if an exact result has more than {@link Rational#MAXIMUM_BITS} bits
     */
    Numeral times(Numeral other);

    /** Additive inverse. */
    Numeral negate();

    /**
     * Multiplicative inverse.
     *
     * @throws ArithmeticException if this is an exact zero
     */
    Numeral reciprocal();

    /**
     * A whole power of any sign; the power 0 is 1.
     *
     * @throws ArithmeticException if this is an exact zero and the exponent negative
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if an exact result has more than {@link Rational#MAXIMUM_BITS} bits
     */
    Numeral power(int exponent);

    /** -1, 0 or 1; 0 for NaN. */
    int signum();

    /** Whether this is an exact number. */
    default boolean isExact() {
        return this instanceof Rational;
    }

    /** Whether this is the exact zero. */
    default boolean isZero() {
        return this instanceof Rational r && r.signum() == 0;
    }

    /** Whether this is the exact one. */
    default boolean isOne() {
        return equals(Rational.ONE);
    }

    /** Whether this is an exact whole number. */
    default boolean isInteger() {
        return this instanceof Rational r && r.isWhole();
    }
}
