package dev.fluxion.symbolic.number;

import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Comparator;

/**
 * A number known to so many significant decimal digits. It stays inexact: products with exact numbers keep its digits, sums what is left of them,
 * and those with a number from floating point are such numbers.
 *
 * <p>Source: by definition; results are rounded half up to the digits of the shorter operand, sums to the place of the last digit that both know.
 *
 * @param value what is known of it; zeros at its end may be missing, and of an inverse there are more digits than are known
 * @param digits how many significant digits are known; of 0, to how many places behind the point it is
 */
public record Decimal(BigDecimal value, int digits) implements Numeral {
    private static final double BITS_PER_DIGIT = 3.3219281;
    private static final int GUARD = 32;
    private static final int GUARD_DIGITS = 12; // more than the digits of an exponent

    /** @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if it is as large, or as close to 0, as no fraction may be */
    public Decimal {
        if (Math.abs((long) value.scale()) > Rational.MAXIMUM_BITS / 4) {
            throw Rational.tooLarge();
        }
    }

    /** A number to so many digits. */
    public static Decimal of(Numeral number, int digits) {
        return switch (number) {
            case Rational r -> new Decimal(decimal(r, digits), digits);
            case Decimal d -> rounded(d.value, digits);
            case Inexact i -> rounded(new BigDecimal(i.doubleValue()), digits);
        };
    }

    /** What its value may be off by: one unit in the place of its last digit. */
    public BigDecimal ulp() {
        return BigDecimal.ONE.scaleByPowerOfTen(-lastPlace());
    }

    // The number of places behind the point that are known; 0 stands for less than one unit in the last of its digits.
    private int lastPlace() {
        return value.signum() == 0 ? digits : digits - leadingPlace(value);
    }

    private static int leadingPlace(BigDecimal number) {
        return number.precision() - number.scale();
    }

    private static BigDecimal decimal(Rational rational, int digits) {
        return new BigDecimal(rational.numerator()).divide(new BigDecimal(rational.denominator()), new MathContext(digits));
    }

    // Where less is left than one unit in the last place that is known, that is 0 to so many places.
    private static Decimal sum(BigDecimal exact, int places, int most) {
        int known = exact.signum() == 0 ? 0 : Math.min(leadingPlace(exact) + places, most);
        return known < 1 ? new Decimal(BigDecimal.ZERO, places) : rounded(exact, known);
    }

    // The n-th power of a number is off by n times as much of itself.
    private int digitsOfPower(Rational exponent) {
        return Math.max(1, digits - Math.max(0, leadingPlace(decimal(exponent, 1)) - 1));
    }

    private static Decimal rounded(BigDecimal value, int digits) {
        return new Decimal(value.round(new MathContext(digits)), digits);
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public Numeral plus(Numeral other) {
        return switch (other) {
            case Rational r -> sum(value.add(decimal(r, Math.max(1, leadingPlace(decimal(r, 1)) + lastPlace() + GUARD_DIGITS))), lastPlace(), digits);
            case Decimal d -> sum(value.add(d.value), Math.min(lastPlace(), d.lastPlace()), Math.min(digits, d.digits));
            case Inexact i -> i.plus(this);
        };
    }

    @Override
    public Numeral times(Numeral other) {
        return switch (other) {
            case Rational r when r.isOne() -> this;
            case Rational r when r.negate().isOne() -> negate();
            case Rational r when value.signum() == 0 -> new Decimal(value, r.signum() == 0 ? digits : digits - leadingPlace(decimal(r, 1)));
            case Rational r -> rounded(value.multiply(decimal(r, digits + GUARD_DIGITS)), digits);
            case Decimal d when value.signum() == 0 -> new Decimal(BigDecimal.ZERO, digits - leadingPlace(d.value));
            case Decimal d when d.value.signum() == 0 -> d.times(this);
            case Decimal d -> rounded(value.multiply(d.value), Math.min(digits, d.digits));
            case Inexact i -> i.times(this);
        };
    }

    @Override
    public Numeral negate() {
        return new Decimal(value.negate(), digits);
    }

    /** The digits that are known. */
    public BigDecimal shown() {
        return digits > 0 ? value.round(new MathContext(digits)) : value;
    }

    // An inverse keeps some digits that are not known, so that what is divided by it is rounded once: x/x is 1, not 0.99...
    private MathContext guarded() {
        return new MathContext(digits + GUARD_DIGITS);
    }

    @Override
    public Numeral reciprocal() {
        return value.signum() == 0 ? new Inexact(Double.POSITIVE_INFINITY) : new Decimal(BigDecimal.ONE.divide(value, guarded()), digits);
    }

    @Override
    public Numeral power(int exponent) {
        if (exponent < 0 && value.signum() == 0) {
            return reciprocal();
        }
        MathContext guarded = guarded();
        Decimal square = new Decimal(exponent < 0 ? BigDecimal.ONE.divide(value, guarded) : value, digits);
        Decimal power = new Decimal(BigDecimal.ONE, digits);
        for (long left = Math.abs((long) exponent); left > 0; left /= 2) {
            power = left % 2 == 0 ? power : new Decimal(power.value.multiply(square.value, guarded), digits);
            square = left == 1 ? square : new Decimal(square.value.multiply(square.value, guarded), digits);
        }
        int known = digitsOfPower(Rational.of(exponent));
        return value.signum() == 0 ? power : exponent < 0 ? new Decimal(power.value, known) : rounded(power.value, known);
    }

    /**
     * A power of what is positive, to as many digits.
     *
     * @throws NotEnclosed if this is not positive
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if it is too large, or too close to 0
     */
    public Decimal power(Rational exponent) {
        int length = Math.max(0, exponent.numerator().bitLength() - exponent.denominator().bitLength());
        if (signum() > 0 && value.compareTo(BigDecimal.ONE) != 0 && length - Math.max(0, value.scale()) * BITS_PER_DIGIT > GUARD) {
            throw Rational.tooLarge(); // a logarithm is at least half as far from 0 as its number, by the places of that, is from 1
        }
        int bits = (int) (digits * BITS_PER_DIGIT) + GUARD + length;
        Enclosure base = Enclosure.of(value.unscaledValue(), BigInteger.ONE, bits);
        Enclosure scale = Enclosure.of(BigInteger.TEN, BigInteger.ONE, bits).power(BigInteger.valueOf(Math.abs(value.scale())), bits);
        try {
            Enclosure power = Functions.power(value.scale() < 0 ? base.times(scale, bits) : base.over(scale, bits),
                    Enclosure.of(exponent.numerator(), exponent.denominator(), bits), bits);
            return rounded(power.low().toBigDecimal(), digitsOfPower(exponent));
        } catch (NotEnclosed beyond) {
            if (signum() <= 0) {
                throw beyond;
            }
            throw Rational.tooLarge();
        }
    }

    @Override
    public int signum() {
        return value.signum();
    }

    @Override
    public int compareTo(Numeral other) {
        int byValue = switch (other) {
            case Rational r -> value.multiply(new BigDecimal(r.denominator())).compareTo(new BigDecimal(r.numerator()));
            case Decimal d -> value.compareTo(d.value);
            case Inexact i -> Double.compare(doubleValue(), i.doubleValue());
        };
        return byValue != 0 ? byValue : switch (other) {
            case Rational r -> 1;
            case Decimal d -> Comparator.<Decimal>comparingInt(each -> each.value.scale()).thenComparingInt(Decimal::digits).compare(this, d);
            case Inexact i -> -1;
        };
    }
}
