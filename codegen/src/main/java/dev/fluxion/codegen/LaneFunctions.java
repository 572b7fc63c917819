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
            LongVector bits = v.reinterpretAsLongs().add(Logarithm.ONE - Logarithm.ROOT);
            LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52);
            DoubleVector k = exponent.lanewise(VectorOperators.OR, Logarithm.WHOLE).reinterpretAsDoubles().sub(Logarithm.BIAS);
            DoubleVector f = bits.and(Logarithm.MANTISSA).add(Logarithm.ROOT).reinterpretAsDoubles().sub(1);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector polynomial = logarithmTail(z);
            DoubleVector half = f.mul(f).mul(0.5);
            DoubleVector low = s.fma(half.add(polynomial), k.mul(Logarithm.LN2_LOW));
            k.mul(Logarithm.LN2_HIGH).sub(half.sub(low).sub(f)).intoArray(out, to + i);
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
        return broadcast(SPECIES, Logarithm.Z7).fma(z, broadcast(SPECIES, Logarithm.Z6)).fma(z, broadcast(SPECIES, Logarithm.Z5)).fma(z, broadcast(SPECIES, Logarithm.Z4))
                .fma(z, broadcast(SPECIES, Logarithm.Z3)).fma(z, broadcast(SPECIES, Logarithm.Z2)).fma(z, broadcast(SPECIES, Logarithm.Z1)).mul(z);
    }

    /** The sine: that of the number's size, with its sign. */
    static void sin(double[] x, int from, double[] out, int to, int count) {
        LongVector beyond = LongVector.zero(BITS);
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i);
            DoubleVector size = v.lanewise(VectorOperators.ABS);
            DoubleVector shifted = size.fma(broadcast(SPECIES, Waves.INVERSE), broadcast(SPECIES, ROUNDER));
            LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
            beyond = beyond.or(beyond(size));
            wave(size, shifted, shifted.sub(ROUNDER), sign).intoArray(out, to + i);
        }
        if (beyond.compare(VectorOperators.LT, 0).anyTrue()) {
            for (int i = 0; i < count; i++) {
                if (!(Math.abs(x[from + i]) <= Waves.MOST)) {
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
            DoubleVector shifted = size.fma(broadcast(SPECIES, Waves.INVERSE), broadcast(SPECIES, 0.5)).add(ROUNDER);
            beyond = beyond.or(beyond(size));
            wave(size, shifted, shifted.sub(ROUNDER).sub(0.5), LongVector.zero(BITS)).intoArray(out, to + i);
        }
        if (beyond.compare(VectorOperators.LT, 0).anyTrue()) {
            for (int i = 0; i < count; i++) {
                if (!(Math.abs(x[from + i]) <= Waves.MOST)) {
                    out[to + i] = Math.cos(x[from + i]);
                }
            }
        }
    }

    // Negative where a number that is not negative is above the largest angle, or is none: bits of such numbers are ordered as they are.
    private static LongVector beyond(DoubleVector size) {
        return LongVector.broadcast(BITS, Double.doubleToRawLongBits(Waves.MOST)).sub(size.reinterpretAsLongs());
    }

    // With x = n pi + r + low, r within [-pi/2, pi/2], the sine of x is that of r + low but for signs: one given, and that of (-1)^n, by the lowest bit.
    private static DoubleVector wave(DoubleVector x, DoubleVector shifted, DoubleVector n, LongVector given) {
        DoubleVector first = n.fma(broadcast(SPECIES, -Waves.PI_1), x);
        DoubleVector product = n.mul(Waves.PI_2);
        DoubleVector r = first.sub(product);
        // What the rounding of the difference lost (Dekker's fast two-sum; near a multiple of pi there is none), and the third part.
        DoubleVector lost = first.sub(r).sub(product);
        DoubleVector sine = sine(r, n.fma(broadcast(SPECIES, -Waves.PI_3), lost));
        LongVector sign = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63).lanewise(VectorOperators.XOR, given);
        return sine.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    // r + low cos r + r^3 (-1/6 + …), by a polynomial of least relative error, below 2^-57.
    private static DoubleVector sine(DoubleVector r, DoubleVector low) {
        DoubleVector z = r.mul(r);
        DoubleVector rest = broadcast(SPECIES, Waves.S17).fma(z, broadcast(SPECIES, Waves.S15)).fma(z, broadcast(SPECIES, Waves.S13)).fma(z, broadcast(SPECIES, Waves.S11))
                .fma(z, broadcast(SPECIES, Waves.S9)).fma(z, broadcast(SPECIES, Waves.S7)).fma(z, broadcast(SPECIES, Waves.S5)).fma(z, broadcast(SPECIES, Waves.S3));
        DoubleVector slope = z.fma(broadcast(SPECIES, -0.5), broadcast(SPECIES, 1));
        return r.add(z.mul(r).fma(rest, low.mul(slope)));
    }

    static DoubleVector constant(double value) {
        return broadcast(SPECIES, value);
    }
}
