/** The whole language for expressions: formulas with calculus in them. */
package dev.fluxion.symbolic.language;
