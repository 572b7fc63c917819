package dev.fluxion.symbolic.number;

import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A number known to so many decimal digits. It stays inexact: sums and products with exact numbers keep its digits, those with a number from
 * floating point are such numbers.
 *
 * <p>Source: by definition; results are rounded half up to the digits of the shorter operand.
 *
 * @param value its digits
 */
public record Decimal(BigDecimal value) implements Numeral {
    private static final double BITS_PER_DIGIT = 3.3219281;
    private static final int GUARD = 32;

    private MathContext context(Numeral other) {
        return new MathContext(other instanceof Decimal d ? Math.min(value.precision(), d.value.precision()) : value.precision());
    }

    private static BigDecimal decimal(Rational rational, MathContext context) {
        return new BigDecimal(rational.numerator()).divide(new BigDecimal(rational.denominator()), context);
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public Numeral plus(Numeral other) {
        return switch (other) {
            case Rational r -> new Decimal(value.add(decimal(r, context(other)), context(other)));
            case Decimal d -> new Decimal(value.add(d.value, context(other)));
            case Inexact i -> i.plus(this);
        };
    }

    @Override
    public Numeral times(Numeral other) {
        return switch (other) {
            case Rational r -> new Decimal(value.multiply(decimal(r, context(other)), context(other)));
            case Decimal d -> new Decimal(value.multiply(d.value, context(other)));
            case Inexact i -> i.times(this);
        };
    }

    @Override
    public Numeral negate() {
        return new Decimal(value.negate());
    }

    @Override
    public Numeral reciprocal() {
        return value.signum() == 0 ? new Inexact(Double.POSITIVE_INFINITY) : new Decimal(BigDecimal.ONE.divide(value, context(this)));
    }

    @Override
    public Numeral power(int exponent) {
        return exponent < 0 ? reciprocal().power(Math.negateExact(exponent)) : new Decimal(value.pow(exponent, context(this)));
    }

    /**
     * A power of what is positive, to as many digits.
     *
     * @throws dev.fluxion.symbolic.precise.NotEnclosed if this is not positive
     */
    public Decimal power(Rational exponent) {
        int bits = (int) (value.precision() * BITS_PER_DIGIT) + GUARD;
        Enclosure base = Enclosure.of(value.unscaledValue(), BigInteger.ONE, bits);
        Enclosure scale = Enclosure.of(BigInteger.TEN, BigInteger.ONE, bits).power(BigInteger.valueOf(Math.abs(value.scale())), bits);
        Enclosure power = Functions.power(value.scale() < 0 ? base.times(scale, bits) : base.over(scale, bits),
                Enclosure.of(exponent.numerator(), exponent.denominator(), bits), bits);
        return new Decimal(power.low().toBigDecimal().round(context(this)));
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
            case Decimal d -> Integer.compare(value.scale(), d.value.scale());
            case Inexact i -> -1;
        };
    }
}
