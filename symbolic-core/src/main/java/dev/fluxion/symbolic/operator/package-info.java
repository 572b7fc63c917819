/**
 * The table of functions: one {@link dev.fluxion.symbolic.operator.Operator row} holds everything that is known of a function. The methods of numbers
 * are called by compiled formulas: any double is allowed, outside the domain they give NaN, they throw nothing, and angles are in radians. Everything
 * here is immutable. No parameter is null.
 */
package dev.fluxion.symbolic.operator;
