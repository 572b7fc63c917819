/**
 * The reference interpreter of expressions, in double precision, and values within guaranteed bounds.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them.
 */
package dev.fluxion.symbolic.evaluate;
