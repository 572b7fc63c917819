/**
 * Plots of formulas and of data, as the statement {@code plot} of the language draws them: {@link dev.fluxion.typeset.figure.Figure} begins one.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. Numbers that are not finite are holes, never an exception, where it is not said
 * otherwise. What a formula or data cannot give is a {@link dev.fluxion.grammar.FluxionException} without a place. Text between dollar signs is LaTeX:
 * what cannot be drawn is a {@link dev.fluxion.typeset.LatexException} when the picture is made.
 */
package dev.fluxion.typeset.figure;
