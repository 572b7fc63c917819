/** Antiderivatives and definite integrals of scalars, found by named methods, each of them held against the integrand. */
package dev.fluxion.symbolic.integrate;
