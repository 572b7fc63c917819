/** Derivatives: forward for scalars, reverse for tensors, with the rule of every step; stable forms taken before differentiation. */
package dev.fluxion.symbolic.calculus;
