package dev.fluxion.codegen;

import java.util.Arrays;

/** Finds the largest entries of lines, and hands out shares at them. The first axis of the lines is cut into parts. */
final class LineKernel {
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
