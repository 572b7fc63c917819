package dev.fluxion.codegen;

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
        DoubleVector largest = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
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
     * The sum of exponentials of entries less the largest, which lanes {@link #serves serve}.
     *
     * @param keeps whether the exponentials are stored
     */
    static double sum(double[] x, int from, int count, double largest, double[] out, int to, boolean keeps) {
        DoubleVector even = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector odd = even; // where a vector holds half of the parts
        int i = 0;
        for (; i <= count - ExponentialLines.PARTS; i += ExponentialLines.PARTS) {
            even = even.add(whole(x, from + i, largest, out, to + i, keeps));
            if (LANES < ExponentialLines.PARTS) {
                odd = odd.add(whole(x, from + i + LANES, largest, out, to + i + LANES, keeps));
            }
        }
        DoubleVector halves = LANES < ExponentialLines.PARTS ? even.add(odd) : even.add(even.rearrange(HALVES_SWAPPED));
        double parts = halves.lane(0) + halves.lane(2) + (halves.lane(1) + halves.lane(3));
        return parts + ExponentialLines.rest(x, from, 1, i, count, largest, out, to, 1, keeps);
    }

    private static DoubleVector whole(double[] x, int from, double largest, double[] out, int to, boolean keeps) {
        DoubleVector v = DoubleVector.fromArray(SPECIES, x, from).sub(largest);
        DoubleVector e = LaneFunctions.exponential(v, 0).blend(0, v.compare(VectorOperators.LE, VANISHED));
        if (keeps) {
            e.intoArray(out, to);
        }
        return e;
    }
}
