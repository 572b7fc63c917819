package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether what steps make of an antiderivative jumps where its integrand is bounded, which no antiderivative does. Looked for between points that lie
 * close together around 0, and where an operand of something in it is zero or stationary.
 *
 * <p>Source: by definition: an integral is continuous in its upper end.
 */
final class Jumps {
    private static final double REACH = 7;
    private static final double FARTHEST = 1e6;
    private static final double ASIDE = 0.01; // relative to a point
    private static final double STEP = 0.1732050807568877; // no simple fraction: steps stand at simple numbers
    private static final double NARROW = 1e-9;
    private static final double NARROWEST = 1e-15;
    private static final double KEPT = 0.5;
    private static final double BESIDE = 1e-6;
    private static final double JUMP = 1e-5; // relative to the values beside it
    private static final double ROUNDING = 1e-12; // relative to the largest number on the way to a value
    private static final double BOUNDED = 1e4; // what an integrand stays below so close to a point where it has no pole

    private final Expression antiderivative;
    private final ScalarValues values;
    private final ScalarValues slopes;
    private final Symbol x;
    private final Map<String, Double> at;
    private final Budget budget;

    private Jumps(Expression antiderivative, Expression integrand, Symbol x, Map<String, Double> parameters, Budget budget) {
        this.antiderivative = antiderivative;
        this.values = new ScalarValues(antiderivative);
        this.slopes = new ScalarValues(integrand);
        this.x = x;
        this.budget = budget;
        this.at = new HashMap<>(parameters);
    }

    /** Whether a jump was found; never where nothing in it has steps or cases. */
    static boolean areIn(Expression antiderivative, Expression integrand, Symbol x, Map<String, Double> parameters, Budget budget) {
        boolean steps = Topology.of(antiderivative).nodes().stream().anyMatch(node -> Parts.depends(node, x)
                && (node instanceof Piecewise || node instanceof Apply apply && Kinks.jumps(apply.operator())));
        return steps && new Jumps(antiderivative, integrand, x, parameters, budget).found();
    }

    private boolean found() {
        for (double from = -REACH; from < REACH; from += STEP) {
            if (jumpsBetween(from, from + STEP)) {
                return true;
            }
        }
        return landmarks().stream().anyMatch(point -> {
            double aside = ASIDE * Math.max(1, Math.abs(point));
            return jumpsBetween(point - aside, point + aside);
        });
    }

    private List<Double> landmarks() {
        Map<Expression, Expression> parameters = new HashMap<>();
        at.forEach((name, value) -> parameters.put(Symbol.of(name), Constant.inexact(value)));
        parameters.remove(x);
        return Landmarks.of(Substitution.replace(antiderivative, parameters), x, -FARTHEST, FARTHEST, budget);
    }

    private boolean jumpsBetween(double from, double to) {
        double scale = Math.max(Math.abs(value(from)), Math.abs(value(to)));
        Bracket near = new Bracket(from, to).narrowed(NARROW);
        Bracket nearest = near.narrowed(NARROWEST); // far out, what is near is wider than a pole of a logarithm is to be told by
        double change = near.change();
        double rounding = ROUNDING * values.magnitude();
        boolean large = change > JUMP * Math.max(scale, Math.abs(value(near.high))) + rounding;
        return large && isBounded(nearest.low, -BESIDE) && isBounded(nearest.high, BESIDE)
                && nearest.change() > KEPT * change // a root changes less and less
                && near.widened().change() > KEPT * change; // steps that doubles take at different points make a spike
    }

    // Towards a pole it would grow by ten times or more.
    private boolean isBounded(double point, double beside) {
        return Math.abs(slope(point + beside)) < Math.max(BOUNDED, 3 * Math.abs(slope(point + 10 * beside)));
    }

    private final class Bracket {
        private final double low;
        private final double high;

        Bracket(double low, double high) {
            this.low = low;
            this.high = high;
        }

        double change() {
            return Math.abs(value(high) - value(low));
        }

        Bracket widened() {
            double aside = NARROW * Math.max(1, Math.abs(low));
            return new Bracket(low - aside, high + aside);
        }

        // Towards the half in which the values change more.
        Bracket narrowed(double width) {
            budget.check();
            double a = low;
            double b = high;
            while (b - a > width * Math.max(1, Math.abs(a))) {
                double middle = (a + b) / 2;
                double value = value(middle);
                boolean below = Math.abs(value - value(a)) > Math.abs(value(b) - value);
                a = below ? a : middle;
                b = below ? middle : b;
            }
            return new Bracket(a, b);
        }
    }

    private double value(double point) {
        at.put(x.name(), point);
        return values.at(at);
    }

    private double slope(double point) {
        at.put(x.name(), point);
        return slopes.at(at);
    }
}
