package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * Points near which a function may have all its weight: where a sum inside it, or an operand of a function, is zero or stationary. A peak far
 * narrower than the range is found by these and by no sampling of the function itself. And points at which it has kinks and jumps, so that it is
 * smooth in between.
 *
 * <p>Source: by definition: a peak stands where something inside it is zero or stationary; {@link Corners}.
 */
final class Landmarks {
    private static final int MOST = 512;
    private static final int FEW = 24; // so many get pieces of every size around them
    private static final int MOST_PARTS = 16;
    private static final int EVEN = 512;
    private static final int LEAST_OCTAVE = -24;
    private static final int LARGEST_OCTAVE = 44;

    /** A part is 0 between two points. */
    private record Change(ScalarValues values, double from, double to, boolean positiveBelow) {}

    private static final int FARTHEST_BESIDE = -16;
    private static final int NEAREST_BESIDE = -50;
    private static final int BEYOND_EDGE = 2; // as far as doubles see now 0 and now another value
    private static final int MOST_STEPS = 64; // of one function between neighbouring points

    private final Symbol x;
    private final double[] grid;
    private final int most;
    private final Budget budget;
    private final List<Change> changes = new ArrayList<>();

    private Landmarks(Symbol x, double from, double to, Budget budget) {
        this.x = x;
        this.grid = grid(from, to);
        this.most = Double.isFinite(to - from) ? MOST : FEW; // of a wave that never ends any others are as good
        this.budget = budget;
    }

    /** At most {@value #MOST} points strictly between two ends, which may be infinite. */
    static List<Double> of(Expression f, Symbol x, double from, double to, Budget budget) {
        Landmarks landmarks = new Landmarks(x, from, to, budget);
        landmarks.lookAround(f);
        return landmarks.nearest();
    }

    /** The same, and where the function has kinks and jumps. */
    static List<Double> andCorners(Expression f, Symbol x, double from, double to, Budget budget) {
        Landmarks landmarks = new Landmarks(x, from, to, budget);
        Corners corners = new Corners(f);
        corners.zeros().forEach(part -> {
            landmarks.look(part);
            landmarks.lookBeside(part, from, to);
            landmarks.lookBeside(part, to, from);
        });
        landmarks.lookAround(f);
        List<Double> found = landmarks.nearest();
        if (corners.steps().isEmpty()) {
            return found;
        }
        double[] finer = DoubleStream.concat(Arrays.stream(landmarks.grid), found.stream().mapToDouble(Double::doubleValue)).sorted().distinct().toArray();
        corners.steps().forEach(part -> landmarks.lookForSteps(part, finer)); // at a point where floor(sin(x)) is 1 alone, it is so for doubles around it
        return landmarks.nearest();
    }

    private void lookAround(Expression f) {
        for (Expression part : parts(f, x)) {
            look(part);
            look(Differentiation.derivative(part, x));
        }
    }

    private static List<Expression> parts(Expression f, Symbol x) {
        Set<Expression> parts = new LinkedHashSet<>();
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Sum) {
                parts.add(node);
            } else if (node instanceof Apply || node instanceof Power) {
                parts.addAll(node.operands());
            }
        }
        return parts.stream().filter(part -> part.reach() == 0 && !part.equals(x) && Parts.depends(part, x)).limit(MOST_PARTS).toList();
    }

    /** Points from one end to the other, even and also on every scale around 0. */
    static double[] grid(double from, double to) {
        TreeSet<Double> points = new TreeSet<>();
        for (int i = 4 * LEAST_OCTAVE; i <= 4 * LARGEST_OCTAVE; i++) {
            double away = Math.pow(2, i / 4.0);
            points.add(away);
            points.add(-away);
        }
        if (Double.isFinite(from) && Double.isFinite(to)) {
            for (int i = 1; i < EVEN; i++) {
                points.add(from + (to - from) * i / EVEN);
            }
        }
        return points.stream().filter(point -> point > from && point < to).mapToDouble(Double::doubleValue).toArray();
    }

    private void look(Expression part) {
        if (!Parts.depends(part, x)) {
            return;
        }
        ScalarValues values = new ScalarValues(part);
        double last = Double.NaN;
        for (int i = 0; i < grid.length; i++) {
            budget.tick(2);
            double value = values.at(Map.of(x.name(), grid[i]));
            if (value == 0) {
                changes.add(new Change(values, grid[i], grid[i], false));
            } else if (last < 0 && value > 0 || last > 0 && value < 0) {
                changes.add(new Change(values, grid[i - 1], grid[i], last > 0));
            }
            last = value;
        }
    }

    // x - atan(x) is positive beside 0, but by doubles it is 0 as far as atan(x) rounds to x.
    private void lookBeside(Expression part, double end, double other) {
        if (!Parts.depends(part, x) || !Double.isFinite(end)) {
            return;
        }
        ScalarValues values = new ScalarValues(part);
        double away = Math.copySign(Math.max(1, Math.abs(end)), other - end);
        for (int octave = FARTHEST_BESIDE; octave >= NEAREST_BESIDE; octave--) {
            double near = end + Math.scalb(away, octave);
            double farther = end + Math.scalb(away, octave + 1);
            if (near != end && at(values, near) == 0 && Math.abs(farther - end) < Math.abs(other - end) && at(values, farther) != 0) {
                double edge = afterStep(values, near, farther);
                double clear = end + BEYOND_EDGE * (edge - end);
                changes.add(new Change(values, edge, edge, false));
                changes.add(new Change(values, clear, clear, false));
            }
        }
    }

    private void lookForSteps(Expression part, double[] points) {
        if (!Parts.depends(part, x)) {
            return;
        }
        ScalarValues values = new ScalarValues(part);
        for (int i = 1; i < points.length; i++) {
            double low = points[i - 1];
            for (int steps = 0; steps < MOST_STEPS && at(values, low) != at(values, points[i]); steps++) {
                low = afterStep(values, low, points[i]);
                changes.add(new Change(values, low, low, false));
            }
        }
    }

    // A double behind which, or with which, the value at a point changes to another one.
    private double afterStep(ScalarValues values, double from, double to) {
        double before = at(values, from);
        double low = from;
        double high = to;
        for (double middle = low + (high - low) / 2; middle != low && middle != high; middle = low + (high - low) / 2) {
            if (at(values, middle) == before) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double at(ScalarValues values, double point) {
        budget.tick(2);
        return values.at(Map.of(x.name(), point));
    }

    // Of a wave that never ends those far out are noise.
    private List<Double> nearest() {
        TreeSet<Double> found = new TreeSet<>();
        changes.sort(Comparator.comparingDouble(change -> Math.abs(change.to)));
        for (int i = 0; i < changes.size() && found.size() < most; i++) {
            Change change = changes.get(i);
            found.add(change.from == change.to ? change.from : bisected(change.values, change.from, change.to, change.positiveBelow));
        }
        return List.copyOf(found);
    }

    private double bisected(ScalarValues values, double from, double to, boolean positiveBelow) {
        double low = from;
        double high = to;
        for (double middle = low + (high - low) / 2; middle > low && middle < high; middle = low + (high - low) / 2) {
            budget.tick(2);
            if (values.at(Map.of(x.name(), middle)) > 0 == positiveBelow) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return values.at(Map.of(x.name(), low)) == 0 ? low : high;
    }

    /** Where to cut a range, so that around both ends and every landmark pieces of many sizes look at the function. */
    static List<Double> cuts(List<Double> landmarks, double from, double to) {
        List<Double> centers = new ArrayList<>(landmarks);
        centers.add(from);
        centers.add(to);
        TreeSet<Double> cuts = new TreeSet<>();
        boolean few = landmarks.size() <= FEW;
        if (from < 0 && to > 0) {
            centers.add(0.0);
        }
        for (double center : centers) {
            cuts.add(center);
            for (double away = 1e-9; away < (few ? 1e7 : 1); away *= !few ? 1_000 : away < 1e-4 ? 100 : 4) {
                cuts.add(center - away);
                cuts.add(center + away);
            }
        }
        int even = 16;
        for (int i = 1; i < even; i++) {
            cuts.add(from + (to - from) * i / even);
        }
        return cuts.stream().filter(cut -> cut > from && cut < to).toList();
    }
}
