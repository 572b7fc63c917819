/**
 * Simplification: named rules read from resources, matched modulo commutativity and associativity; what assumptions and structure prove of an
 * expression; and strategies that choose the shortest of many equal forms.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them.
 */
package dev.fluxion.symbolic.rewrite;
