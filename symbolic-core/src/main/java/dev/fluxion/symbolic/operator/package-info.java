/** The table of functions: one {@link dev.fluxion.symbolic.operator.Operator row} holds everything that is known of a function. */
package dev.fluxion.symbolic.operator;
