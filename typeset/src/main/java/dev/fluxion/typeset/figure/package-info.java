/**
 * Plots of formulas and of data, as the statement {@code plot} of the language draws them: {@link dev.fluxion.typeset.figure.Figure} begins one.
 */
package dev.fluxion.typeset.figure;
