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
}
