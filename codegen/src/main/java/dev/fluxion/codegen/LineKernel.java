package dev.fluxion.codegen;

import java.util.Arrays;

/** Finds the largest entries of lines, and hands out shares at them. The first axis of the lines is cut into parts. */
final class LineKernel {
    private static final int FOUR = 4;
    private static final float[] SHARES = {Float.NaN, 1, 1 / 2f, 1 / 3f, 1 / 4f};

    private final int parts;
    private final int stride; // from part to part
    private final int[] starts; // of the lines of a part
    private final int[] line;
    private final Lines first;

    LineKernel(Lines lines) {
        Lines normal = lines.normalized();
        parts = normal.sizes().isEmpty() ? 1 : normal.sizes().getFirst();
        stride = normal.sizes().isEmpty() ? 0 : normal.strides().getFirst();
        first = normal.first();
        starts = first.starts();
        line = lines.line().stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many parts there are. */
    int parts() {
        return parts;
    }

    /** Whether each part visits entries of its own, which together are all. */
    boolean isApart(int entries) {
        return first.least() >= 0 && first.most() < stride && stride * parts == entries;
    }

    /** Stores the largest entry of each line. */
    void largest(Object operand, Object result) {
        largest(operand, result, 0, parts);
    }

    /** The same for some parts. */
    void largest(Object operand, Object result, int from, int to) {
        for (int part = from; part < to; part++) {
            if (operand instanceof float[] single) {
                largest(single, part * stride, (float[]) result, part * starts.length);
            } else {
                largest((double[]) operand, part * stride, (double[]) result, part * starts.length);
            }
        }
    }

    private void largest(float[] operand, int at, float[] result, int to) {
        for (int i = 0; i < starts.length; i++) {
            result[to + i] = largest(operand, at + starts[i]);
        }
    }

    private void largest(double[] operand, int at, double[] result, int to) {
        for (int i = 0; i < starts.length; i++) {
            result[to + i] = largest(operand, at + starts[i]);
        }
    }

    private float largest(float[] operand, int at) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int place : line) {
            largest = Math.max(largest, operand[at + place]);
        }
        return largest;
    }

    private double largest(double[] operand, int at) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int place : line) {
            largest = Math.max(largest, operand[at + place]);
        }
        return largest;
    }

    private float smallest(float[] operand, int at) {
        float smallest = Float.POSITIVE_INFINITY;
        for (int place : line) {
            smallest = Math.min(smallest, operand[at + place]);
        }
        return smallest;
    }

    private double smallest(double[] operand, int at) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int place : line) {
            smallest = Math.min(smallest, operand[at + place]);
        }
        return smallest;
    }

    /** Clears the result, and adds the factor of each line in equal shares at its largest or smallest entries; at all of a line with NaN, NaN. */
    void share(Step.Shared step, Object operand, Object factors, Object result) {
        if (result instanceof float[] single) {
            Arrays.fill(single, 0, step.entries(), 0);
        } else {
            Arrays.fill((double[]) result, 0, step.entries(), 0);
        }
        add(step, operand, factors, result, 0, parts);
    }

    /** The same for some parts that are apart. */
    void share(Step.Shared step, Object operand, Object factors, Object result, int from, int to) {
        if (result instanceof float[] single) {
            Arrays.fill(single, from * stride, to * stride, 0);
        } else {
            Arrays.fill((double[]) result, from * stride, to * stride, 0);
        }
        add(step, operand, factors, result, from, to);
    }

    private void add(Step.Shared step, Object operand, Object factors, Object result, int from, int to) {
        if (line.length == FOUR && !step.smallest() && operand instanceof float[] single) {
            addFour(single, (float[]) factors, (float[]) result, from, to);
            return;
        }
        for (int part = from; part < to; part++) {
            int at = part * stride;
            for (int i = 0; i < starts.length; i++) {
                if (operand instanceof float[] single) {
                    float best = step.smallest() ? smallest(single, at + starts[i]) : largest(single, at + starts[i]);
                    add(single, best, ((float[]) factors)[part * starts.length + i], (float[]) result, at + starts[i]);
                } else {
                    double[] wide = (double[]) operand;
                    double best = step.smallest() ? smallest(wide, at + starts[i]) : largest(wide, at + starts[i]);
                    add(wide, best, ((double[]) factors)[part * starts.length + i], (double[]) result, at + starts[i]);
                }
            }
        }
    }

    // The windows of most networks, without a branch that would be as likely to go either way.
    private void addFour(float[] operand, float[] factors, float[] result, int from, int to) {
        int second = line[1] - line[0];
        int third = line[2] - line[0];
        int fourth = line[3] - line[0];
        for (int part = from; part < to; part++) {
            for (int i = 0; i < starts.length; i++) {
                int at = part * stride + starts[i] + line[0];
                addFour(operand, at, at + second, at + third, at + fourth, factors[part * starts.length + i], result);
            }
        }
    }

    private static void addFour(float[] operand, int first, int second, int third, int fourth, float factor, float[] result) {
        float best = Math.max(Math.max(operand[first], operand[second]), Math.max(operand[third], operand[fourth]));
        int ofFirst = operand[first] == best ? 1 : 0;
        int ofSecond = operand[second] == best ? 1 : 0;
        int ofThird = operand[third] == best ? 1 : 0;
        int ofFourth = operand[fourth] == best ? 1 : 0;
        int found = ofFirst + ofSecond + ofThird + ofFourth;
        // Of NaN nothing is found, and all is shared.
        int all = found == 0 ? 1 : 0;
        int share = Float.floatToRawIntBits(SHARES[found] * factor);
        result[first] += Float.intBitsToFloat(share & -(ofFirst | all));
        result[second] += Float.intBitsToFloat(share & -(ofSecond | all));
        result[third] += Float.intBitsToFloat(share & -(ofThird | all));
        result[fourth] += Float.intBitsToFloat(share & -(ofFourth | all));
    }

    private void add(float[] operand, float best, float factor, float[] result, int at) {
        int found = 0;
        for (int place : line) {
            found += operand[at + place] == best ? 1 : 0;
        }
        float share = best == best ? (float) (1.0 / found) * factor : Float.NaN;
        for (int place : line) {
            if (operand[at + place] == best || best != best) {
                result[at + place] += share;
            }
        }
    }

    private void add(double[] operand, double best, double factor, double[] result, int at) {
        int found = 0;
        for (int place : line) {
            found += operand[at + place] == best ? 1 : 0;
        }
        double share = best == best ? 1.0 / found * factor : Double.NaN;
        for (int place : line) {
            if (operand[at + place] == best || best != best) {
                result[at + place] += share;
            }
        }
    }
}
