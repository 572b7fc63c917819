package dev.fluxion.codegen;

/**
 * Where the largest entries of lines are. What is stored of a line: how many they are, one over that number, and their places in the line. A line with
 * NaN has none.
 */
final class Extremes {
    /** Entries before the places. */
    static final int HEAD = 2;

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
                int found = find(step, single, offset, (float[]) result, first + HEAD);
                ((float[]) result)[first] = found;
                ((float[]) result)[first + 1] = (float) (1.0 / found);
            } else {
                int found = find(step, (double[]) operand, offset, (double[]) result, first + HEAD);
                ((double[]) result)[first] = found;
                ((double[]) result)[first + 1] = 1.0 / found;
            }
        }
    }

    private static int find(Step.Extremes step, double[] x, int offset, double[] places, int first) {
        double sign = step.smallest() ? -1 : 1;
        double best = Double.NEGATIVE_INFINITY;
        int found = 0;
        for (int i = 0, at = offset; i < step.count(); i++, at += step.stride()) {
            double entry = sign * x[at];
            if (!(entry < best)) {
                if (entry != entry) {
                    return 0;
                }
                if (entry > best) {
                    best = entry;
                    found = 0;
                }
                places[first + found++] = i;
            }
        }
        return found;
    }

    private static int find(Step.Extremes step, float[] x, int offset, float[] places, int first) {
        float sign = step.smallest() ? -1 : 1;
        float best = Float.NEGATIVE_INFINITY;
        int found = 0;
        for (int i = 0, at = offset; i < step.count(); i++, at += step.stride()) {
            float entry = sign * x[at];
            if (!(entry < best)) {
                if (entry != entry) {
                    return 0;
                }
                if (entry > best) {
                    best = entry;
                    found = 0;
                }
                places[first + found++] = i;
            }
        }
        return found;
    }

    /** Writes equal shares of one at the places of some lines, and zeros elsewhere. */
    static void share(Step.Shares step, int from, int to, Object extremes, Object result) {
        for (int line = from; line < to; line++) {
            int offset = Step.offset(line, step.stride(), step.count());
            int first = line * stored(step.count());
            if (result instanceof float[] single) {
                share(step, (float[]) extremes, first, single, offset);
            } else {
                share(step, (double[]) extremes, first, (double[]) result, offset);
            }
        }
    }

    private static void share(Step.Shares step, double[] extremes, int first, double[] result, int offset) {
        for (int i = 0; i < step.count(); i++) {
            result[offset + i * step.stride()] = 0;
        }
        for (int i = 0; i < (int) extremes[first]; i++) {
            result[offset + (int) extremes[first + HEAD + i] * step.stride()] = extremes[first + 1];
        }
    }

    private static void share(Step.Shares step, float[] extremes, int first, float[] result, int offset) {
        for (int i = 0; i < step.count(); i++) {
            result[offset + i * step.stride()] = 0;
        }
        for (int i = 0; i < (int) extremes[first]; i++) {
            result[offset + (int) extremes[first + HEAD + i] * step.stride()] = extremes[first + 1];
        }
    }
}
