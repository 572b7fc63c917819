package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigDecimal;

/**
 * A set of real numbers that holds every value of an expression; bounds may be left out of it.
 *
 * <p>Source: R. E. Moore, Interval Analysis (1966).
 */
record Interval(double low, double high, boolean openLow, boolean openHigh) {
    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, true);
    static final Interval NOT_NEGATIVE = new Interval(0, Double.POSITIVE_INFINITY, false, true);
    static final Interval POSITIVE = new Interval(0, Double.POSITIVE_INFINITY, true, true);
    private static final double SAFE = 0x1p-900; // products above have errors that are no subnormal numbers

    /** Infinite bounds are no values; where nothing is known of a bound there is none. */
    Interval {
        low = Double.isNaN(low) ? Double.NEGATIVE_INFINITY : low;
        high = Double.isNaN(high) ? Double.POSITIVE_INFINITY : high;
        openLow |= Double.isInfinite(low);
        openHigh |= Double.isInfinite(high);
    }

    static Interval of(double low, double high) {
        return new Interval(low, high, false, false);
    }

    boolean isEmpty() {
        return low > high || low == high && (openLow || openHigh);
    }

    boolean isZero() {
        return low == 0 && high == 0;
    }

    boolean contains(double value) {
        return (openLow ? value > low : value >= low) && (openHigh ? value < high : value <= high);
    }

    boolean isPositive() {
        return low > 0 || low == 0 && openLow;
    }

    boolean isNotNegative() {
        return low >= 0;
    }

    boolean isNegative() {
        return high < 0 || high == 0 && openHigh;
    }

    boolean isNotPositive() {
        return high <= 0;
    }

    boolean isNonzero() {
        return isPositive() || isNegative();
    }

    Interval and(Interval other) {
        boolean lowOther = other.low > low || other.low == low && other.openLow;
        boolean highOther = other.high < high || other.high == high && other.openHigh;
        return new Interval(Math.max(low, other.low), Math.min(high, other.high), lowOther ? other.openLow : openLow,
                highOther ? other.openHigh : openHigh);
    }

    Interval plus(Interval other) {
        return new Interval(sum(low, other.low, -1), sum(high, other.high, 1), openLow || other.openLow, openHigh || other.openHigh);
    }

    Interval negated() {
        return new Interval(-high, -low, openHigh, openLow);
    }

    Interval times(Interval other) {
        if (isNotPositive() && !isNotNegative()) {
            return negated().times(other).negated();
        }
        if (other.isNotPositive() && !other.isNotNegative()) {
            return times(other.negated()).negated();
        }
        if (isNotNegative() && other.isNotNegative()) {
            double least = product(low, other.low, -1);
            double most = product(high, other.high, 1);
            boolean open = least == 0 ? isPositive() && other.isPositive() : openLow || other.openLow;
            return new Interval(least, most, open, most != 0 && (openHigh || other.openHigh || Double.isInfinite(most))); // a factor that is 0 attains 0
        }
        double most = Math.max(product(low, other.low, 1), product(high, other.high, 1));
        double least = Math.min(product(low, other.high, -1), product(high, other.low, -1));
        return of(least, most);
    }

    private static double product(double a, double b, int side) {
        if (a == 0 || b == 0) {
            return 0;
        }
        double product = a * b;
        boolean exact = Math.abs(product) >= SAFE && Math.fma(a, b, -product) == 0;
        return exact ? product : outward(product, side);
    }

    private static double sum(double a, double b, int side) {
        double sum = a + b;
        double back = sum - a;
        boolean exact = a - (sum - back) + (b - back) == 0; // the error of the rounding, itself exact
        return exact ? sum : outward(sum, side);
    }

    private static double outward(double value, int side) {
        return side < 0 ? Math.nextDown(value) : Math.nextUp(value);
    }

    /** The number itself where it is a double, else the doubles beside it. */
    static Interval around(Numeral number) {
        double value = number.doubleValue();
        boolean exact = Double.isFinite(value) && number instanceof Rational rational && rational.equals(Rational.of(new BigDecimal(value)));
        if (value == 0 && number.signum() != 0) {
            Interval least = new Interval(0, Double.MIN_VALUE, true, false);
            return number.signum() > 0 ? least : least.negated();
        }
        return exact ? new Interval(value, value, false, false) : around(value);
    }

    /** The numbers that are so related to one that lies in an interval. */
    static Interval related(Condition.Relation relation, Interval to) {
        boolean known = to.low == to.high;
        return switch (relation) {
            case EQUAL -> to;
            case NOT_EQUAL -> ALL;
            case LESS -> new Interval(ALL.low, to.high, true, known || to.openHigh);
            case LESS_EQUAL -> new Interval(ALL.low, to.high, true, to.openHigh);
            case GREATER -> new Interval(to.low, ALL.high, known || to.openLow, true);
            case GREATER_EQUAL -> new Interval(to.low, ALL.high, to.openLow, true);
        };
    }

    /** Around a number that was rounded. */
    static Interval around(double value) {
        return new Interval(Math.nextDown(value), Math.nextUp(value), false, false);
    }
}
