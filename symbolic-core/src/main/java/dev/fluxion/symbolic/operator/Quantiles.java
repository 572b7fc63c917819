package dev.fluxion.symbolic.operator;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Inverses of distribution functions without a closed form, by a bracketed search on the logarithm of the tail that is smaller. NaN outside
 * 0..1 and for parameters outside the domain.
 *
 * <p>Source: relations to the beta and gamma functions, DLMF §8.17 and §8.2; T. R. Chandrupatla, A New Hybrid Quadratic/Bisection Algorithm
 * (Advances in Engineering Software 28, 1997).
 */
public final class Quantiles {
    private static final int MOST_STEPS = 300;
    private static final int POLISHING = 2;
    private static final double SMALL_STEP = 1e-8; // of the value: larger ones are no rounding of the search
    private static final double LOG_LARGEST = 709.782712893384; // of Double.MAX_VALUE
    private static final double LOG_SMALLEST = -744.4400719213812; // of Double.MIN_VALUE

    private static final double BEYOND = 1e9; // times the degrees of freedom: 1 + x²/v is x²/v to rounding

    private Quantiles() {}

    private static boolean isLevel(double u) {
        return u >= 0 && u <= 1;
    }

    /** The value below which the gamma distribution of rate 1 lies with probability {@code u}. */
    public static double gamma(double a, double u) {
        if (!(a > 0) || !isLevel(u)) {
            return Double.NaN;
        }
        if (u == 0 || u == 1) {
            return u == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        DoubleUnaryOperator lower = t -> Cumulative.gammaP(a, Math.exp(t));
        DoubleUnaryOperator upper = t -> Cumulative.gammaQ(a, Math.exp(t));
        double x = Math.exp(solve(lower, upper, u, Math.log(a)));
        return polished(x, at -> u <= 0.5 ? u - Cumulative.gammaP(a, at) : Cumulative.gammaQ(a, at) - (1 - u),
                at -> Math.exp((a - 1) * Math.log(at) - at - LogGamma.value(a)));
    }

    /** The value below which the beta distribution lies with probability {@code u}. */
    public static double beta(double a, double b, double u) {
        if (!(a > 0) || !(b > 0) || !isLevel(u)) {
            return Double.NaN;
        }
        if (u == 0 || u == 1) {
            return u;
        }
        // In log odds both ends are reached without rounding to 0 or 1.
        double t = solve(s -> atOdds(a, b, s), s -> atOdds(b, a, -s), u, Math.log(a / b));
        double x = polished(Activations.sigmoid(t), at -> u <= 0.5 ? u - Cumulative.betaP(a, b, at) : Cumulative.betaQ(a, b, at) - (1 - u),
                at -> Math.exp((a - 1) * Math.log(at) + (b - 1) * Math.log1p(-at) - LogBeta.value(a, b)));
        return Math.min(x, 1);
    }

    // I at x with log(x/(1-x)) = s, by whichever of x and 1-x is small
    private static double atOdds(double a, double b, double s) {
        return s <= 0 ? Cumulative.betaP(a, b, Activations.sigmoid(s)) : Cumulative.betaQ(b, a, Activations.sigmoid(-s));
    }

    /** The value below which Student's t lies with probability {@code u}: x²/ν is a ratio of odds of a beta distribution. */
    public static double studentT(double v, double u) {
        if (!(v > 0) || !isLevel(u)) {
            return Double.NaN;
        }
        if (u == 0 || u == 1) {
            return u == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (u == 0.5) {
            return 0;
        }
        double outside = 2 * Math.min(u, 1 - u);
        double far = farStudentT(v, outside);
        if (far > v * BEYOND) {
            return Math.copySign(far, u - 0.5);
        }
        double inside = 1 - outside;
        // P(x² < t) = I(1/2, v/2) at x²/(v+x²)
        DoubleUnaryOperator below = s -> atOdds(0.5, v / 2, s);
        DoubleUnaryOperator above = s -> atOdds(v / 2, 0.5, -s);
        double t = inside < 0.5 ? solve(below, above, inside, -Math.log(v)) : -solve(s -> above.applyAsDouble(-s), s -> below.applyAsDouble(-s),
                outside, Math.log(v));
        double x = polished(Math.exp((t + Math.log(v)) / 2), at -> inside < 0.5
                        ? (inside - Cumulative.betaP(0.5, v / 2, at * at / (v + at * at))) / 2
                        : (Cumulative.betaP(v / 2, 0.5, v / (v + at * at)) - outside) / 2,
                at -> Math.exp(-(v + 1) / 2 * Math.log1p(at * at / v) - Math.log(v) / 2 - LogBeta.value(v / 2, 0.5)));
        return Math.copySign(x, u - 0.5);
    }

    // I(v/2, 1/2) at y = v/(v+x²) is y^(v/2)/(v/2*B(v/2, 1/2)) for small y (DLMF 8.17.7); y itself may be below all doubles.
    private static double farStudentT(double v, double outside) {
        double scale = v / 2 * Math.exp(LogBeta.value(v / 2, 0.5));
        return Math.sqrt(v) * Math.pow(outside * scale, -1 / v);
    }

    // Newton's steps take off what the search by logarithms leaves, as long as they are small.
    private static double polished(double start, DoubleUnaryOperator missing, DoubleUnaryOperator density) {
        double x = start;
        for (int step = 0; step < POLISHING; step++) {
            double by = missing.applyAsDouble(x) / density.applyAsDouble(x);
            if (!(Math.abs(by) < SMALL_STEP * x)) {
                break;
            }
            x += by;
        }
        return x;
    }

    /** The least whole number that a Poisson variable does not exceed with probability {@code u}. */
    public static double poisson(double rate, double u) {
        if (!(rate >= 0) || !isLevel(u)) {
            return Double.NaN;
        }
        return u == 1 ? rate == 0 ? 0 : Double.POSITIVE_INFINITY : rate == 0 ? 0
                : least(k -> Cumulative.gammaQ(k + 1, rate), k -> Cumulative.gammaP(k + 1, rate), u, Double.MAX_VALUE);
    }

    /** The least whole number that the successes of {@code n} trials do not exceed with probability {@code u}. */
    public static double binomial(double n, double p, double u) {
        if (!(n >= 0) || !(p >= 0 && p <= 1) || !isLevel(u)) {
            return Double.NaN;
        }
        double most = Math.floor(n);
        if (p == 0 || p == 1 || u == 1) {
            return p == 0 ? 0 : most;
        }
        return least(k -> k >= most ? 1 : Cumulative.betaQ(k + 1, n - k, p), k -> k >= most ? 0 : Cumulative.betaP(k + 1, n - k, p), u, most);
    }

    // The least k from 0 whose lower tail reaches u, the upper tail deciding above the middle; a level that is a tail to rounding counts as reached.
    private static double least(DoubleUnaryOperator lower, DoubleUnaryOperator upper, double u, double most) {
        double slack = 1 - 4 * Math.ulp(1.0);
        java.util.function.DoublePredicate reached = k -> u <= 0.5 ? lower.applyAsDouble(k) >= u * slack
                : upper.applyAsDouble(k) <= (1 - u) + 4 * Math.ulp(1.0) * u;
        double high = 1;
        while (high < most && !reached.test(Math.min(high - 1, most))) {
            high *= 2;
        }
        double low = Math.floor(high / 2) - 1; // not reached, or -1
        high = Math.min(high - 1, most);
        while (high - low > 1) {
            double middle = Math.floor(low + (high - low) / 2);
            if (reached.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Where the increasing tail {@code lower}, with complement {@code upper}, reaches {@code u}; starts at {@code guess}. */
    private static double solve(DoubleUnaryOperator lower, DoubleUnaryOperator upper, double u, double guess) {
        DoubleUnaryOperator above = u <= 0.5 ? t -> Math.log(lower.applyAsDouble(t)) - Math.log(u)
                : t -> Math.log1p(-u) - Math.log(upper.applyAsDouble(t));
        double low = guess;
        double step = 1;
        while (above.applyAsDouble(low) > 0 && low > LOG_SMALLEST * 4) {
            low -= step;
            step *= 2;
        }
        double high = guess;
        step = 1;
        while (above.applyAsDouble(high) < 0 && high < LOG_LARGEST) {
            high += step;
            step *= 2;
        }
        return root(above, low, high);
    }

    // Chandrupatla's method: inverse quadratic interpolation where it is safe, else bisection (Advances in Engineering Software 28, 1997).
    private static double root(DoubleUnaryOperator f, double low, double high) {
        double a = high;
        double b = low;
        double c = low;
        double fa = f.applyAsDouble(a);
        double fb = f.applyAsDouble(b);
        double fc = fb;
        double fraction = 0.5;
        for (int step = 0; step < MOST_STEPS; step++) {
            double x = a + fraction * (b - a);
            double fx = f.applyAsDouble(x);
            if (Math.signum(fx) == Math.signum(fa)) {
                c = a;
                fc = fa;
            } else {
                c = b;
                fc = fb;
                b = a;
                fb = fa;
            }
            a = x;
            fa = fx;
            double best = Math.abs(fa) < Math.abs(fb) ? a : b;
            double tolerance = Math.ulp(best) / Math.abs(b - a);
            if (tolerance > 0.5 || fa == 0 || !(Math.abs(b - a) > 0)) {
                return fa == 0 ? a : best;
            }
            double xi = (a - b) / (c - b);
            double phi = (fa - fb) / (fc - fb);
            boolean interpolates = Double.isFinite(fc) && Double.isFinite(fb) && phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
            fraction = interpolates ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb) : 0.5;
            fraction = Math.clamp(fraction, tolerance, 1 - tolerance);
        }
        return a;
    }
}
