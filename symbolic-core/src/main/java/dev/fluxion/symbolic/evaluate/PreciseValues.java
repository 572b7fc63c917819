package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Values and slopes of scalars at points of doubles, computed with so many digits that what is left of them after terms have cancelled is right
 * to double precision: what decides where doubles cannot.
 *
 * <p>Source: by definition, in the arithmetic of {@link Precise}.
 */
public final class PreciseValues {
    private static final int BITS = 512; // some hundred digits may cancel
    private static final Dyadic STEP = new Dyadic(BigInteger.ONE, -80); // its square, against which the second order counts, is 1e-48
    private static final double NARROW = 0x1p-40;

    private PreciseValues() {}

    /** Whether a scalar is known to have a value, or to have none. */
    public enum Existence {
        /** It certainly has one. */
        DEFINED,
        /** It certainly has none. */
        UNDEFINED,
        /** Bounds do not tell. */
        UNKNOWN
    }

    /** Whether a scalar has a value at a point. */
    public static Existence existence(Expression expression, Map<String, Double> at) {
        try {
            Precise.enclose(expression, exactly(at), BITS, Budget.current());
            return Existence.DEFINED;
        } catch (NotEnclosed e) {
            return e.isCertain() ? Existence.UNDEFINED : Existence.UNKNOWN;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return Existence.UNKNOWN;
        }
    }

    /** Whether two scalars certainly have values at a point, and different ones. */
    public static boolean certainlyDiffer(Expression first, Expression second, Map<String, Double> at) {
        try {
            Precise precise = new Precise(exactly(at), BITS, Budget.current());
            return areApart(precise.enclosure(first), precise.enclosure(second));
        } catch (NotEnclosed e) {
            return false;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return false;
        }
    }

    /** Whether bounds leave it open that two scalars have one value at a point; not where a function has no bounds. */
    public static boolean mayAgree(Expression first, Expression second, Map<String, Double> at) {
        try {
            Precise precise = new Precise(exactly(at), BITS, Budget.current());
            return !areApart(precise.enclosure(first), precise.enclosure(second));
        } catch (NotEnclosed e) {
            return true;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return false;
        }
    }

    private static boolean areApart(Enclosure a, Enclosure b) {
        return a.low().compareTo(b.high()) > 0 || b.low().compareTo(a.high()) > 0;
    }

    /**
     * Whether a scalar of one variable certainly has no value at any point from one number to another; what has cases is not decided.
     *
     * @param low less than {@code high}
     */
    public static boolean isUndefinedBetween(Expression expression, Symbol variable, double low, double high) {
        if (Topology.of(expression).nodes().stream().anyMatch(Piecewise.class::isInstance)) {
            return false;
        }
        try {
            Precise.enclose(expression, Map.of(variable.name(), new Enclosure(Dyadic.of(low), Dyadic.of(high))), BITS, Budget.current());
            return false;
        } catch (NotEnclosed e) {
            return e.isCertain();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return false;
        }
    }

    /** The value at a point; empty where bounds give none. */
    public static OptionalDouble value(Expression expression, Map<String, Double> at) {
        return narrow(expression, exactly(at)).map(bounds -> OptionalDouble.of(bounds.doubleValue())).orElse(OptionalDouble.empty());
    }

    /** The slope along a variable at a point around which the scalar is smooth, from values on both sides; empty where bounds give none. */
    public static OptionalDouble slope(Expression expression, String variable, Map<String, Double> at) {
        Map<String, Enclosure> point = exactly(at);
        Enclosure step = Enclosure.exactly(STEP);
        Enclosure here = point.get(variable);
        try {
            point.put(variable, here.plus(step, BITS));
            Enclosure above = Precise.enclose(expression, point, BITS, Budget.current());
            point.put(variable, here.minus(step, BITS));
            Enclosure below = Precise.enclose(expression, point, BITS, Budget.current());
            Enclosure slope = above.minus(below, BITS).over(step.shifted(1), BITS);
            return isNarrow(slope) ? OptionalDouble.of(slope.doubleValue()) : OptionalDouble.empty();
        } catch (NotEnclosed e) {
            return OptionalDouble.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return OptionalDouble.empty();
        }
    }

    private static Optional<Enclosure> narrow(Expression expression, Map<String, Enclosure> point) {
        try {
            return Optional.of(Precise.enclose(expression, point, BITS, Budget.current())).filter(PreciseValues::isNarrow);
        } catch (NotEnclosed e) {
            return Optional.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }

    // A zero that is not exact has bounds on both sides; 2^-400 of what cancelled is none.
    private static boolean isNarrow(Enclosure bounds) {
        double width = bounds.high().minus(bounds.low()).doubleValue();
        return width <= NARROW * Math.abs(bounds.doubleValue()) || width <= 0x1p-300;
    }

    private static Map<String, Enclosure> exactly(Map<String, Double> at) {
        Map<String, Enclosure> exact = new HashMap<>();
        at.forEach((name, x) -> exact.put(name, Enclosure.exactly(Dyadic.of(x))));
        return exact;
    }
}
