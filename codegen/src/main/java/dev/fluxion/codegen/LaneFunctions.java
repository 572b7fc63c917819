package dev.fluxion.codegen;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of arrays in lanes, made of operations that round as IEEE 754 says: the same bits on any machine with lanes, compiled or interpreted,
 * which the vector module's own functions do not promise. Exponential and logarithm are within one unit in the last place of {@link StrictMath},
 * sine and cosine within two (tested to that). Numbers outside the range
 * of a method are left to {@link Math}, each by itself, so that no result depends on its neighbours. Called from emitted code; {@code count} is a
 * multiple of the number of lanes.
 *
 * <p>Methods of this class are called early in a loop, and numbers become vectors where they are used: HotSpot's compiler leaves calls behind 18,000 nodes where they
 * are, except those of the vector module, and then vectors are objects. How many nodes there are depends on what ran before. Vectors in constants would take fewer
 * nodes, but are read from memory in each turn: 1.3 to 1.6 times the time.
 *
 * <p>Source: W. J. Cody, W. Waite, Software Manual for the Elementary Functions (1980), for the reduction of operands; N. J. Higham, Accuracy
 * and Stability of Numerical Algorithms (2nd ed., 2002), §4.3, for errors of sums; the sine's polynomial is that of least relative error, computed by
 * Remez's exchange.
 */
final class LaneFunctions {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> BITS = VectorSpecies.of(long.class, SPECIES.vectorShape());

    /** As many numbers in single precision: a vector of half the size. */
    static final VectorSpecies<Float> SINGLE = VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

    private static final double ROUNDER = Exponential.ROUNDER;
    // ln 2 in parts, the first with so few bits that its multiples are exact.
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    // Cody and Waite 1980: pi in parts. The second has so few bits that its multiples are exact; those of the first are, fused with what they are taken from.
    private static final double PI_1 = 0x1.921fb54442d18p1;
    private static final double PI_2 = 0x1.1a62633140000p-53;
    private static final double PI_3 = 0x1.701b839a25205p-91;
    private static final double MOST_ANGLE = 1e5;

    private LaneFunctions() {}

    /** How many numbers a vector holds. */
    static int lanes() {
        return SPECIES.length();
    }

    /** {@code e^x}. */
    static void exp(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
            exponential(v, 0).intoArray(out, to + i);
            VectorMask<Double> within = v.lanewise(VectorOperators.ABS).compare(VectorOperators.LT, Exponential.MOST);
            if (!within.allTrue()) {
                long ordinary = within.toLong();
                for (int k = 0; k < SPECIES.length(); k++) {
                    if ((ordinary >> k & 1) == 0) {
                        out[to + i + k] = Math.exp(v.lane(k));
                    }
                }
            }
        }
    }

    // As Exponential does it. 2^raised e^x where this is an ordinary number: e^x = 2^n e^r with r in [-ln 2/2, ln 2/2].
    static DoubleVector exponential(DoubleVector x, int raised) {
        DoubleVector shifted = x.fma(broadcast(SPECIES, Exponential.BINARY), broadcast(SPECIES, ROUNDER));
        DoubleVector n = shifted.sub(ROUNDER);
        DoubleVector s = n.fma(broadcast(SPECIES, -Exponential.LN2_REST), n.fma(broadcast(SPECIES, -Exponential.LN2), x));
        DoubleVector square = s.mul(s);
        DoubleVector tail = exponentialTail(s, square);
        DoubleVector sum = square.fma(tail, s).add(1);
        LongVector scale = shifted.reinterpretAsLongs().add(raised).lanewise(VectorOperators.LSHL, 52);
        return sum.reinterpretAsLongs().add(scale).reinterpretAsDoubles();
    }

    // (e^s - 1 - s)/s^2, even and odd terms side by side to shorten the chain.
    private static DoubleVector exponentialTail(DoubleVector s, DoubleVector square) {
        DoubleVector odd = broadcast(SPECIES, Exponential.C11).fma(square, broadcast(SPECIES, Exponential.C9)).fma(square, broadcast(SPECIES, Exponential.C7))
                .fma(square, broadcast(SPECIES, Exponential.C5)).fma(square, broadcast(SPECIES, Exponential.C3));
        DoubleVector even = broadcast(SPECIES, Exponential.C10).fma(square, broadcast(SPECIES, Exponential.C8)).fma(square, broadcast(SPECIES, Exponential.C6))
                .fma(square, broadcast(SPECIES, Exponential.C4)).fma(square, broadcast(SPECIES, Exponential.C2));
        return odd.fma(s, even);
    }

    /** The natural logarithm: x = 2^k (1 + f) with 1 + f in [√½, √2), by fdlibm's polynomial in f/(2 + f). */
    static void log(double[] x, int from, double[] out, int to, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
            // Adding what separates √½ from 1 carries into the exponent exactly where the mantissa is above √2.
            LongVector bits = v.reinterpretAsLongs().add(0x3ff0000000000000L - 0x3fe6a09e667f3bcdL);
            LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52);
            DoubleVector k = exponent.lanewise(VectorOperators.OR, 0x4330000000000000L).reinterpretAsDoubles().sub(0x1p52 + 1023);
            DoubleVector f = bits.and(0x000fffffffffffffL).add(0x3fe6a09e667f3bcdL).reinterpretAsDoubles().sub(1);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector polynomial = logarithmTail(z);
            DoubleVector half = f.mul(f).mul(0.5);
            DoubleVector low = s.fma(half.add(polynomial), k.mul(LN2_LOW));
            k.mul(LN2_HIGH).sub(half.sub(low).sub(f)).intoArray(out, to + i);
            VectorMask<Double> ordinary = v.compare(VectorOperators.GE, Double.MIN_NORMAL).and(v.compare(VectorOperators.LE, Double.MAX_VALUE));
            if (!ordinary.allTrue()) {
                long mask = ordinary.toLong();
                for (int lane = 0; lane < SPECIES.length(); lane++) {
                    if ((mask >> lane & 1) == 0) {
                        out[to + i + lane] = Math.log(v.lane(lane));
                    }
                }
            }
        }
    }

    // fdlibm's polynomial: error below 2^-58.
    private static DoubleVector logarithmTail(DoubleVector z) {
        return broadcast(SPECIES, 1.479819860511658591e-01).fma(z, broadcast(SPECIES, 1.531383769920937332e-01)).fma(z, broadcast(SPECIES, 1.818357216161805012e-01))
                .fma(z, broadcast(SPECIES, 2.222219843214978396e-01)).fma(z, broadcast(SPECIES, 2.857142874366239149e-01))
                .fma(z, broadcast(SPECIES, 3.999999999940941908e-01)).fma(z, broadcast(SPECIES, 6.666666666666735130e-01)).mul(z);
    }

    /** The sine: that of the number's size, with its sign. */
    static void sin(double[] x, int from, double[] out, int to, int count) {
        LongVector beyond = LongVector.zero(BITS);
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
            DoubleVector size = v.lanewise(VectorOperators.ABS);
            DoubleVector shifted = size.fma(broadcast(SPECIES, 1 / Math.PI), broadcast(SPECIES, ROUNDER));
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            beyond = beyond.or(beyond(size));
            wave(size, shifted, shifted.sub(ROUNDER), sign).intoArray(out, to + i);
        }
        if (beyond.compare(VectorOperators.LT, 0).anyTrue()) {
            for (int i = 0; i < count; i++) {
                if (!(Math.abs(x[from + i]) <= MOST_ANGLE)) {
                    out[to + i] = Math.sin(x[from + i]);
                }
            }
        }
    }

    /** The cosine: that of the number's size. */
    static void cos(double[] x, int from, double[] out, int to, int count) {
        LongVector beyond = LongVector.zero(BITS);
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector size = DoubleVector.fromArray(SPECIES, x, from + i).lanewise(VectorOperators.ABS);
            DoubleVector shifted = size.fma(broadcast(SPECIES, 1 / Math.PI), broadcast(SPECIES, 0.5)).add(ROUNDER);
            beyond = beyond.or(beyond(size));
            wave(size, shifted, shifted.sub(ROUNDER).sub(0.5), LongVector.zero(BITS)).intoArray(out, to + i);
        }
        if (beyond.compare(VectorOperators.LT, 0).anyTrue()) {
            for (int i = 0; i < count; i++) {
                if (!(Math.abs(x[from + i]) <= MOST_ANGLE)) {
                    out[to + i] = Math.cos(x[from + i]);
                }
            }
        }
    }

    // Negative where a number that is not negative is above the largest angle, or is none: bits of such numbers are ordered as they are.
    private static LongVector beyond(DoubleVector size) {
        return LongVector.broadcast(BITS, Double.doubleToRawLongBits(MOST_ANGLE)).sub(size.reinterpretAsLongs());
    }

    // With x = n pi + r + low, r within [-pi/2, pi/2], the sine of x is that of r + low but for signs: one given, and that of (-1)^n, by the lowest bit.
    private static DoubleVector wave(DoubleVector x, DoubleVector shifted, DoubleVector n, LongVector given) {
        DoubleVector first = n.fma(broadcast(SPECIES, -PI_1), x);
        DoubleVector product = n.mul(PI_2);
        DoubleVector r = first.sub(product);
        // What the rounding of the difference lost (Dekker's fast two-sum; near a multiple of pi there is none), and the third part.
        DoubleVector lost = first.sub(r).sub(product);
        DoubleVector sine = sine(r, n.fma(broadcast(SPECIES, -PI_3), lost));
        LongVector sign = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63).lanewise(VectorOperators.XOR, given);
        return sine.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    // r + low cos r + r^3 (-1/6 + …), by a polynomial of least relative error, below 2^-57.
    private static DoubleVector sine(DoubleVector r, DoubleVector low) {
        DoubleVector z = r.mul(r);
        DoubleVector rest = broadcast(SPECIES, 0x1.8829a35512b8cp-49).fma(z, broadcast(SPECIES, -0x1.ae431d9c166f4p-41))
                .fma(z, broadcast(SPECIES, 0x1.6123cb2910dc5p-33)).fma(z, broadcast(SPECIES, -0x1.ae6454cb577f7p-26)).fma(z, broadcast(SPECIES, 0x1.71de3a5287c7cp-19))
                .fma(z, broadcast(SPECIES, -0x1.a01a01a0148bcp-13)).fma(z, broadcast(SPECIES, 0x1.11111111110c1p-7)).fma(z, broadcast(SPECIES, -0x1.5555555555555p-3));
        DoubleVector slope = z.fma(broadcast(SPECIES, -0.5), broadcast(SPECIES, 1));
        return r.add(z.mul(r).fma(rest, low.mul(slope)));
    }

    static DoubleVector constant(double value) {
        return broadcast(SPECIES, value);
    }
}
