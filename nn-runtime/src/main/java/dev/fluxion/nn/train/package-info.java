/** Training: a step of gradient descent as formulas, compiled into one kernel, and the loop that feeds it. */
package dev.fluxion.nn.train;
