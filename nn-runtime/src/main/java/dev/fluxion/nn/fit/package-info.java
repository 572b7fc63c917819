/** Least squares: the parameters of a formula from data, by the symbolic Jacobian, with standard errors and residuals. */
package dev.fluxion.nn.fit;
