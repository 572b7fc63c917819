package dev.fluxion.codegen;

import java.util.Arrays;

/**
 * Where the largest entries of lines are. What is stored of a line: how many they are, one over that number, and their places in the line. A line with
 * NaN has shares of NaN at all places.
 */
final class Extremes {
    /** Entries before the places. */
    static final int HEAD = 2;

    private static final int SHORTEST = 16;
    private static final int EXERCISE = 500; // entries, some of them beyond whole vectors
    private static final long NANOS_OF_AN_EXERCISE = 10_000; // of lanes less than 1,000, of objects many times as much
    private static final Warming LANES = new Warming(Extremes::exercise, NANOS_OF_AN_EXERCISE);
    private static final ThreadLocal<Line> LINES = ThreadLocal.withInitial(Line::new);

    /** A line in double precision and what is stored of it, where entries are in single precision. */
    private static final class Line {
        private double[] entries = {};
        private double[] found = {};

        void reserve(int count) {
            if (entries.length < count) {
                entries = new double[count];
                found = new double[stored(count)];
            }
        }
    }

    private Extremes() {}

    /** As many entries as are stored of a line. */
    static int stored(int count) {
        return count + HEAD;
    }

    /** Finds those of some lines. */
    static void find(Step.Extremes step, int from, int to, Object operand, Object result) {
        for (int line = from; line < to; line++) {
            int offset = Step.offset(line, step.stride(), step.count());
            int first = line * stored(step.count());
            if (operand instanceof float[] single) {
                Line wide = LINES.get();
                wide.reserve(step.count());
                for (int i = 0; i < step.count(); i++) {
                    wide.entries[i] = single[offset + i * step.stride()];
                }
                int count = find(wide.entries, 0, 1, step.count(), step.smallest(), wide.found, 0);
                for (int i = 0; i < HEAD + count; i++) {
                    ((float[]) result)[first + i] = (float) wide.found[i];
                }
            } else {
                find((double[]) operand, offset, step.stride(), step.count(), step.smallest(), (double[]) result, first);
            }
        }
    }

    private static Runnable exercise() {
        double[] line = new double[EXERCISE];
        double[] found = new double[stored(EXERCISE)];
        line[EXERCISE / 2] = -1;
        return () -> {
            inLanes(line, 0, EXERCISE, true, found, 0);
            inLanes(line, 0, EXERCISE, false, found, 0);
        };
    }

    private static int find(double[] x, int offset, int stride, int count, boolean smallest, double[] result, int first) {
        return stride == 1 && count >= SHORTEST && Lanes.available() && LANES.isReady() ? inLanes(x, offset, count, smallest, result, first)
                : oneByOne(x, offset, stride, count, smallest, result, first);
    }

    static int inLanes(double[] x, int offset, int count, boolean smallest, double[] result, int first) {
        double best = ExtremeLanes.best(x, offset, count, smallest);
        return best != best ? nowhere(count, result, first)
                : counted(ExtremeLanes.places(x, offset, count, best, result, first + HEAD), result, first);
    }

    private static int counted(int found, double[] result, int first) {
        result[first] = found;
        result[first + 1] = 1.0 / found;
        return found;
    }

    static int oneByOne(double[] x, int offset, int stride, int count, boolean smallest, double[] result, int first) {
        double sign = smallest ? -1 : 1;
        double best = Double.NEGATIVE_INFINITY;
        int found = 0;
        for (int i = 0, at = offset; i < count; i++, at += stride) {
            double entry = sign * x[at];
            if (!(entry < best)) {
                if (entry != entry) {
                    return nowhere(count, result, first);
                }
                if (entry > best) {
                    best = entry;
                    found = 0;
                }
                result[first + HEAD + found++] = i;
            }
        }
        return counted(found, result, first);
    }

    // All entries have a part in what is not known.
    private static int nowhere(int count, double[] result, int first) {
        result[first] = count;
        result[first + 1] = Double.NaN;
        for (int i = 0; i < count; i++) {
            result[first + HEAD + i] = i;
        }
        return count;
    }

    /** Writes equal shares of one at the places of some lines, and zeros elsewhere. */
    static void share(Step.Shares step, int from, int to, Object extremes, Object result) {
        for (int line = from; line < to; line++) {
            int offset = Step.offset(line, step.stride(), step.count());
            int first = line * stored(step.count());
            clear(result, offset, step.stride(), step.count());
            int found = (int) Precision.entry(extremes, first);
            double share = Precision.entry(extremes, first + 1);
            for (int i = 0; i < found; i++) {
                Precision.set(result, offset + (int) Precision.entry(extremes, first + HEAD + i) * step.stride(), share);
            }
        }
    }

    private static void clear(Object array, int offset, int stride, int count) {
        if (stride > 1) {
            for (int i = 0; i < count; i++) {
                Precision.set(array, offset + i * stride, 0);
            }
        } else if (array instanceof float[] single) {
            Arrays.fill(single, offset, offset + count, 0);
        } else {
            Arrays.fill((double[]) array, offset, offset + count, 0);
        }
    }
}
