package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A claim about the derivative of a function of a tensor, to be held against difference quotients along a direction.
 *
 * @param claim the derivative by the target
 * @param place what the target stands for
 * @param size how large the terms of the function are
 */
record Slope(Symbol target, Expression claim, Expression place, ToDoubleBiFunction<Map<String, Value>, Arithmetic> function,
        ToDoubleFunction<Map<String, Value>> size) {
    static final double STEP = 1e-3;

    private static final double KINK = 1e-3; // of what slopes differ by, relative to their parts
    private static final double STRAIGHT = 0.75; // of a bend that is left at half the distance: half of it where there is no kink
    private static final double TOLERANCE = 1e-5;

    enum Verdict { AGREES, KINK, DIFFERS }

    Map<String, Value> at(Map<String, Value> values, Arithmetic arithmetic) {
        Map<String, Value> with = new HashMap<>(values);
        with.put(target.name(), arithmetic.value(place, values));
        return with;
    }

    double[] direction(Map<String, Value> values) {
        double[] direction = new double[values.get(target.name()).entries().length];
        SplittableRandom random = new SplittableRandom(target.name().hashCode());
        Arrays.setAll(direction, i -> (2 * random.nextDouble() - 1) / Math.sqrt(direction.length));
        if (target.is(Symbol.Property.DIAGONAL)) { // other entries are no variables
            int columns = values.get(target.name()).sizes()[1];
            Arrays.setAll(direction, i -> i / columns == i % columns ? direction[i] : 0);
        } else if (target.isSymmetric()) { // an entry and its mirror image are one variable
            int columns = values.get(target.name()).sizes()[1];
            Arrays.setAll(direction, i -> i / columns > i % columns ? direction[i % columns * columns + i / columns] : direction[i]);
        }
        return direction;
    }

    /** What is claimed along a direction. */
    double claimed(double[] direction, Map<String, Value> values, Arithmetic arithmetic) {
        double[] entries = arithmetic.value(claim, values).entries();
        return IntStream.range(0, entries.length).mapToDouble(i -> entries[i] * direction[i]).sum();
    }

    /** What differences give along a direction at a point. */
    final class Differences {
        private final Map<String, Value> values;
        private final double[] direction;
        private final Arithmetic exact;
        private final double coarse;
        private final double fine;

        Differences(Map<String, Value> values, double[] direction, Arithmetic exact) {
            this.values = values;
            this.direction = direction;
            this.exact = exact;
            this.coarse = quotient(STEP);
            this.fine = quotient(STEP / 2);
        }

        double slope() {
            return (4 * fine - coarse) / 3;
        }

        /** @param rounding how much of the slope, and of what is claimed, may be rounding */
        Verdict verdict(double rounding) {
            double[] entries = exact.value(claim, values).entries();
            double terms = IntStream.range(0, entries.length).mapToDouble(i -> Math.abs(entries[i] * direction[i])).sum();
            double slope = slope();
            double error = Math.abs(coarse - fine);
            double scale = Math.max(terms, Math.abs(slope));
            if (!Double.isFinite(slope) || error > KINK * scale + rounding) {
                return Verdict.KINK; // between the points
            }
            double bend = bend(STEP);
            if (Math.abs(bend) > KINK * scale + 4 * rounding && Math.abs(bend(STEP / 2)) > STRAIGHT * Math.abs(bend)) {
                return Verdict.KINK; // at the point: slopes on both sides differ as much at half the distance
            }
            return Math.abs(slope - claimed(direction, values, exact)) <= TOLERANCE * scale + error + rounding ? Verdict.AGREES : Verdict.DIFFERS;
        }

        private double quotient(double step) {
            return (moved(step) - moved(-step)) / (2 * step);
        }

        // The slope on one side less that on the other.
        private double bend(double step) {
            return (moved(step) - 2 * moved(0) + moved(-step)) / step;
        }

        private double moved(double step) {
            Map<String, Value> changed = new HashMap<>(values);
            Value at = values.get(target.name());
            double[] entries = at.entries().clone();
            for (int i = 0; i < entries.length; i++) {
                entries[i] += step * direction[i];
            }
            changed.put(target.name(), new Value(at.sizes(), entries));
            return function.applyAsDouble(changed, exact);
        }
    }
}
