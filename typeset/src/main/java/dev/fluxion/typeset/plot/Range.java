package dev.fluxion.typeset.plot;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * The part of an axis that is shown.
 *
 * @param from left or lower end
 * @param to right or upper end, clearly greater
 */
public record Range(double from, double to) {
    /** Below this share of its ends a range holds too few numbers of double precision to be divided. */
    private static final double FINEST = 1e-12;

    /**
     * Checks that the range is neither empty nor reversed, and that doubles can divide it.
     *
     * @throws IllegalArgumentException if an end is not finite, or {@code to} is not greater than {@code from} by enough for doubles to lie between
     * them
     */
    public Range {
        if (!(Double.isFinite(from) && Double.isFinite(to))) {
            throw new IllegalArgumentException("a range needs finite ends, not " + from + " and " + to);
        }
        if (from == to) {
            throw new IllegalArgumentException("the range from " + from + " to " + to + " is empty");
        }
        if (from > to) {
            throw new IllegalArgumentException("the range runs backwards, from " + from + " down to " + to);
        }
        if (!Double.isFinite(to - from) || to - from < FINEST * Math.max(Math.abs(from), Math.abs(to))) {
            throw new IllegalArgumentException("the range from " + from + " to " + to + " cannot be divided in double precision");
        }
    }

    /** The smallest range that shows all finite numbers, widened where they are one; from 0 to 1 where there is none. */
    public static Range of(DoubleStream values) {
        DoubleSummaryStatistics summary = values.filter(Double::isFinite).summaryStatistics();
        if (summary.getCount() == 0) {
            return new Range(0, 1);
        }
        double least = Math.max(summary.getMin(), -Double.MAX_VALUE / 8);
        double most = Math.min(summary.getMax(), Double.MAX_VALUE / 8);
        double size = Math.max(Math.abs(least), Math.abs(most));
        if (most - least > 2 * FINEST * size) {
            return new Range(least, most);
        }
        double room = size == 0 ? 1 : size / 2;
        return new Range(least - room, most + room);
    }

    double length() {
        return to - from;
    }

    /** The point at a share of the way. */
    double at(double share) {
        return share == 1 ? to : from + share * (to - from);
    }

    boolean contains(double value) {
        return value >= from && value <= to;
    }

    /** Wider at each end by a share of the length. */
    Range widened(double share) {
        return new Range(from - share * length(), to + share * length());
    }
}
