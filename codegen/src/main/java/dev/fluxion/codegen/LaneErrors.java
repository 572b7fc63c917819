package dev.fluxion.codegen;

import static dev.fluxion.codegen.LaneFunctions.constant;
import static dev.fluxion.codegen.LaneFunctions.step;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error functions of arrays in lanes, in the manner of {@link LaneFunctions}: within one and a half units in the last place and within five of the
 * true value (tested to that against fifty digits), for all numbers, without branches.
 *
 * <p>Source: M. M. Shepherd, J. G. Laframboise, Mathematics of Computation 36 (1981), for {@code (x + k) e^(x^2) erfc x} as a polynomial in
 * {@code (x - k)/(x + k)}; polynomials are interpolations in Chebyshev's nodes.
 */
final class LaneErrors {
    private static final double SATURATED = 6; // 1 - erfc 6 is 1 in double precision
    private static final double VANISHED = 28; // erfc 28 is 0
    private static final double SHIFT = 4;
    private static final int RAISED = 200;
    private static final double LOWERED = 0x1p-200;
    private static final double SLOPE = 0x1.4f2094f2094f2p+3; // takes q to [-1, 1]

    private LaneErrors() {}

    /** The error function: below 1 by its own polynomial, elsewhere from the complement. */
    static void erf(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += LaneFunctions.lanes()) {
            DoubleVector v = DoubleVector.fromArray(LaneFunctions.SPECIES, x, from + i);
            DoubleVector size = v.lanewise(VectorOperators.ABS);
            DoubleVector far = constant(1).sub(complement(size.min(SATURATED)));
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            DoubleVector signed = far.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
            near(v).blend(signed, size.compare(VectorOperators.GE, 1)).intoArray(out, to + i);
        }
    }

    /** Its complement to 1. */
    static void erfc(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += LaneFunctions.lanes()) {
            DoubleVector v = DoubleVector.fromArray(LaneFunctions.SPECIES, x, from + i);
            DoubleVector size = v.lanewise(VectorOperators.ABS);
            DoubleVector far = complement(size.min(VANISHED));
            DoubleVector signed = far.blend(constant(2).sub(far), v.compare(VectorOperators.LT, 0));
            constant(1).sub(near(v)).blend(signed, size.compare(VectorOperators.GE, 0.5)).intoArray(out, to + i);
        }
    }

    // The error function from -1 to 1: x + x P(x^2), with an error of the polynomial below 2^-54 of its value.
    private static DoubleVector near(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector rest = constant(-0x1.ac9585a44fe29p-31);
        rest = step(rest, z, 0x1.d76af6ca49787p-27);
        rest = step(rest, z, -0x1.5c131500d3f88p-23);
        rest = step(rest, z, 0x1.b981d78881a5dp-20);
        rest = step(rest, z, -0x1.f4ca838adb73bp-17);
        rest = step(rest, z, 0x1.f9a2be4f731a1p-14);
        rest = step(rest, z, -0x1.c02db0665e53dp-11);
        rest = step(rest, z, 0x1.565bccfa44156p-8);
        rest = step(rest, z, -0x1.b82ce31203772p-6);
        rest = step(rest, z, 0x1.ce2f21a040f66p-4);
        rest = step(rest, z, -0x1.812746b0379c1p-2);
        rest = step(rest, z, 0x1.06eba8214db68p-3);
        return x.fma(rest, x);
    }

    // erfc a = e^(-a^2) G(q) q with q = 1/(a + 4), for a from 1/2 to 28; raised by a power of two on the way, so that only the result is rounded where
    // it is subnormal. What roundings of the square and of q lose is put back.
    private static DoubleVector complement(DoubleVector a) {
        DoubleVector square = a.mul(a);
        DoubleVector lost = a.fma(a, square.neg());
        DoubleVector sum = a.add(SHIFT);
        DoubleVector low = a.sub(sum.sub(SHIFT));
        DoubleVector q = constant(1).div(sum);
        DoubleVector correction = q.mul(q.neg().fma(sum, constant(1)).sub(low.mul(q)));
        DoubleVector value = LaneFunctions.exponential(square.neg(), RAISED).mul(scaled(q, correction).mul(q.add(correction)));
        return lost.neg().fma(value, value).mul(LOWERED);
    }

    // (a + 4) e^(a^2) erfc a. In one chain: even and odd terms apart would cancel where a is large.
    private static DoubleVector scaled(DoubleVector q, DoubleVector correction) {
        DoubleVector u = q.fma(constant(SLOPE), constant(-0x1.53c8253c8253dp+0));
        u = correction.fma(constant(SLOPE), u);
        DoubleVector value = constant(-0x1.ea9ad5bd240f3p-35);
        value = step(value, u, -0x1.ee7893477723dp-36);
        value = step(value, u, 0x1.0031f91a766c7p-30);
        value = step(value, u, 0x1.2ae9ce004ad56p-30);
        value = step(value, u, -0x1.7b53853bd8df2p-27);
        value = step(value, u, -0x1.e69c075c4de60p-26);
        value = step(value, u, 0x1.b10a7fc7f0e2bp-24);
        value = step(value, u, 0x1.3fa8311280206p-21);
        value = step(value, u, -0x1.93592adb3107ep-28);
        value = step(value, u, -0x1.332ad3a4019c1p-17);
        value = step(value, u, -0x1.119b4f82fc3c7p-15);
        value = step(value, u, 0x1.40c6e58e10ed9p-16);
        value = step(value, u, 0x1.756c941bbb11ep-11);
        value = step(value, u, 0x1.0d1354d5431a0p-8);
        value = step(value, u, 0x1.011aaa8dd52bdp-6);
        value = step(value, u, 0x1.8092c4d61542cp-5);
        value = step(value, u, 0x1.de9aa116606adp-4);
        value = step(value, u, 0x1.fed50b6ae1068p-3);
        value = step(value, u, 0x1.dbb6a0c064eb3p-2);
        value = step(value, u, 0x1.8676920432b78p-1);
        value = step(value, u, 0x1.1c15eb2d117d7p+0);
        return value;
    }
}
