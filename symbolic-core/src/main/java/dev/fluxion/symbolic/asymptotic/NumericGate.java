package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Holds a limit against values far out, within guaranteed bounds. It cannot prove a limit; values that settle down somewhere else than at the
 * limit refute it, and nothing is answered then.
 *
 * <p>Source: by definition of the limit, with bounds of interval arithmetic, R. E. Moore, Interval Analysis (1966).
 */
final class NumericGate {
    private static final double[] FAR = {0x1p100, 0x1p50, 0x1p33, 0x1p21, 65_536, 8_192, 1_024, 256, 128, 64, 32, 16, 8};
    private static final int[] BITS = {200, 1_600};
    private static final double NARROW = 1e-12;
    private static final double SETTLED = 1e-4;

    private final Symbol t;
    private final Oracle oracle;

    NumericGate(Symbol t, Oracle oracle) {
        this.t = t;
        this.oracle = oracle;
    }

    /** Refuses a limit that values near it contradict. */
    void check(Expression function, Gruntz.Extended limit) {
        List<Double> values = new ArrayList<>(); // the farthest first
        Map<String, Enclosure> point = new HashMap<>(oracle.point(Substitution.variables(function).stream().filter(v -> !v.equals(t)).toList(), 0));
        for (double far : FAR) {
            value(function, point, far).ifPresent(values::add);
            if (values.size() == 3) {
                break;
            }
        }
        if (values.size() == 3 && contradicts(values, limit, point)) {
            throw FluxionException.unsupported("a limit that does not agree with values near the point");
        }
    }

    private boolean contradicts(List<Double> values, Gruntz.Extended limit, Map<String, Enclosure> point) {
        double last = values.get(0);
        double step = Math.abs(last - values.get(1));
        double before = Math.abs(values.get(1) - values.get(2));
        if (limit.isInfinite()) {
            return Math.signum(last) != limit.sign() && step <= before && Math.abs(last) < 1e3
                    || step < 1e-6 * (1 + Math.abs(last)) && before < 1e-4 * (1 + Math.abs(last));
        }
        OptionalDouble expected = enclosed(limit.value(), point);
        if (expected.isEmpty()) {
            return false;
        }
        double distance = Math.abs(last - expected.getAsDouble());
        boolean far = distance > 1e-6 * (1 + Math.abs(expected.getAsDouble()));
        return far && step < SETTLED * distance && before < 0.01 * distance;
    }

    private OptionalDouble value(Expression function, Map<String, Enclosure> point, double far) {
        point.put(t.name(), Enclosure.exactly(Dyadic.of(far)));
        return enclosed(function, point);
    }

    private OptionalDouble enclosed(Expression function, Map<String, Enclosure> point) {
        for (int bits : BITS) {
            try {
                Enclosure value = Precise.enclose(function, point, bits, oracle.budget());
                double middle = value.doubleValue();
                double width = value.high().minus(value.low()).doubleValue();
                if (Double.isFinite(middle) && width <= NARROW * (1 + Math.abs(middle))) {
                    return OptionalDouble.of(middle);
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    return OptionalDouble.empty();
                }
            } catch (FluxionException e) {
                Oracle.requireUnsupported(e);
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }
}
