package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Expression;
import java.util.List;
import java.util.Map;

/**
 * All antiderivatives of an expression that are still to be found, taken by one rule each.
 *
 * @param before the expression
 * @param after it after the rules
 * @param steps what was done to each of them
 * @param pending the antiderivatives that are left, with what they turn out to be
 */
public record IntegralLine(Expression before, Expression after, List<IntegralStep> steps, Map<Expression, Expression> pending) {
    /** Copies. */
    public IntegralLine {
        steps = List.copyOf(steps);
        pending = Map.copyOf(pending);
    }
}
