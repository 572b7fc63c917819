/**
 * Least squares: the parameters of a formula from data, by the symbolic Jacobian, with standard errors and residuals.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. Errors and residuals are in the unit of the response, those of a parameter in
 * its own.
 */
package dev.fluxion.nn.fit;
