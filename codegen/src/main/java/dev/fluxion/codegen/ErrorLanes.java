package dev.fluxion.codegen;

import static dev.fluxion.codegen.LaneFunctions.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function of arrays in lanes, in the manner of {@link LaneFunctions}: within one and a half units in the last place of the true value (tested to that
 * against fifty digits), for all numbers, without branches. What is left of 1 need not keep its own digits here, as it must in {@link LaneErrors}, so it is a power of
 * 2 whose exponent is one polynomial: neither a square with its rounding nor a division.
 *
 * <p>Source: by definition; the polynomials are those of least error, computed by Remez's exchange: of the exponent, weighted by what its error does to the result.
 */
final class ErrorLanes {
    private static final double NEARLY_ONE = 6; // erf 6 is 1
    private static final double ROUNDER = Exponential.ROUNDER;

    private ErrorLanes() {}

    /** The error function. The arrays are two. */
    static void erf(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
            DoubleVector near = near(v);
            DoubleVector size = v.lanewise(VectorOperators.ABS);
            DoubleVector q = exponent(size.min(NEARLY_ONE).sub(1));
            // 2^-q = 2^-n 2^-f with n whole, f in [-1/2, 1/2], within 2^-58 of its size but for roundings. Here, as a call would come too late.
            DoubleVector shifted = q.add(ROUNDER);
            DoubleVector f = q.sub(shifted.sub(ROUNDER));
            DoubleVector power = broadcast(SPECIES, -0x1.e7aa214ed624dp-32).fma(f, broadcast(SPECIES, 0x1.e620fec603effp-28)).fma(f, broadcast(SPECIES, -0x1.b52678832c201p-24))
                    .fma(f, broadcast(SPECIES, 0x1.62bfc3bf86ffcp-20)).fma(f, broadcast(SPECIES, -0x1.ffcbfba7b9959p-17)).fma(f, broadcast(SPECIES, 0x1.43091310c087bp-13))
                    .fma(f, broadcast(SPECIES, -0x1.5d87fe78cf27bp-10)).fma(f, broadcast(SPECIES, 0x1.3b2ab6fb9f40bp-7)).fma(f, broadcast(SPECIES, -0x1.c6b08d7049fd0p-5))
                    .fma(f, broadcast(SPECIES, 0x1.ebfbdff82c5adp-3)).fma(f, broadcast(SPECIES, -0x1.62e42fefa39efp-1)).fma(f, broadcast(SPECIES, 1));
            LongVector left = power.reinterpretAsLongs().sub(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52));
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            DoubleVector far = broadcast(SPECIES, 1).sub(left.reinterpretAsDoubles()).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
            near.blend(far, size.compare(VectorOperators.GE, 1)).intoArray(out, to + i);
        }
    }

    /** The error function from -1 to 1: x + x P(x^2), with an error of the polynomial below 2^-54 of its value. */
    static DoubleVector near(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector p = broadcast(SPECIES, -0x1.ac9585a44fe29p-31).fma(z, broadcast(SPECIES, 0x1.d76af6ca49787p-27)).fma(z, broadcast(SPECIES, -0x1.5c131500d3f88p-23))
                .fma(z, broadcast(SPECIES, 0x1.b981d78881a5dp-20)).fma(z, broadcast(SPECIES, -0x1.f4ca838adb73bp-17)).fma(z, broadcast(SPECIES, 0x1.f9a2be4f731a1p-14))
                .fma(z, broadcast(SPECIES, -0x1.c02db0665e53dp-11)).fma(z, broadcast(SPECIES, 0x1.565bccfa44156p-8)).fma(z, broadcast(SPECIES, -0x1.b82ce31203772p-6))
                .fma(z, broadcast(SPECIES, 0x1.ce2f21a040f66p-4)).fma(z, broadcast(SPECIES, -0x1.812746b0379c1p-2)).fma(z, broadcast(SPECIES, 0x1.06eba8214db68p-3));
        return x.fma(p, x);
    }

    // -log2(erfc(1 + v)), v from 0 to 5, in powers of v: where v is small, its digits count. Its error makes one below 2^-57 of erf.
    private static DoubleVector exponent(DoubleVector v) {
        return broadcast(SPECIES, 0x1.edf00743af7c7p-38).fma(v, broadcast(SPECIES, -0x1.7a972b3b3dc83p-33)).fma(v, broadcast(SPECIES, 0x1.05926c2924f52p-29))
                .fma(v, broadcast(SPECIES, -0x1.a64e5d5a6e7f6p-27)).fma(v, broadcast(SPECIES, 0x1.9dd4c2f7656fcp-25)).fma(v, broadcast(SPECIES, -0x1.677e0a3338a1fp-24))
                .fma(v, broadcast(SPECIES, -0x1.3d411e9bdf153p-22)).fma(v, broadcast(SPECIES, 0x1.9cd0e0633e9d9p-19)).fma(v, broadcast(SPECIES, -0x1.d42ddf6c366c7p-17))
                .fma(v, broadcast(SPECIES, 0x1.492ad90b271a1p-15)).fma(v, broadcast(SPECIES, -0x1.3e3e51bd1eedfp-15)).fma(v, broadcast(SPECIES, -0x1.6701a7ba269e2p-12))
                .fma(v, broadcast(SPECIES, 0x1.7603d97268404p-9)).fma(v, broadcast(SPECIES, -0x1.da57640bd7f08p-7)).fma(v, broadcast(SPECIES, 0x1.eb313685cf640p-5))
                .fma(v, broadcast(SPECIES, 0x1.37627e9b5d93cp0)).fma(v, broadcast(SPECIES, 0x1.e75328fe78c2bp1)).fma(v, broadcast(SPECIES, 0x1.558eada6637f3p1));
    }
}
