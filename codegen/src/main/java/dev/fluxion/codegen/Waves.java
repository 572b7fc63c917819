package dev.fluxion.codegen;

/**
 * Sine and cosine of one number, with the bits that {@link LaneFunctions} computes in lanes: the same operations in the same order. The operand's size
 * less a multiple of pi, or of an odd half of it, is r within [-pi/2, pi/2], whose sine is the result but for signs.
 *
 * <p>Source: W. J. Cody, W. Waite, Software Manual for the Elementary Functions (1980), for the reduction; the polynomials are those of least relative
 * error, computed by Remez's exchange.
 */
final class Waves {
    /** Larger sizes are left to {@link Math}. */
    static final double MOST = 1e5;
    static final double ROUNDER = Exponential.ROUNDER;
    static final double INVERSE = 1 / Math.PI;
    /** Pi in parts. The second has so few bits that its multiples are exact; those of the first are, fused with what they are taken from. */
    static final double PI_1 = 0x1.921fb54442d18p1;
    static final double PI_2 = 0x1.1a62633140000p-53;
    static final double PI_3 = 0x1.701b839a25205p-91;
    // Of the powers of r in sin(r), an error below 2^-57 in all.
    static final double S17 = 0x1.8829a35512b8cp-49;
    static final double S15 = -0x1.ae431d9c166f4p-41;
    static final double S13 = 0x1.6123cb2910dc5p-33;
    static final double S11 = -0x1.ae6454cb577f7p-26;
    static final double S9 = 0x1.71de3a5287c7cp-19;
    static final double S7 = -0x1.a01a01a0148bcp-13;
    static final double S5 = 0x1.11111111110c1p-7;
    static final double S3 = -0x1.5555555555555p-3;

    /** The same in single precision. */
    static final float SINGLE_MOST = 1e4f;
    static final float SINGLE_ROUNDER = Exponential.SINGLE_ROUNDER;
    static final float SINGLE_INVERSE = (float) INVERSE;
    static final float SINGLE_PI_1 = 0x1.921fb6p1f;
    static final float SINGLE_PI_2 = -0x1.778p-24f;
    static final float SINGLE_PI_3 = 0x1.68c234p-38f;
    static final float SINGLE_S9 = 0x1.5dbbe2p-19f;
    static final float SINGLE_S7 = -0x1.9f6fdcp-13f;
    static final float SINGLE_S5 = 0x1.110ed2p-7f;
    static final float SINGLE_S3 = -0x1.55554cp-3f;

    private Waves() {}

    /** The sine: that of the number's size, with its sign. */
    static double sine(double x) {
        double size = Math.abs(x);
        if (!(size <= MOST)) {
            return Math.sin(x);
        }
        double shifted = Math.fma(size, INVERSE, ROUNDER);
        return wave(size, shifted, shifted - ROUNDER, Double.doubleToRawLongBits(x) & Long.MIN_VALUE);
    }

    /** The cosine: that of the number's size. */
    static double cosine(double x) {
        double size = Math.abs(x);
        if (!(size <= MOST)) {
            return Math.cos(x);
        }
        double shifted = Math.fma(size, INVERSE, 0.5) + ROUNDER;
        return wave(size, shifted, shifted - ROUNDER - 0.5, 0);
    }

    // Signs: one given, and that of (-1)^n, by the lowest bit.
    private static double wave(double x, double shifted, double n, long given) {
        double first = Math.fma(n, -PI_1, x);
        double product = n * PI_2;
        double r = first - product;
        // What the rounding of the difference lost (Dekker's fast two-sum; near a multiple of pi there is none), and the third part.
        double low = Math.fma(n, -PI_3, first - r - product);
        double z = r * r;
        double rest = Math.fma(Math.fma(Math.fma(S17, z, S15), z, S13), z, S11);
        rest = Math.fma(Math.fma(Math.fma(Math.fma(rest, z, S9), z, S7), z, S5), z, S3);
        double sine = r + Math.fma(z * r, rest, low * Math.fma(z, -0.5, 1));
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sine) ^ Double.doubleToRawLongBits(shifted) << 63 ^ given);
    }

    /** The sine in single precision. */
    static float sine(float x) {
        float size = Math.abs(x);
        if (!(size <= SINGLE_MOST)) {
            return (float) Math.sin(x);
        }
        float shifted = Math.fma(size, SINGLE_INVERSE, SINGLE_ROUNDER);
        return wave(size, shifted, shifted - SINGLE_ROUNDER, Float.floatToRawIntBits(x) & Integer.MIN_VALUE);
    }

    /** The cosine in single precision. */
    static float cosine(float x) {
        float size = Math.abs(x);
        if (!(size <= SINGLE_MOST)) {
            return (float) Math.cos(x);
        }
        float shifted = Math.fma(size, SINGLE_INVERSE, 0.5f) + SINGLE_ROUNDER;
        return wave(size, shifted, shifted - SINGLE_ROUNDER - 0.5f, 0);
    }

    private static float wave(float x, float shifted, float n, int given) {
        float first = Math.fma(n, -SINGLE_PI_1, x);
        float product = n * SINGLE_PI_2;
        float r = first - product;
        float low = Math.fma(n, -SINGLE_PI_3, first - r - product);
        float z = r * r;
        float rest = Math.fma(Math.fma(Math.fma(SINGLE_S9, z, SINGLE_S7), z, SINGLE_S5), z, SINGLE_S3);
        float sine = r + Math.fma(z * r, rest, low * Math.fma(z, -0.5f, 1));
        return Float.intBitsToFloat(Float.floatToRawIntBits(sine) ^ Float.floatToRawIntBits(shifted) << 31 ^ given);
    }
}
