package dev.fluxion.typeset.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Turns a function into pieces of curve: denser where it bends, and broken at poles, at jumps and where it has no value. The number of evaluations
 * is bounded, so that no function takes long.
 */
public final class Sampler {
    private static final int INTERVALS = 400;
    /** Down to here everything that bends is followed; down to the last depth only what still leaps. */
    private static final int DEEP = 7;
    private static final int DEEPEST = 38;
    private static final int MOST_IN_AN_INTERVAL = 3_000;
    private static final int MOST = 500_000;
    /** Shares of the height: what the eye sees as straight, and as a step. */
    private static final double STRAIGHT = 4e-4;
    private static final double STEP = 2e-3;
    /** A second look, so that what is straight at the middle by chance is noticed. */
    private static final double OFF_CENTRE = 0.381966;
    /** How closely the edge of a domain is approached, as a share of the range. */
    private static final double EDGE = 1e-9;

    private final DoubleUnaryOperator function;
    private final Range range;
    private final List<List<Point>> pieces = new ArrayList<>();
    private List<Point> piece = new ArrayList<>();
    private double height = 1;
    private double centre;
    private Range usual = new Range(0, 1);
    private boolean hasPole;
    private int left = INTERVALS + 1;
    private int spent;
    private double leapAt = Double.NEGATIVE_INFINITY;

    private Sampler(DoubleUnaryOperator function, Range range) {
        this.function = function;
        this.range = range;
    }

    /**
     * A sampled function.
     *
     * @param pieces points in the order of x; between two pieces the function has a pole, a jump or no value
     * @param view what of the vertical axis is worth showing: all values, but near poles only a part
     */
    public record Curve(List<List<Point>> pieces, Range view) {
        /** Copies. */
        public Curve {
            pieces = pieces.stream().map(List::copyOf).toList();
        }

        /** Whether the function has a real value anywhere in the range. */
        public boolean isEmpty() {
            return pieces.isEmpty();
        }
    }

    /**
     * Samples a function of one variable over a range; values that are not finite are holes.
     *
     * @param function asked at finite points only; what it throws leaves this method
     */
    public static Curve sample(DoubleUnaryOperator function, Range range) {
        return new Sampler(function, range).sample();
    }

    private double value(double x) {
        left--;
        spent++;
        return function.applyAsDouble(x);
    }

    private Curve sample() {
        double[] xs = new double[INTERVALS + 1];
        double[] ys = new double[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            xs[i] = range.at((double) i / INTERVALS);
            ys[i] = value(xs[i]);
        }
        double[] sorted = Arrays.stream(ys).filter(Double::isFinite).sorted().toArray();
        height = height(sorted);
        centre = sorted.length == 0 ? 0 : quantile(sorted, 0.5);
        usual = Range.of(Arrays.stream(sorted)).widened(0.25);
        for (int i = 0; i < INTERVALS; i++) {
            if (Double.isFinite(ys[i])) {
                piece.add(new Point(xs[i], ys[i]));
            }
            left = Math.min(MOST_IN_AN_INTERVAL, MOST - spent);
            between(xs[i], ys[i], xs[i + 1], ys[i + 1], 0);
        }
        if (Double.isFinite(ys[INTERVALS])) {
            piece.add(new Point(xs[INTERVALS], ys[INTERVALS]));
        }
        breakHere();
        return new Curve(pieces, view(sorted));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    // The middle nine tenths: a pole does not make everything else look flat.
    private static double height(double[] sorted) {
        if (sorted.length == 0) {
            return 1;
        }
        double middle = quantile(sorted, 0.95) - quantile(sorted, 0.05);
        double all = sorted[sorted.length - 1] - sorted[0];
        double height = middle > 0 ? middle : all;
        return height > 0 && Double.isFinite(height) ? height : Math.max(1, Math.abs(sorted[0]));
    }

    private Range view(double[] sorted) {
        Range all = Range.of(pieces.stream().flatMap(List::stream).mapToDouble(Point::y));
        if (!hasPole || sorted.length == 0) {
            return all;
        }
        double low = Math.max(all.from(), quantile(sorted, 0.05) - 0.3 * height);
        double high = Math.min(all.to(), quantile(sorted, 0.95) + 0.3 * height);
        return low < high ? Range.of(java.util.stream.DoubleStream.of(low, high)) : all;
    }

    private void breakHere() {
        if (!piece.isEmpty()) {
            pieces.add(piece);
            piece = new ArrayList<>();
        }
    }

    // Values as the eye weighs them: like numbers within the usual height, like their logarithms far beyond it.
    private double seen(double y) {
        double x = (y - centre) / height;
        return Math.copySign(Math.log1p(Math.abs(x)), x);
    }

    // Adds what lies strictly between two neighbours; at most DEEPEST levels deep.
    private void between(double a, double ya, double b, double yb, int depth) {
        boolean starts = Double.isFinite(ya);
        boolean ends = Double.isFinite(yb);
        if (!starts && !ends && (depth > 1 || left <= 0)) {
            breakHere();
            hasPole |= Double.isInfinite(ya) || Double.isInfinite(yb);
            return;
        }
        if (starts != ends) {
            edge(a, ya, b, yb);
            return;
        }
        double middle = a + (b - a) / 2;
        double offCentre = a + (b - a) * OFF_CENTRE;
        double ym = value(middle);
        double yo = value(offCentre);
        double bend = Math.max(Math.abs(seen(ym) - (seen(ya) + seen(yb)) / 2), Math.abs(seen(yo) - seen(ya) - (seen(yb) - seen(ya)) * OFF_CENTRE));
        if (bend <= (depth < DEEP ? STRAIGHT : STEP)) { // false where a value is none
            return;
        }
        if (depth < DEEPEST && left > 0) {
            between(a, ya, middle, ym, depth + 1);
            if (Double.isFinite(ym)) {
                piece.add(new Point(middle, ym));
            }
            between(middle, ym, b, yb, depth + 1);
        } else if (depth == DEEPEST) { // a leap in no width at all
            hasPole |= starts && (!usual.contains(ya) || !usual.contains(yb));
            leap();
        }
    }

    // Near a pole a few neighbouring intervals leap; what lies between them is no piece of the curve.
    private void leap() {
        if (!piece.isEmpty() && piece.getLast().x() - leapAt < EDGE * range.length()) {
            piece.clear();
            return;
        }
        leapAt = piece.isEmpty() ? leapAt : piece.getLast().x();
        breakHere();
    }

    // From a number to none: the curve is followed to the edge of its domain.
    private void edge(double a, double ya, double b, double yb) {
        boolean leftIsNumber = Double.isFinite(ya);
        double inside = leftIsNumber ? a : b;
        double outside = leftIsNumber ? b : a;
        double beyond = leftIsNumber ? yb : ya;
        List<Point> approach = new ArrayList<>();
        while (Math.abs(inside - outside) > EDGE * range.length()) {
            double middle = inside + (outside - inside) / 2;
            double y = value(middle);
            if (Double.isFinite(y)) {
                inside = middle;
                approach.add(new Point(middle, y));
            } else {
                outside = middle;
                beyond = y;
            }
        }
        hasPole |= Double.isInfinite(beyond) || !approach.isEmpty() && !usual.contains(approach.getLast().y());
        if (leftIsNumber) {
            piece.addAll(approach);
            breakHere();
        } else {
            breakHere();
            piece.addAll(approach.reversed());
        }
    }
}
