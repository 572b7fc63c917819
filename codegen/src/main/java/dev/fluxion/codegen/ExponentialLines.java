package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Softmax, its logarithm and logsumexp of a line. Exponentials are {@link Exponential}'s and are added up in {@link #PARTS} parts, which they take in
 * turns, and a rest, with lanes and without: the same bits. Without operations that multiply and add, they are the table's methods.
 */
final class ExponentialLines implements Operator.Slice {
    /** How many parts a sum has. */
    static final int PARTS = 8;

    static final List<Operator> SERVED = List.of(TensorRows.SOFTMAX, TensorRows.LOG_SOFTMAX, TensorRows.LOG_SUM_EXP);
    private static final int EXERCISE = 512; // entries
    private static final long NANOS_OF_AN_EXERCISE = 10_000; // of lanes some 500, of objects as many times as much
    private static final Warming LANES = new Warming(ExponentialLines::exercise, NANOS_OF_AN_EXERCISE);

    private final Operator operator;
    private final BooleanSupplier lanes;

    /** A line of an operator that is served, in lanes where they are ready. */
    ExponentialLines(Operator operator, BooleanSupplier lanes) {
        this.operator = operator;
        this.lanes = lanes;
    }

    /** What an operator computes along an axis, without lanes. */
    static Operator.Slice plain(Operator operator) {
        return serves(operator) ? new ExponentialLines(operator, () -> false) : operator.slice();
    }

    /** The same, in lanes once they are compiled. */
    static Operator.Slice best(Operator operator) {
        return Lanes.available() && serves(operator) ? new ExponentialLines(operator, LANES::isReady) : plain(operator);
    }

    private static boolean serves(Operator operator) {
        return Fusing.AVAILABLE && SERVED.contains(operator);
    }

    private static Runnable exercise() {
        double[] x = new double[EXERCISE + 1];
        double[] out = new double[x.length];
        return () -> {
            double largest = ExponentialLanes.largest(x, 0, x.length);
            if (ExponentialLanes.serves(x, 0, x.length, largest)) {
                ExponentialLanes.sum(x, 0, x.length, largest, out, 0, true);
            }
        };
    }

    @Override
    public void apply(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        boolean keeps = operator.keepsAxis();
        boolean inLanes = stride == 1 && (!keeps || outStride == 1) && lanes.getAsBoolean();
        double largest = inLanes ? ExponentialLanes.largest(x, offset, count) : largest(x, offset, stride, count);
        double sum = inLanes && ExponentialLanes.serves(x, offset, count, largest) ? ExponentialLanes.sum(x, offset, count, largest, out, outOffset, keeps)
                : sum(x, offset, stride, count, largest, out, outOffset, outStride, keeps);
        if (!keeps) {
            out[outOffset] = Double.isInfinite(largest) ? largest : largest + Math.log(sum);
        } else if (operator.equals(TensorRows.SOFTMAX)) {
            divide(out, outOffset, outStride, count, sum);
        } else {
            subtract(x, offset, stride, count, largest + Math.log(sum), out, outOffset, outStride);
        }
    }

    private static double largest(double[] x, int offset, int stride, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, x[offset + i * stride]);
        }
        return largest;
    }

    private static double sum(double[] x, int offset, int stride, int count, double largest, double[] out, int outOffset, int outStride, boolean keeps) {
        double p0 = 0;
        double p1 = 0;
        double p2 = 0;
        double p3 = 0;
        double p4 = 0;
        double p5 = 0;
        double p6 = 0;
        double p7 = 0;
        int i = 0;
        for (; i <= count - PARTS; i += PARTS) { // numbers of their own: an array of them would be an object of every line
            int at = offset + i * stride;
            int to = outOffset + i * outStride;
            p0 += exponential(x[at] - largest, out, to, keeps);
            p1 += exponential(x[at + stride] - largest, out, to + outStride, keeps);
            p2 += exponential(x[at + 2 * stride] - largest, out, to + 2 * outStride, keeps);
            p3 += exponential(x[at + 3 * stride] - largest, out, to + 3 * outStride, keeps);
            p4 += exponential(x[at + 4 * stride] - largest, out, to + 4 * outStride, keeps);
            p5 += exponential(x[at + 5 * stride] - largest, out, to + 5 * outStride, keeps);
            p6 += exponential(x[at + 6 * stride] - largest, out, to + 6 * outStride, keeps);
            p7 += exponential(x[at + 7 * stride] - largest, out, to + 7 * outStride, keeps);
        }
        return p0 + p4 + (p2 + p6) + (p1 + p5 + (p3 + p7)) + rest(x, offset, stride, i, count, largest, out, outOffset, outStride, keeps);
    }

    private static double exponential(double x, double[] out, int to, boolean keeps) {
        double e = Exponential.of(x);
        if (keeps) {
            out[to] = e;
        }
        return e;
    }

    /** The sum of exponentials from an entry on. */
    static double rest(double[] x, int offset, int stride, int from, int count, double largest, double[] out, int outOffset, int outStride, boolean keeps) {
        double sum = 0;
        for (int i = from; i < count; i++) {
            sum += exponential(x[offset + i * stride] - largest, out, outOffset + i * outStride, keeps);
        }
        return sum;
    }

    private static void divide(double[] out, int offset, int stride, int count, double divisor) {
        if (stride == 1) {
            for (int i = offset; i < offset + count; i++) {
                out[i] /= divisor;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[offset + i * stride] /= divisor;
            }
        }
    }

    private static void subtract(double[] x, int offset, int stride, int count, double number, double[] out, int outOffset, int outStride) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i * outStride] = x[offset + i * stride] - number;
        }
    }
}
