package dev.fluxion.nn.fit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What least squares found.
 *
 * @param estimates by the name of the parameter, in the order in which they were given
 * @param residuals response minus model, row by row
 * @param rss the sum of their squares
 * @param totalSquares the sum of squared deviations of the response from its mean
 * @param degreesOfFreedom rows less parameters; standard errors are NaN where it is 0
 * @param iterations steps taken until the end
 */
public record Fit(Map<String, Estimate> estimates, double[] residuals, double rss, double totalSquares, int degreesOfFreedom, int iterations) {
    /** A parameter's value with the standard error that the linearised model gives it. */
    public record Estimate(double value, double standardError) {}

    /** Keeps the order. */
    public Fit {
        estimates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
    }

    /** The standard deviation of the residuals. */
    public double deviation() {
        return Math.sqrt(rss / degreesOfFreedom);
    }

    /** The share of the response's squared deviations that the model explains; NaN for a constant response. */
    public double rSquared() {
        return totalSquares == 0 ? Double.NaN : 1 - rss / totalSquares;
    }
}
