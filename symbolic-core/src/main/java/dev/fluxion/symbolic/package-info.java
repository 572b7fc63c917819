/**
 * Expressions: one closed, immutable type with structural equality, made by canonicalising factories. Canonical form flattens, orders, folds exact
 * numbers and collects equal terms; it knows no trigonometry, never expands and never distributes.
 *
 * <p>No parameter is null: a null is a {@link java.lang.NullPointerException}, at the latest where it is used. Everything here is immutable and safe
 * for any number of threads, builders aside. Axes, labels and operands are counted from 0, positions along an axis from 1 as in the language, where
 * it is not said otherwise; numbers are real and angles in radians. Arguments that make no expression, shapes that do not fit among them, are an
 * {@link java.lang.IllegalArgumentException}: a text of the language with such a mistake never comes so far. Values that do not exist, such as {@code
 * 1/0}, are a {@code DOMAIN} {@link dev.fluxion.grammar.FluxionException}. Passes over expressions spend the {@link dev.fluxion.symbolic.Budget} in
 * force and end with a {@code LIMIT} one where it is spent or the thread is interrupted.
 */
package dev.fluxion.symbolic;
