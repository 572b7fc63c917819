/** Dense arrays with a shape, row-major, in single or double precision or as whole numbers. */
package dev.fluxion.nn.tensor;
