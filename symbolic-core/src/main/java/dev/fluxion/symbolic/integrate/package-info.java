/**
 * Antiderivatives and definite integrals of scalars, found by named methods, each of them held against the integrand.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them.
 */
package dev.fluxion.symbolic.integrate;
