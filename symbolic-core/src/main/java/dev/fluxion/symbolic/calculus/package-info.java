/**
 * Derivatives: forward for scalars, reverse for tensors, with the rule of every step; stable forms taken before differentiation.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them.
 */
package dev.fluxion.symbolic.calculus;
