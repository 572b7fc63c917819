package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sides of a point on which a function has values as it was written: {@code sqrt(x)^2} has none on the left of 0, although canonical form is {@code x}.
 *
 * <p>Source: by definition: a term has a value where all of its parts have, which bounds over intervals on every scale refute.
 */
public final class Surroundings {
    private static final int[] SCALES = {8, 12, 16, 20, 24, 28, 32, 36, 40}; // powers of two by which an interval is nearer, or farther out

    private Surroundings() {}

    /**
     * The side, of those that are asked for, from which the point of a limit can be approached; empty if from none.
     *
     * @param parts expressions that must have values wherever the function has one
     */
    public static Optional<Limits.Side> side(List<Expression> parts, Symbol variable, Expression to, Limits.Side asked) {
        boolean far = to.equals(Symbol.INFINITY) || to.equals(Product.of(Constant.MINUS_ONE, Symbol.INFINITY));
        if (!Substitution.variables(to).isEmpty()) {
            return Optional.of(asked);
        }
        double point = far ? 0 : Evaluator.scalar(to, Map.of());
        List<Expression> own = parts.stream().filter(part -> Substitution.variables(part).equals(List.of(variable))).distinct().toList();
        boolean right = hasValues(own, variable, point, far, 1);
        boolean left = hasValues(own, variable, point, far, -1);
        if (far) {
            return (to.equals(Symbol.INFINITY) ? right : left) ? Optional.of(asked) : Optional.empty();
        }
        return switch (asked) {
            case RIGHT -> right ? Optional.of(asked) : Optional.empty();
            case LEFT -> left ? Optional.of(asked) : Optional.empty();
            case BOTH -> left && right ? Optional.of(asked) : right ? Optional.of(Limits.Side.RIGHT) : left ? Optional.of(Limits.Side.LEFT) : Optional.empty();
        };
    }

    private static boolean hasValues(List<Expression> parts, Symbol variable, double point, boolean far, int direction) {
        return parts.stream().noneMatch(part -> isWithout(part, variable, point, far, direction));
    }

    private static boolean isWithout(Expression part, Symbol variable, double point, boolean far, int direction) {
        for (int scale : SCALES) {
            double away = direction * Math.scalb(1.0, far ? scale : -scale) * (far ? 1 : Math.max(1, Math.abs(point)));
            double near = point + away / 2;
            double other = point + away;
            if (!PreciseValues.isUndefinedBetween(part, variable, Math.min(near, other), Math.max(near, other))) {
                return false;
            }
        }
        return true;
    }
}
