/**
 * Questions about expressions as a whole: whether two are equal, and where an equation holds.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them.
 */
package dev.fluxion.symbolic.algebra;
