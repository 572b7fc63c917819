package dev.fluxion.codegen;

/**
 * {@code e^x} of one number, with the bits that {@link LaneFunctions} computes in lanes: the same operations in the same order. What is defined by it has
 * the same bits with lanes and without.
 *
 * <p>Source: W. J. Cody, W. Waite, Software Manual for the Elementary Functions (1980), for the reduction of the operand; the polynomial is that
 * of least relative error, computed by Remez's exchange.
 */
final class Exponential {
    /** Added to a number below 2^51 it rounds it to a whole one, whose lowest bits are then those of the sum. */
    static final double ROUNDER = 0x1.8p52;
    /** 1/ln 2. */
    static final double BINARY = 0x1.71547652b82fep0;
    /** ln 2, rounded: what is left of a number less the nearest multiple has so few bits that it is exact, fused. */
    static final double LN2 = 0x1.62e42fefa39efp-1;
    /** What the rounding of ln 2 lost. */
    static final double LN2_REST = 0x1.abc9e3b39803fp-56;
    /** Numbers of a smaller size have an ordinary exponential; others are left to {@link Math}. */
    static final double MOST = 708;

    // Of the powers of s in e^s.
    static final double C2 = 0x1.000000000000ap-1;
    static final double C3 = 0x1.55555555554f8p-3;
    static final double C4 = 0x1.55555555508bap-5;
    static final double C5 = 0x1.1111111128137p-7;
    static final double C6 = 0x1.6c16c184200f5p-10;
    static final double C7 = 0x1.a01a0128c0a43p-13;
    static final double C8 = 0x1.a0199a21be2d0p-16;
    static final double C9 = 0x1.71df2878d288dp-19;
    static final double C10 = 0x1.28ad62760db00p-22;
    static final double C11 = 0x1.ad7af73cb281ep-26;
    /** All of them, from the second power on. */
    static final double[] TAIL = {C2, C3, C4, C5, C6, C7, C8, C9, C10, C11};

    /** The same in single precision, of whose numbers a half of the digits is enough. */
    static final float SINGLE_ROUNDER = 0x1.8p23f;
    static final float SINGLE_BINARY = 0x1.715476p0f;
    static final float SINGLE_LN2 = 0x1.62e430p-1f;
    static final float SINGLE_LN2_REST = -0x1.05c610p-29f;
    static final float SINGLE_MOST = 87;
    static final float SINGLE_C2 = 0x1.000000p-1f;
    static final float SINGLE_C3 = 0x1.55548ep-3f;
    static final float SINGLE_C4 = 0x1.55545ep-5f;
    static final float SINGLE_C5 = 0x1.123b56p-7f;
    static final float SINGLE_C6 = 0x1.6db42ap-10f;

    private Exponential() {}

    /** The same in single precision. */
    static float of(float x) {
        if (!(Math.abs(x) < SINGLE_MOST)) {
            return (float) Math.exp(x);
        }
        float shifted = Math.fma(x, SINGLE_BINARY, SINGLE_ROUNDER);
        float n = shifted - SINGLE_ROUNDER;
        float s = Math.fma(n, -SINGLE_LN2_REST, Math.fma(n, -SINGLE_LN2, x));
        float tail = Math.fma(Math.fma(Math.fma(Math.fma(SINGLE_C6, s, SINGLE_C5), s, SINGLE_C4), s, SINGLE_C3), s, SINGLE_C2);
        float sum = Math.fma(s * s, tail, s) + 1;
        return Float.intBitsToFloat(Float.floatToRawIntBits(sum) + (Float.floatToRawIntBits(shifted) << 23));
    }

    /** {@code e^x = 2^n e^r} with r in [-ln 2/2, ln 2/2], by a polynomial with an error below 2^-57 of the value. */
    static double of(double x) {
        if (!(Math.abs(x) < MOST)) {
            return Math.exp(x);
        }
        double shifted = Math.fma(x, BINARY, ROUNDER);
        double n = shifted - ROUNDER;
        double s = Math.fma(n, -LN2_REST, Math.fma(n, -LN2, x));
        double square = s * s;
        double sum = Math.fma(square, tail(s, square), s) + 1;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sum) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    // (e^s - 1 - s)/s^2, even and odd terms side by side to shorten the chain.
    private static double tail(double s, double square) {
        double odd = Math.fma(C11, square, C9);
        double even = Math.fma(C10, square, C8);
        odd = Math.fma(odd, square, C7);
        even = Math.fma(even, square, C6);
        odd = Math.fma(odd, square, C5);
        even = Math.fma(even, square, C4);
        odd = Math.fma(odd, square, C3);
        even = Math.fma(even, square, C2);
        return Math.fma(odd, s, even);
    }
}
