/** The reference interpreter of expressions, in double precision. */
package dev.fluxion.symbolic.evaluate;
