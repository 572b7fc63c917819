package dev.fluxion.codegen;

/**
 * The natural logarithm of one number, with the bits that {@link LaneFunctions} computes in lanes: the same operations in the same order.
 *
 * <p>Source: Sun Microsystems, fdlibm 5.3 (1993), e_log.c, and its version in single precision, e_logf.c (FreeBSD, 2010).
 */
final class Logarithm {
    /** What separates √½ from 1, as bits: added, it carries into the exponent exactly where the mantissa is above √2. */
    static final long ROOT = 0x3fe6a09e667f3bcdL;
    static final long ONE = 0x3ff0000000000000L;
    static final long MANTISSA = 0x000fffffffffffffL;
    /** Bits of 2^52: with a whole number below it in its mantissa it is the sum of both. */
    static final long WHOLE = 0x4330000000000000L;
    /** 2^52 and what is added to exponents. */
    static final double BIAS = 0x1p52 + 1023;
    /** ln 2 in parts, the first with so few bits that its multiples are exact. */
    static final double LN2_HIGH = 0x1.62e42feep-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    // Of the powers of z = s^2, an error below 2^-58 in all.
    static final double Z7 = 1.479819860511658591e-01;
    static final double Z6 = 1.531383769920937332e-01;
    static final double Z5 = 1.818357216161805012e-01;
    static final double Z4 = 2.222219843214978396e-01;
    static final double Z3 = 2.857142874366239149e-01;
    static final double Z2 = 3.999999999940941908e-01;
    static final double Z1 = 6.666666666666735130e-01;

    /** The same in single precision. */
    static final int SINGLE_ROOT = 0x3f3504f3;
    static final int SINGLE_ONE = 0x3f800000;
    static final int SINGLE_MANTISSA = 0x007fffff;
    static final int SINGLE_WHOLE = 0x4b000000;
    static final float SINGLE_BIAS = 0x1p23f + 127;
    static final float SINGLE_LN2_HIGH = 0x1.62e300p-1f;
    static final float SINGLE_LN2_LOW = 0x1.2fefa2p-17f;
    static final float SINGLE_Z4 = 0xf89e26p-26f;
    static final float SINGLE_Z3 = 0x91e9eep-25f;
    static final float SINGLE_Z2 = 0xccce13p-25f;
    static final float SINGLE_Z1 = 0xaaaaaap-24f;

    private Logarithm() {}

    /** x = 2^k (1 + f) with 1 + f in [√½, √2), by a polynomial in f/(2 + f). */
    static double of(double x) {
        if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
            return Math.log(x);
        }
        long bits = Double.doubleToRawLongBits(x) + (ONE - ROOT);
        double k = Double.longBitsToDouble(bits >>> 52 | WHOLE) - BIAS;
        double f = Double.longBitsToDouble((bits & MANTISSA) + ROOT) - 1;
        double s = f / (f + 2);
        double z = s * s;
        double tail = Math.fma(Math.fma(Math.fma(Z7, z, Z6), z, Z5), z, Z4);
        tail = Math.fma(Math.fma(Math.fma(tail, z, Z3), z, Z2), z, Z1);
        double half = f * f * 0.5;
        double low = Math.fma(s, half + tail * z, k * LN2_LOW);
        return k * LN2_HIGH - (half - low - f);
    }

    /** The same in single precision. */
    static float of(float x) {
        if (!(x >= Float.MIN_NORMAL && x <= Float.MAX_VALUE)) {
            return (float) Math.log(x);
        }
        int bits = Float.floatToRawIntBits(x) + (SINGLE_ONE - SINGLE_ROOT);
        float k = Float.intBitsToFloat(bits >>> 23 | SINGLE_WHOLE) - SINGLE_BIAS;
        float f = Float.intBitsToFloat((bits & SINGLE_MANTISSA) + SINGLE_ROOT) - 1;
        float s = f / (f + 2);
        float z = s * s;
        float tail = Math.fma(Math.fma(Math.fma(SINGLE_Z4, z, SINGLE_Z3), z, SINGLE_Z2), z, SINGLE_Z1);
        float half = f * f * 0.5f;
        float low = Math.fma(s, half + tail * z, k * SINGLE_LN2_LOW);
        return k * SINGLE_LN2_HIGH - (half - low - f);
    }
}
