package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Expression;

/**
 * A function that has the same limit as the one before it.
 *
 * @param rule why
 * @param function it
 */
public record LimitStep(String rule, Expression function) {}
