package dev.fluxion.codegen;

/**
 * {@code e^x} of one number, with the bits that {@link LaneFunctions} computes in lanes: the same operations in the same order. What is defined by it has
 * the same bits with lanes and without.
 *
 * <p>Source: W. J. Cody, W. Waite, Software Manual for the Elementary Functions (1980), for the reduction of the operand.
 */
final class Exponential {
    /** Added to a number below 2^51 it rounds it to a whole one, whose lowest bits are then those of the sum. */
    static final double ROUNDER = 0x1.8p52;
    /** 1/ln 2. */
    static final double BINARY = 0x1.71547652b82fep0;
    /** ln 2 in two parts, the first with few enough bits that multiples are exact, or close enough by fused operations. */
    static final double LN2_HIGH = 0x1.62e42feep-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /** Numbers of a smaller size have an ordinary exponential; others are left to {@link Math}. */
    static final double MOST = 708;

    private Exponential() {}

    /** {@code e^x = 2^n e^r} with r in [-ln 2/2, ln 2/2], by the first 14 terms of the series. */
    static double of(double x) {
        if (!(Math.abs(x) < MOST)) {
            return Math.exp(x);
        }
        double shifted = Math.fma(x, BINARY, ROUNDER);
        double n = shifted - ROUNDER;
        double r = Math.fma(n, -LN2_HIGH, x);
        double low = n * LN2_LOW;
        double s = r - low;
        double error = r - s - low; // what the rounding of s lost
        double square = s * s;
        double sum = Math.fma(square, tail(s, square), s + Math.fma(error, s, error)) + 1;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sum) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    // 1/2 + s/6 + s^2/24 + …, even and odd terms side by side to shorten the chain.
    private static double tail(double s, double square) {
        double odd = Math.fma(1.0 / 6227020800.0, square, 1.0 / 39916800.0);
        double even = Math.fma(1.0 / 479001600.0, square, 1.0 / 3628800.0);
        odd = Math.fma(odd, square, 1.0 / 362880.0);
        even = Math.fma(even, square, 1.0 / 40320.0);
        odd = Math.fma(odd, square, 1.0 / 5040.0);
        even = Math.fma(even, square, 1.0 / 720.0);
        odd = Math.fma(odd, square, 1.0 / 120.0);
        even = Math.fma(even, square, 1.0 / 24.0);
        odd = Math.fma(odd, square, 1.0 / 6.0);
        even = Math.fma(even, square, 0.5);
        return Math.fma(odd, s, even);
    }
}
