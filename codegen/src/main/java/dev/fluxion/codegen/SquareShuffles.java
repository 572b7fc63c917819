package dev.fluxion.codegen;

import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Constants of emitted code that turns squares of as many rows as a vector has lanes. Vectors of 256 bits: wider ones lie across two lines of a cache more often. */
final class SquareShuffles {
    static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_256;
    static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_256;

    private SquareShuffles() {}

    /** Of two rows that are {@code step} apart, the lanes of the first with that bit of their number unset, those of the second in between. */
    static VectorShuffle<Double> doublesBefore(int step) {
        return VectorShuffle.fromValues(DOUBLE, before(DOUBLE.length(), step));
    }

    /** The lanes that {@link #doublesBefore} leaves out. */
    static VectorShuffle<Double> doublesBehind(int step) {
        return VectorShuffle.fromValues(DOUBLE, behind(DOUBLE.length(), step));
    }

    /** {@link #doublesBefore} in single precision. */
    static VectorShuffle<Float> floatsBefore(int step) {
        return VectorShuffle.fromValues(FLOAT, before(FLOAT.length(), step));
    }

    /** {@link #doublesBehind} in single precision. */
    static VectorShuffle<Float> floatsBehind(int step) {
        return VectorShuffle.fromValues(FLOAT, behind(FLOAT.length(), step));
    }

    // Lanes of the second row are counted from minus the length on.
    private static int[] before(int lanes, int step) {
        return IntStream.range(0, lanes).map(lane -> (lane & step) == 0 ? lane : lane - step - lanes).toArray();
    }

    private static int[] behind(int lanes, int step) {
        return IntStream.range(0, lanes).map(lane -> (lane & step) == 0 ? lane + step : lane - lanes).toArray();
    }
}
