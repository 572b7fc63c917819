/** Random numbers that can be repeated and resumed, and the values that parameters start from. */
package dev.fluxion.nn.random;
