package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The one decision about the sign of a number: exact numbers by their own, any other by guaranteed bounds. It is never guessed: a number that may
 * be zero as far as its bounds tell, such as {@code sqrt(2)*sqrt(3) - sqrt(6)}, has no sign here.
 *
 * <p>Source: R. E. Moore, Interval Analysis (1966).
 */
public final class Sign {
    private static final int[] BITS = {64, 256, 1_024, 4_096};

    private Sign() {}

    /** -1, 0 or 1; empty where the expression is no number, has no real value, or its bounds leave the sign open. */
    public static OptionalInt of(Expression expression) {
        if (expression instanceof Constant c && c.value().isExact()) {
            return OptionalInt.of(c.value().signum());
        }
        if (!isNumber(expression)) {
            return OptionalInt.empty();
        }
        for (int bits : BITS) {
            try {
                OptionalInt sign = bounded(expression, new Precise(Map.of(), bits, Budget.current()));
                if (sign.isPresent()) {
                    return sign;
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    return OptionalInt.empty();
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The same by bounds of one precision. */
    public static OptionalInt of(Expression number, Precise precise) {
        try {
            return bounded(number, precise);
        } catch (NotEnclosed e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt bounded(Expression number, Precise precise) {
        try {
            Enclosure bounds = precise.enclosure(number);
            return bounds.signum() != 0 || bounds.isPoint() ? OptionalInt.of(bounds.signum()) : OptionalInt.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            throw new NotEnclosed("a function without bounds", true);
        }
    }

    /** Whether an expression is a finite scalar without variables. */
    public static boolean isNumber(Expression expression) {
        return expression.isScalar() && expression.isFixed() && expression.reach() == 0
                && Topology.of(expression).nodes().stream().noneMatch(node -> node instanceof Bound || node instanceof Fold || node.equals(Symbol.INFINITY));
    }
}
