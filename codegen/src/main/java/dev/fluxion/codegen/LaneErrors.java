package dev.fluxion.codegen;

import static dev.fluxion.codegen.LaneFunctions.SPECIES;
import static dev.fluxion.codegen.LaneFunctions.constant;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The complementary error function of arrays in lanes, in the manner of {@link LaneFunctions}: within five units in the last place of the
 * true value (tested to that against fifty digits), for all numbers, without branches. In stages that hand on an array, each to be compiled apart: HotSpot's
 * compiler has no room for all of them in one method, and none for many numbers that are made vectors there.
 *
 * <p>Source: M. M. Shepherd, J. G. Laframboise, Mathematics of Computation 36 (1981), for {@code (x + k) e^(x^2) erfc x} as a polynomial in
 * {@code (x - k)/(x + k)}; the polynomial is an interpolation in Chebyshev's nodes.
 */
final class LaneErrors {
    /** The methods to be called before one of the functions, in order, with the same arrays. */
    static final List<String> STAGES = List.of("bells", "complements");

    private static final double VANISHED = 28; // erfc 28 is 0
    private static final double SHIFT = 4;
    private static final int RAISED = 200;
    private static final double LOWERED = 0x1p-200;
    private static final double SLOPE = 0x1.4f2094f2094f2p+3; // takes q to [-1, 1]
    private static final double MIDDLE = -0x1.53c8253c8253dp+0;

    // The polynomial, from the highest coefficient on.
    private static final DoubleVector G20 = constant(-0x1.ea9ad5bd240f3p-35);
    private static final DoubleVector G19 = constant(-0x1.ee7893477723dp-36);
    private static final DoubleVector G18 = constant(0x1.0031f91a766c7p-30);
    private static final DoubleVector G17 = constant(0x1.2ae9ce004ad56p-30);
    private static final DoubleVector G16 = constant(-0x1.7b53853bd8df2p-27);
    private static final DoubleVector G15 = constant(-0x1.e69c075c4de60p-26);
    private static final DoubleVector G14 = constant(0x1.b10a7fc7f0e2bp-24);
    private static final DoubleVector G13 = constant(0x1.3fa8311280206p-21);
    private static final DoubleVector G12 = constant(-0x1.93592adb3107ep-28);
    private static final DoubleVector G11 = constant(-0x1.332ad3a4019c1p-17);
    private static final DoubleVector G10 = constant(-0x1.119b4f82fc3c7p-15);
    private static final DoubleVector G9 = constant(0x1.40c6e58e10ed9p-16);
    private static final DoubleVector G8 = constant(0x1.756c941bbb11ep-11);
    private static final DoubleVector G7 = constant(0x1.0d1354d5431a0p-8);
    private static final DoubleVector G6 = constant(0x1.011aaa8dd52bdp-6);
    private static final DoubleVector G5 = constant(0x1.8092c4d61542cp-5);
    private static final DoubleVector G4 = constant(0x1.de9aa116606adp-4);
    private static final DoubleVector G3 = constant(0x1.fed50b6ae1068p-3);
    private static final DoubleVector G2 = constant(0x1.dbb6a0c064eb3p-2);
    private static final DoubleVector G1 = constant(0x1.8676920432b78p-1);
    private static final DoubleVector G0 = constant(0x1.1c15eb2d117d7p+0);

    private LaneErrors() {}

    /** The complement of the error function to 1: that of the number's size, which {@code out} holds, or what is left of 2. The arrays are two. */
    static void erfc(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
            DoubleVector far = DoubleVector.fromArray(SPECIES, out, to + i);
            DoubleVector signed = far.blend(constant(2).sub(far), v.compare(VectorOperators.LT, 0));
            constant(1).sub(ErrorLanes.near(v)).blend(signed, v.lanewise(VectorOperators.ABS).compare(VectorOperators.GE, 0.5)).intoArray(out, to + i);
        }
    }

    // e^(-a^2) with a the size of x, at most 28; raised by a power of two, so that only the result is rounded where it is subnormal. What the
    // rounding of the square loses is put back.
    static void bells(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, x, from + i).lanewise(VectorOperators.ABS).min(VANISHED);
            DoubleVector square = a.mul(a);
            DoubleVector lost = a.fma(a, square.neg());
            DoubleVector power = LaneFunctions.exponential(square.neg(), RAISED);
            lost.neg().fma(power, power).intoArray(out, to + i);
        }
    }

    // erfc a = e^(-a^2) G(q) q with q = 1/(a + 4), for a from 1/2 on. What roundings of the sum and of q lose is put back.
    static void complements(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, x, from + i).lanewise(VectorOperators.ABS).min(VANISHED);
            DoubleVector sum = a.add(SHIFT);
            DoubleVector low = a.sub(sum.sub(SHIFT));
            DoubleVector q = constant(1).div(sum);
            DoubleVector correction = q.mul(q.neg().fma(sum, constant(1)).sub(low.mul(q)));
            DoubleVector u = correction.fma(constant(SLOPE), q.fma(constant(SLOPE), constant(MIDDLE)));
            DoubleVector.fromArray(SPECIES, out, to + i).mul(scaled(u).mul(q.add(correction))).mul(LOWERED).intoArray(out, to + i);
        }
    }

    // (a + 4) e^(a^2) erfc a. In one chain: even and odd terms apart would cancel where a is large.
    private static DoubleVector scaled(DoubleVector u) {
        return G20.fma(u, G19).fma(u, G18).fma(u, G17).fma(u, G16).fma(u, G15).fma(u, G14).fma(u, G13).fma(u, G12).fma(u, G11)
                .fma(u, G10).fma(u, G9).fma(u, G8).fma(u, G7).fma(u, G6).fma(u, G5).fma(u, G4).fma(u, G3).fma(u, G2).fma(u, G1)
                .fma(u, G0);
    }
}
