package dev.fluxion.symbolic.rewrite;

/**
 * A set of real numbers that holds every value of an expression; bounds may be left out of it.
 *
 * <p>Source: R. E. Moore, Interval Analysis (1966).
 */
record Interval(double low, double high, boolean openLow, boolean openHigh) {
    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, true);
    static final Interval NOT_NEGATIVE = new Interval(0, Double.POSITIVE_INFINITY, false, true);
    static final Interval POSITIVE = new Interval(0, Double.POSITIVE_INFINITY, true, true);
    private static final double EXACT = 1L << 50;

    static Interval of(double low, double high) {
        return new Interval(low, high, Double.isInfinite(low), Double.isInfinite(high));
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
        return new Interval(down(low + other.low), up(high + other.high), openLow || other.openLow, openHigh || other.openHigh);
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
            double least = low == 0 || other.low == 0 ? 0 : down(low * other.low);
            double most = high == 0 || other.high == 0 ? 0 : up(high * other.high);
            boolean open = least == 0 ? isPositive() && other.isPositive() : openLow || other.openLow;
            return new Interval(least, most, open, openHigh || other.openHigh || Double.isInfinite(most));
        }
        double most = Math.max(product(low, other.low), product(high, other.high));
        double least = Math.min(product(low, other.high), product(high, other.low));
        return of(down(least), up(most));
    }

    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    // Whole numbers of moderate size are exact; anything else is rounded outwards.
    private static double down(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT ? value : Math.nextDown(value);
    }

    private static double up(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT ? value : Math.nextUp(value);
    }

    static Interval around(double value) {
        return new Interval(down(value), up(value), false, false);
    }
}
