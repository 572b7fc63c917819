package dev.fluxion.symbolic.number;

/**
 * A number that came from floating point. No fraction takes its place of itself.
 *
 * @param doubleValue its value
 */
public record Inexact(double doubleValue) implements Numeral {
    @Override
    public Numeral plus(Numeral other) {
        return new Inexact(doubleValue + other.doubleValue());
    }

    @Override
    public Numeral times(Numeral other) {
        return new Inexact(doubleValue * other.doubleValue());
    }

    @Override
    public Numeral negate() {
        return new Inexact(-doubleValue);
    }

    @Override
    public Numeral reciprocal() {
        return new Inexact(1 / doubleValue);
    }

    @Override
    public Numeral power(int exponent) {
        return new Inexact(Math.pow(doubleValue, exponent));
    }

    @Override
    public int signum() {
        return Double.isNaN(doubleValue) ? 0 : (int) Math.signum(doubleValue);
    }

    @Override
    public int compareTo(Numeral other) {
        int byValue = Double.compare(doubleValue, other.doubleValue());
        return byValue != 0 ? byValue : other instanceof Inexact ? 0 : 1;
    }
}
