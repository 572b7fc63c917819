package dev.fluxion.symbolic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.util.List;
import java.util.Map;

/** Values that are infinite, which must not cancel: {@code inf - inf}, {@code inf/inf} and {@code 0*log(0)} have no value. */
final class Infinite {
    /** What they give instead. */
    static final Numeral UNDEFINED = new Inexact(Double.NaN);

    private static final int BITS = 128;
    private static final double MODERATE = 100; // far from where functions of finite values overflow or underflow

    private Infinite() {}

    /** Whether the expression, or a term or factor of it, is a value without variables that is infinite. */
    static boolean isIn(Expression expression) {
        if (expression.isFixed()) {
            return isInfinite(expression) || isUndefined(expression);
        }
        if (expression.holdsFixedFunction() && Topology.of(expression).nodes().stream().anyMatch(node -> node.isFixed() && isFunction(node)
                && (isInfinite(node) || isUndefined(node)))) {
            return true;
        }
        return switch (expression) {
            case Product p -> p.factors().stream().anyMatch(Infinite::isInfinite);
            case Sum s -> s.terms().stream().anyMatch(Infinite::isInfinite);
            case Constant c -> false;
            case Symbol s -> false;
            case Power p -> false;
            case Apply a -> false;
            case Reduction r -> false;
            case MatrixFunction m -> false;
            case Piecewise p -> false;
            case Call c -> false;
            case ArrayOf a -> false;
            case Selection s -> false;
            case Bound b -> false;
            case Fold f -> false;
            case Indicator i -> false;
        };
    }

    private static boolean isFunction(Expression node) {
        return node instanceof Apply || node instanceof Power;
    }

    // A logarithm of a negative number and the like, whatever the rounding.
    private static boolean isUndefined(Expression expression) {
        if (!isFunction(expression) || !Topology.of(expression).nodes().stream().allMatch(Infinite::isScalarFunction)
                || !Double.isNaN(new ScalarValues(expression).at(Map.of()))) {
            return false;
        }
        try {
            Precise.enclose(expression, Map.of(), BITS, Budget.current());
            return false;
        } catch (NotEnclosed e) {
            return e.isCertain();
        } catch (FluxionException e) {
            Budget.current().check();
            return false; // a function without bounds
        }
    }

    private static boolean isInfinite(Expression expression) {
        if (!expression.isFixed() || expression instanceof Power p && p.base() instanceof Constant c && !c.isZero() && p.exponent() instanceof Constant) {
            return false;
        }
        if (expression instanceof Symbol symbol) {
            return symbol.equals(Symbol.INFINITY);
        }
        List<Expression> nodes = Topology.of(expression).nodes();
        if (!nodes.stream().allMatch(Infinite::isScalarFunction)) {
            return false;
        }
        double value = new ScalarValues(expression).at(Map.of());
        if (nodes.contains(Symbol.INFINITY)) {
            return !Double.isFinite(value);
        }
        return Double.isInfinite(value) && nodes.stream().allMatch(Infinite::isModerateOrInfinite);
    }

    private static boolean isScalarFunction(Expression node) {
        return node.isScalar() && (node instanceof Constant || node instanceof Symbol || node instanceof Sum || node instanceof Product
                || node instanceof Power || node instanceof Apply);
    }

    // exp(1000) overflows and log(exp(-1000)) underflows, but both are finite.
    private static boolean isModerateOrInfinite(Expression node) {
        double value = new ScalarValues(node).at(Map.of());
        return !Double.isFinite(value) || Math.abs(value) <= MODERATE;
    }
}
