package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Topology;

/**
 * What has no value. Algebra divides by what it takes for different from zero; where that is a number that is zero, as {@code elu(0, a)} is, the form
 * that it gives has no value, and the form it started from may have one.
 *
 * <p>Source: by definition: {@code 0/0} has no value.
 */
final class Undefined {
    private Undefined() {}

    /** Whether a number without value occurs in an expression. */
    static boolean isIn(Expression expression) {
        for (Expression node : Topology.of(expression).nodes()) {
            if (node instanceof Constant number && Double.isNaN(number.value().doubleValue())) {
                return true;
            }
        }
        return false;
    }
}
