package dev.fluxion.benchmarks;

import org.apache.commons.numbers.gamma.Erf;

/** What a careful person writes in Java for the formulas of the comparison, with common work done once. */
final class ByHand {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double NORMAL = 1 / Math.sqrt(2 * Math.PI);

    private ByHand() {}

    static double sine(double x, double y) {
        return x * x * Math.sin(y);
    }

    static void sineGradient(double[] at, double[] out) {
        double x = at[0];
        double y = at[1];
        out[0] = 2 * x * Math.sin(y);
        out[1] = x * x * Math.cos(y);
    }

    static double ten(double x, double y, double z) {
        double xx = x * x;
        double zz = z * z;
        return 3 * xx * y - 2 * x * y * y * y * z + Math.sin(x * y) + Math.exp(-xx) * z + Math.log(1 + y * y) + Math.sqrt(xx + zz) - x * y * z / (1 + xx)
                + Math.cos(z) * y + xx * x * zz - 5 * y * z;
    }

    static void tenGradient(double[] at, double[] out) {
        double x = at[0];
        double y = at[1];
        double z = at[2];
        double xx = x * x;
        double yy = y * y;
        double zz = z * z;
        double bell = Math.exp(-xx);
        double cosine = Math.cos(x * y);
        double root = Math.sqrt(xx + zz);
        double below = 1 + xx;
        double yz = y * z;
        out[0] = 6 * x * y - 2 * yy * yz + y * cosine - 2 * x * bell * z + x / root - yz / below + 2 * xx * yz / (below * below) + 3 * xx * zz;
        out[1] = 3 * xx - 6 * x * yy * z + x * cosine + 2 * y / (1 + yy) - x * z / below + Math.cos(z) - 5 * z;
        out[2] = -2 * x * yy * y + bell + z / root - x * y / below - Math.sin(z) * y + 2 * xx * x * z - 5 * y;
    }

    /** The price of a call. */
    static double price(double s, double k, double r, double v, double t) {
        double spread = v * Math.sqrt(t);
        double d1 = (Math.log(s / k) + (r + 0.5 * v * v) * t) / spread;
        double n1 = 0.5 * (1 + Erf.value(d1 * ROOT_HALF));
        double n2 = 0.5 * (1 + Erf.value((d1 - spread) * ROOT_HALF));
        return s * n1 - k * Math.exp(-r * t) * n2;
    }

    /** Price, delta, gamma, vega, theta (by time to expiry) and rho of a call, by the closed forms of a textbook. */
    static void call(double[] at, double[] out) {
        double s = at[0];
        double k = at[1];
        double r = at[2];
        double v = at[3];
        double t = at[4];
        double root = Math.sqrt(t);
        double spread = v * root;
        double d1 = (Math.log(s / k) + (r + 0.5 * v * v) * t) / spread;
        double d2 = d1 - spread;
        double discounted = k * Math.exp(-r * t);
        double n1 = 0.5 * (1 + Erf.value(d1 * ROOT_HALF));
        double n2 = 0.5 * (1 + Erf.value(d2 * ROOT_HALF));
        double density = NORMAL * Math.exp(-0.5 * d1 * d1);
        out[0] = s * n1 - discounted * n2;
        out[1] = n1;
        out[2] = density / (s * spread);
        out[3] = s * density * root;
        out[4] = s * density * v / (2 * root) + r * discounted * n2;
        out[5] = t * discounted * n2;
    }
}
