/** From syntax trees to expressions: names, shapes, broadcasting, the product of linear algebra, and index notation. */
package dev.fluxion.symbolic.elaborate;
