package dev.fluxion.benchmarks;

import java.util.Random;

/** Points to evaluate at: enough that none is predicted, few enough that all stay in the first-level cache. */
final class Points {
    static final int COUNT = 256;
    static final int MASK = COUNT - 1;

    private Points() {}

    /** So many columns of numbers between the bounds. */
    static double[][] columns(int count, double low, double high) {
        Random random = new Random(7);
        double[][] columns = new double[count][COUNT];
        for (double[] column : columns) {
            for (int i = 0; i < COUNT; i++) {
                column[i] = low + (high - low) * random.nextDouble();
            }
        }
        return columns;
    }

    /** The same points as rows. */
    static double[][] rows(double[][] columns) {
        double[][] rows = new double[COUNT][columns.length];
        for (int i = 0; i < COUNT; i++) {
            for (int k = 0; k < columns.length; k++) {
                rows[i][k] = columns[k][i];
            }
        }
        return rows;
    }
}
