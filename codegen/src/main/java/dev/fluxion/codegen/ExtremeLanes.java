package dev.fluxion.codegen;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The largest or smallest entries of a line and their places, in lanes: those of {@link Extremes}. */
final class ExtremeLanes {
    private static final VectorSpecies<Double> SPECIES = LaneFunctions.SPECIES;
    private static final int LANES = LaneFunctions.lanes();

    private ExtremeLanes() {}

    /** The largest entry, or the smallest; NaN if one is NaN. */
    static double best(double[] x, int offset, int count, boolean smallest) {
        return smallest ? smallest(x, offset, count) : ExponentialLanes.largest(x, offset, count);
    }

    private static double smallest(double[] x, int offset, int count) {
        DoubleVector smallest = broadcast(SPECIES, Double.POSITIVE_INFINITY);
        DoubleVector other = smallest; // each comparison waits for the one before it
        int i = 0;
        for (; i <= count - 2 * LANES; i += 2 * LANES) {
            smallest = smallest.min(DoubleVector.fromArray(SPECIES, x, offset + i));
            other = other.min(DoubleVector.fromArray(SPECIES, x, offset + i + LANES));
        }
        smallest = smallest.min(other);
        for (; i <= count - LANES; i += LANES) {
            smallest = smallest.min(DoubleVector.fromArray(SPECIES, x, offset + i));
        }
        double rest = smallest.reduceLanes(VectorOperators.MIN);
        for (; i < count; i++) {
            rest = Math.min(rest, x[offset + i]);
        }
        return rest;
    }

    /** Stores where entries equal a number, which is not NaN, and tells how many do. */
    static int places(double[] x, int offset, int count, double number, double[] places, int first) {
        int found = 0;
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            VectorMask<Double> equal = DoubleVector.fromArray(SPECIES, x, offset + i).compare(VectorOperators.EQ, number);
            if (equal.anyTrue()) {
                for (long bits = equal.toLong(); bits != 0; bits &= bits - 1) {
                    places[first + found++] = i + Long.numberOfTrailingZeros(bits);
                }
            }
        }
        for (; i < count; i++) {
            if (x[offset + i] == number) {
                places[first + found++] = i;
            }
        }
        return found;
    }
}
