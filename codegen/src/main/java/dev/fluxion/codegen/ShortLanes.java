package dev.fluxion.codegen;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The arithmetic of {@link ShortLines}: entry i of all lines is a vector. */
final class ShortLanes {
    private static final VectorSpecies<Double> SPECIES = LaneFunctions.SPECIES;
    private static final int LANES = LaneFunctions.lanes();
    private static final int PARTS = ExponentialLines.PARTS;

    private ShortLanes() {}

    /**
     * Exponentials of entries less the largest of their line, and their sums in the order of {@link ExponentialLines}.
     *
     * @return whether they were computed: not where one is neither ordinary nor 0
     */
    static boolean exponentials(double[] x, int count, double[] out, double[] largest, double[] sums) {
        largest(x, count, largest);
        if (!serves(x, count, largest)) {
            return false;
        }
        exponentials(x, count, largest, out);
        sum(out, count, sums);
        return true;
    }

    private static void largest(double[] x, int count, double[] largest) {
        DoubleVector most = broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            most = most.max(fromArray(SPECIES, x, i * LANES));
        }
        most.intoArray(largest, 0);
    }

    private static boolean serves(double[] x, int count, double[] largest) {
        boolean serves = true;
        for (int i = 0; i < count; i++) {
            DoubleVector v = fromArray(SPECIES, x, i * LANES).sub(fromArray(SPECIES, largest, 0));
            serves &= v.lanewise(VectorOperators.ABS).compare(VectorOperators.LT, Exponential.MOST).or(v.compare(VectorOperators.LE, ExponentialLanes.VANISHED)).allTrue();
        }
        return serves;
    }

    // As ExponentialLanes writes it out. No method gives or takes a vector: called as one, it would be an object.
    private static void exponentials(double[] x, int count, double[] largest, double[] out) {
        DoubleVector most = fromArray(SPECIES, largest, 0);
        for (int i = 0; i < count; i++) {
            DoubleVector v = fromArray(SPECIES, x, i * LANES).sub(most);
            DoubleVector shifted = v.fma(broadcast(SPECIES, Exponential.BINARY), broadcast(SPECIES, Exponential.ROUNDER));
            DoubleVector n = shifted.sub(Exponential.ROUNDER);
            DoubleVector s = n.fma(broadcast(SPECIES, -Exponential.LN2_REST), n.fma(broadcast(SPECIES, -Exponential.LN2), v));
            DoubleVector square = s.mul(s);
            DoubleVector odd = broadcast(SPECIES, Exponential.C11).fma(square, broadcast(SPECIES, Exponential.C9)).fma(square, broadcast(SPECIES, Exponential.C7))
                    .fma(square, broadcast(SPECIES, Exponential.C5)).fma(square, broadcast(SPECIES, Exponential.C3));
            DoubleVector even = broadcast(SPECIES, Exponential.C10).fma(square, broadcast(SPECIES, Exponential.C8)).fma(square, broadcast(SPECIES, Exponential.C6))
                    .fma(square, broadcast(SPECIES, Exponential.C4)).fma(square, broadcast(SPECIES, Exponential.C2));
            DoubleVector whole = square.fma(odd.fma(s, even), s).add(1);
            whole.reinterpretAsLongs().add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles()
                    .blend(0, v.compare(VectorOperators.LE, ExponentialLanes.VANISHED)).intoArray(out, i * LANES);
        }
    }

    private static void sum(double[] e, int count, double[] sums) {
        DoubleVector p0 = broadcast(SPECIES, 0);
        DoubleVector p1 = p0;
        DoubleVector p2 = p0;
        DoubleVector p3 = p0;
        DoubleVector p4 = p0;
        DoubleVector p5 = p0;
        DoubleVector p6 = p0;
        DoubleVector p7 = p0;
        DoubleVector rest = p0;
        int i = 0;
        for (; i <= count - PARTS; i += PARTS) {
            int at = i * LANES;
            p0 = p0.add(fromArray(SPECIES, e, at));
            p1 = p1.add(fromArray(SPECIES, e, at + LANES));
            p2 = p2.add(fromArray(SPECIES, e, at + 2 * LANES));
            p3 = p3.add(fromArray(SPECIES, e, at + 3 * LANES));
            p4 = p4.add(fromArray(SPECIES, e, at + 4 * LANES));
            p5 = p5.add(fromArray(SPECIES, e, at + 5 * LANES));
            p6 = p6.add(fromArray(SPECIES, e, at + 6 * LANES));
            p7 = p7.add(fromArray(SPECIES, e, at + 7 * LANES));
        }
        for (; i < count; i++) {
            rest = rest.add(fromArray(SPECIES, e, i * LANES));
        }
        p0.add(p4).add(p2.add(p6)).add(p1.add(p5).add(p3.add(p7))).add(rest).intoArray(sums, 0);
    }

    static void divide(double[] out, int count, double[] divisors) {
        DoubleVector divisor = fromArray(SPECIES, divisors, 0);
        for (int i = 0; i < count; i++) {
            fromArray(SPECIES, out, i * LANES).div(divisor).intoArray(out, i * LANES);
        }
    }

    static void subtract(double[] x, int count, double[] numbers, double[] out) {
        DoubleVector number = fromArray(SPECIES, numbers, 0);
        for (int i = 0; i < count; i++) {
            fromArray(SPECIES, x, i * LANES).sub(number).intoArray(out, i * LANES);
        }
    }
}
