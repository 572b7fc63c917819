package dev.fluxion.symbolic.language;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The probability that neither of two standard normal variables of a given correlation exceeds its bound, to about 1e-14 of one: the product of the
 * margins, and the integral of the density over the correlation from 0, by the double exponential substitution.
 *
 * <p>Source: R. L. Plackett, A reduction formula for normal multivariate integrals (1954), with the correlation as a sine, as in A. Genz, Numerical
 * computation of rectangular bivariate and trivariate normal and t probabilities (2004).
 */
final class BivariateNormal {
    private static final int STEPS = 32; // of one unit of the substituted variable
    private static final double WIDEST = 3.5; // beyond, weights are below 1e-20

    private BivariateNormal() {}

    /** The probability; the correlation lies between -1 and 1. */
    static double probability(double h, double k, double correlation) {
        double product = margin(h) * margin(k);
        if (Double.isInfinite(h) || Double.isInfinite(k) || correlation == 0) {
            return product;
        }
        double half = Math.asin(correlation) / 2;
        double sum = 0;
        for (int i = (int) (-WIDEST * STEPS); i <= WIDEST * STEPS; i++) {
            double t = (double) i / STEPS;
            double steep = Math.PI / 2 * Math.sinh(t);
            double weight = Math.PI / 2 * Math.cosh(t) / Math.pow(Math.cosh(steep), 2);
            sum += weight * density(h, k, half * (1 + Math.tanh(steep)));
        }
        return Math.clamp(product + half * sum / STEPS / (2 * Math.PI), 0, Math.min(margin(h), margin(k)));
    }

    private static double margin(double h) {
        return Erfc.value(-h / Math.sqrt(2)) / 2;
    }

    // exp(-(h² + k² - 2 h k sin a)/(2 cos² a)), without the difference of nearly equal numbers where the sine is near 1 or -1
    private static double density(double h, double k, double angle) {
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        double side = Math.signum(sine);
        double apart = (h - side * k) / cosine;
        return side == 0 ? Math.exp(-(h * h + k * k) / 2) : Math.exp(-apart * apart / 2 - side * h * k / (1 + side * sine));
    }
}
