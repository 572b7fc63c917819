/**
 * Arithmetic of any precision with guaranteed bounds: numbers {@code m*2^e}, intervals of them rounded outwards, and elementary and special
 * functions of such intervals. It knows no expressions.
 */
package dev.fluxion.symbolic.precise;
