/**
 * Expressions: one closed, immutable type with structural equality, made by canonicalising factories. Canonical form flattens, orders,
 * folds exact numbers and collects equal terms; it knows no trigonometry, never expands and never distributes.
 */
package dev.fluxion.symbolic;
