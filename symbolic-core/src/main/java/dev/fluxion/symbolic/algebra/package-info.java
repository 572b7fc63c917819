/** Questions about expressions as a whole: whether two are equal, and where an equation holds. */
package dev.fluxion.symbolic.algebra;
