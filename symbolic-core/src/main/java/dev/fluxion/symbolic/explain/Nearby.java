package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.calculus.ExampleFunctions;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds functions against each other at points that come nearer to one, which may be infinite. What does not settle there decides nothing. */
final class Nearby {
    private static final double[] AWAY = {0.05, 0.02, 0.008};
    private static final double SETTLED = 0.1;
    private static final double STEP = 0.999;
    private static final int BISECTIONS = 60;

    private final Symbol x;
    private final Expression to;
    private final double side;
    private final ExampleFunctions examples;

    /** For functions made of those that one function is made of. */
    Nearby(Expression function, Symbol x, Expression to, Limits.Side side) {
        this.examples = ExampleFunctions.of(function);
        this.x = x;
        this.to = to;
        this.side = side == Limits.Side.LEFT ? -1 : 1;
    }

    /** Whether the quotient of two functions goes to 1. */
    Check ratio(Expression function, Expression other) {
        return distances(at -> Math.abs(value(function, at) / value(other, at) - 1));
    }

    /** Whether a function goes to a number, or grows beyond any in the right direction. */
    Check limit(Expression function, Expression limit) {
        boolean infinite = Topology.of(limit).nodes().contains(Symbol.INFINITY);
        double sign = limit.equals(Symbol.INFINITY) ? 1 : -1;
        return distances(at -> {
            double value = value(function, at);
            double goal = infinite ? 0 : value(limit, at);
            return infinite ? SETTLED * (value * sign > 0 ? 1 / Math.abs(value) : Double.NaN) : Math.abs(value - goal) / Math.max(1, Math.abs(goal));
        });
    }

    private interface Distance {
        double at(Map<String, Double> point);
    }

    private Check distances(Distance distance) {
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < AWAY.length; i++) {
            double next = distance.at(point(AWAY[i]));
            if (!(next <= last + 1e-9)) {
                return Check.none("values nearby do not settle, or lose their digits");
            }
            last = next;
        }
        return last < SETTLED ? Check.at(AWAY.length).withExamples(examples.names()) : Check.none("values nearby settle too slowly");
    }

    private Map<String, Double> point(double away) {
        Map<String, Double> at = new HashMap<>();
        Substitution.variables(to).forEach(symbol -> at.put(symbol.name(), 1.3));
        double end = value(to, at);
        at.put(x.name(), Double.isInfinite(end) ? Math.signum(end) / away : end + side * away);
        return at;
    }

    private double value(Expression expression, Map<String, Double> at) {
        Expression example = examples.put(expression);
        Map<String, Double> all = new HashMap<>(at);
        Substitution.variables(example).forEach(symbol -> all.putIfAbsent(symbol.name(), 1.3));
        try {
            return Evaluator.scalar(example, all);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return Double.NaN;
        }
    }

    /** Whether a function comes near to its limit along points, which are found by bisection. */
    Check along(Expression function, Limits.Along way) {
        List<Double> distances = new ArrayList<>();
        double sign = way.value().equals(Symbol.INFINITY) ? 1 : -1;
        boolean infinite = Topology.of(way.value()).nodes().contains(Symbol.INFINITY);
        for (double away : AWAY) {
            Map<String, Double> at = next(way, away);
            double value = value(function, at);
            double goal = infinite ? 0 : value(way.value(), at);
            distances.add(infinite ? SETTLED * (value * sign > 0 ? 1 / Math.abs(value) : Double.NaN) : Math.abs(value - goal) / Math.max(1, Math.abs(goal)));
        }
        return distances.stream().allMatch(distance -> distance < SETTLED) && distances.getLast() <= distances.getFirst() + 1e-6 ? Check.at(AWAY.length)
                : Check.none("values nearby do not settle, or lose their digits");
    }

    // A point nearer than the distance at which the phase is one of the sequence; not a number if none is found.
    private Map<String, Double> next(Limits.Along way, double away) {
        double period = value(way.period(), Map.of());
        double start = value(way.start(), Map.of());
        for (double far = away, near = away * STEP; near > away / 8; far = near, near *= STEP) {
            double low = turns(way.phase(), point(far), start, period);
            double high = turns(way.phase(), point(near), start, period);
            double whole = Math.ceil(Math.min(low, high));
            if (whole <= Math.max(low, high)) {
                for (int i = 0; i < BISECTIONS; i++) {
                    double middle = (far + near) / 2;
                    double turns = turns(way.phase(), point(middle), start, period);
                    boolean before = low <= high ? turns < whole : turns > whole;
                    far = before ? middle : far;
                    near = before ? near : middle;
                }
                return point(far);
            }
        }
        return Map.of(x.name(), Double.NaN);
    }

    private double turns(Expression phase, Map<String, Double> at, double start, double period) {
        return (value(phase, at) - start) / period;
    }
}
