/** Expressions and derivations as text and LaTeX, by way of the trees that people read. */
package dev.fluxion.symbolic.print;
