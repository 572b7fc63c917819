package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Expression;

/**
 * A function that has the same limit as the one before it.
 *
 * @param rule why
 * @param function it
 */
public record LimitStep(String rule, Expression function) {
    /** The rule by which the limit is the value at the point. */
    public static final String CONTINUOUS = "value of a continuous function";
    /** The rule by which a sum over an index is written without one. */
    public static final String CLOSED = "sum in closed form";
}
