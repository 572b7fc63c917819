package dev.fluxion.nn.train;

/**
 * What an epoch came to.
 *
 * @param loss mean loss of its steps
 * @param accuracy share of right predictions; NaN where nothing is predicted
 */
public record Epoch(double loss, double accuracy) {}
