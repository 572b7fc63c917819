/** Exact fractions of any size, and inexact numbers kept apart. */
package dev.fluxion.symbolic.number;
