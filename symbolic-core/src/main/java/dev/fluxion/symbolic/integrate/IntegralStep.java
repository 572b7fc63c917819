package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Expression;

/**
 * One application of a rule of integration: two expressions that are equal up to a constant.
 *
 * @param rule its name
 * @param before an antiderivative that is not evaluated
 * @param after the same, with antiderivatives of simpler integrands in it, or none
 * @param depth how deep inside the derivation, from 0
 */
public record IntegralStep(String rule, Expression before, Expression after, int depth) {}
