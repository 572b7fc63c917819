package dev.fluxion.codegen;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The largest entry of a line and the sum of exponentials, in lanes: the bits of {@link ExponentialLines}. */
final class ExponentialLanes {
    private static final VectorSpecies<Double> SPECIES = LaneFunctions.SPECIES;
    private static final int LANES = LaneFunctions.lanes();
    private static final double VANISHED = -746; // e^x is 0 for what is smaller
    private static final VectorShuffle<Double> HALVES_SWAPPED = VectorShuffle.fromOp(SPECIES, lane -> lane ^ LANES / 2);

    private ExponentialLanes() {}

    static double largest(double[] x, int from, int count) {
        DoubleVector largest = broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector other = largest; // each comparison waits for the one before it
        int i = 0;
        for (; i <= count - 2 * LANES; i += 2 * LANES) {
            largest = largest.max(DoubleVector.fromArray(SPECIES, x, from + i));
            other = other.max(DoubleVector.fromArray(SPECIES, x, from + i + LANES));
        }
        largest = largest.max(other);
        for (; i <= count - LANES; i += LANES) {
            largest = largest.max(DoubleVector.fromArray(SPECIES, x, from + i));
        }
        double rest = largest.reduceLanes(VectorOperators.MAX);
        for (; i < count; i++) {
            rest = Math.max(rest, x[from + i]);
        }
        return rest;
    }

    /**
     * Whether lanes compute the exponential of every entry less the largest as single numbers do, but for entries of the rest: it is ordinary, or vanishes.
     * A branch for others within the sum would merge vectors that are computed with vectors that a method returns, and they would all be objects
     * once it was taken.
     */
    static boolean serves(double[] x, int from, int count, double largest) {
        boolean serves = true;
        for (int i = 0; i <= count - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i).sub(largest);
            serves &= v.lanewise(VectorOperators.ABS).compare(VectorOperators.LT, Exponential.MOST).or(v.compare(VectorOperators.LE, VANISHED)).allTrue();
        }
        return serves;
    }

    /**
     * The sum of exponentials of entries less the largest, which lanes {@link #serves serve}. What {@link LaneFunctions#exponential} does is written out: a
     * call that is compiled as one gives its vector as an object, and HotSpot compiles calls as such when it has enough of a method that this is part of.
     *
     * @param keeps whether the exponentials are stored
     */
    static double sum(double[] x, int from, int count, double largest, double[] out, int to, boolean keeps) {
        DoubleVector next = broadcast(SPECIES, 0);
        DoubleVector last = next; // where a vector holds half of the parts, they take turns
        int end = count / ExponentialLines.PARTS * ExponentialLines.PARTS;
        for (int i = 0; i < end; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + i).sub(largest);
            DoubleVector shifted = v.fma(broadcast(SPECIES, Exponential.BINARY), broadcast(SPECIES, Exponential.ROUNDER));
            DoubleVector n = shifted.sub(Exponential.ROUNDER);
            DoubleVector s = n.fma(broadcast(SPECIES, -Exponential.LN2_REST), n.fma(broadcast(SPECIES, -Exponential.LN2), v));
            DoubleVector square = s.mul(s);
            DoubleVector odd = broadcast(SPECIES, Exponential.C11).fma(square, broadcast(SPECIES, Exponential.C9)).fma(square, broadcast(SPECIES, Exponential.C7))
                    .fma(square, broadcast(SPECIES, Exponential.C5)).fma(square, broadcast(SPECIES, Exponential.C3));
            DoubleVector even = broadcast(SPECIES, Exponential.C10).fma(square, broadcast(SPECIES, Exponential.C8)).fma(square, broadcast(SPECIES, Exponential.C6))
                    .fma(square, broadcast(SPECIES, Exponential.C4)).fma(square, broadcast(SPECIES, Exponential.C2));
            DoubleVector whole = square.fma(odd.fma(s, even), s).add(1);
            DoubleVector e = whole.reinterpretAsLongs().add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles()
                    .blend(0, v.compare(VectorOperators.LE, VANISHED));
            if (keeps) {
                e.intoArray(out, to + i);
            }
            DoubleVector added = next.add(e);
            next = LANES < ExponentialLines.PARTS ? last : added;
            last = added;
        }
        DoubleVector halves = LANES < ExponentialLines.PARTS ? next.add(last) : next.add(next.rearrange(HALVES_SWAPPED));
        double parts = halves.lane(0) + halves.lane(2) + (halves.lane(1) + halves.lane(3));
        return parts + ExponentialLines.rest(x, from, 1, end, count, largest, out, to, 1, keeps);
    }
}
