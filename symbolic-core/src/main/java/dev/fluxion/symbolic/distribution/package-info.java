/**
 * Probability distributions as rows of a table of formulas: density or mass, distribution function, quantile, moments, entropy, divergence.
 * What a row says is text of the language, so that everything had from it is an ordinary expression.
 */
package dev.fluxion.symbolic.distribution;
