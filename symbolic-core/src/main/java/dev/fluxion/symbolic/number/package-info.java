/** Exact fractions of any size, numbers of so many decimal digits, and inexact numbers, kept apart. Immutable. No parameter is null. */
package dev.fluxion.symbolic.number;
