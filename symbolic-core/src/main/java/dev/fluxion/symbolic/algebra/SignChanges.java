package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Zeros of a function where it changes sign without a jump, bisected to full double precision.
 *
 * <p>Source: by definition: the intermediate value theorem, and bisection.
 */
final class SignChanges {
    private static final int SAMPLES = 4_000;
    private static final double STEEPNESS = 3; // of the scale on which all numbers are sampled

    private final ScalarValues values;
    private final Symbol x;
    private final Optional<Equations.Interval> interval;
    private final Budget budget;

    SignChanges(Expression function, Symbol x, Optional<Equations.Interval> interval, Budget budget) {
        this.values = new ScalarValues(function);
        this.x = x;
        this.interval = interval;
        this.budget = budget;
    }

    List<Expression> find() {
        List<Expression> found = new ArrayList<>();
        double before = point(0);
        double last = value(before);
        for (int i = 1; i <= SAMPLES; i++) {
            budget.tick(20);
            double here = point(i);
            double value = value(here);
            if (value == 0) {
                found.add(Constant.inexact(here));
            } else if (last != 0 && Double.isFinite(last) && Double.isFinite(value) && last > 0 != value > 0) {
                double root = bisected(before, here, last > 0);
                if (isContinuous(root, last, value)) {
                    found.add(Constant.inexact(root));
                }
            }
            before = here;
            last = value;
        }
        return found;
    }

    // Dense around 0 and sparse far away, where no interval is given.
    private double point(int i) {
        double share = (double) i / SAMPLES;
        if (interval.isPresent()) {
            return interval.get().low() + share * (interval.get().high() - interval.get().low());
        }
        return Math.sinh((share - 0.5) * 2 * STEEPNESS * STEEPNESS) / 2 + 1e-7 * Math.PI;
    }

    private double value(double at) {
        return values.at(Map.of(x.name(), at));
    }

    private double bisected(double from, double to, boolean positiveBelow) {
        double low = from;
        double high = to;
        for (double middle = low + (high - low) / 2; middle != low && middle != high; middle = low + (high - low) / 2) {
            double value = value(middle);
            if (value == 0) {
                return middle;
            }
            if (value > 0 == positiveBelow) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.abs(value(low)) <= Math.abs(value(high)) ? low : high;
    }

    // At a pole or a jump the values stay away from 0.
    private boolean isContinuous(double root, double below, double above) {
        double value = Math.abs(value(root));
        return value <= 1e-9 * Math.max(values.magnitude(), Math.min(Math.abs(below), Math.abs(above)));
    }
}
