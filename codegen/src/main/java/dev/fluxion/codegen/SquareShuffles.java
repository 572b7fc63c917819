package dev.fluxion.codegen;

import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Constants of emitted code that turns squares of as many rows as a vector has lanes. Vectors of 256 bits: wider ones lie across two lines of a cache more often. */
public final class SquareShuffles {
    /** Lanes in double precision. */
    public static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_256;

    /** Lanes in single precision. */
    public static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_256;

    private SquareShuffles() {}

    /** Lanes whose numbers differ in the bit {@code step} change places. */
    public static VectorShuffle<Double> doublesSwapped(int step) {
        return VectorShuffle.fromOp(DOUBLE, lane -> lane ^ step);
    }

    /** {@link #doublesSwapped} in single precision. */
    public static VectorShuffle<Float> floatsSwapped(int step) {
        return VectorShuffle.fromOp(FLOAT, lane -> lane ^ step);
    }

    /** Lanes whose numbers have the bit {@code step}. */
    public static VectorMask<Double> doublesBehind(int step) {
        return VectorMask.fromLong(DOUBLE, behind(DOUBLE.length(), step));
    }

    /** {@link #doublesBehind} in single precision. */
    public static VectorMask<Float> floatsBehind(int step) {
        return VectorMask.fromLong(FLOAT, behind(FLOAT.length(), step));
    }

    private static long behind(int lanes, int step) {
        return IntStream.range(0, lanes).filter(lane -> (lane & step) != 0).mapToLong(lane -> 1L << lane).sum();
    }
}
