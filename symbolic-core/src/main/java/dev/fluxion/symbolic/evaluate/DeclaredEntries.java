package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.Symbol;
import java.util.SplittableRandom;

/** Gives the entries of a matrix the structure that was declared. */
public final class DeclaredEntries {
    private DeclaredEntries() {}

    /** Changes the entries of a matrix, row by row, to such as have what the variable is declared to be. */
    public static void impose(Symbol variable, double[] entries, int[] dimensions, SplittableRandom random) {
        int rows = dimensions[0];
        int columns = dimensions[1];
        if (variable.is(Symbol.Property.ONEHOT)) {
            for (int i = 0; i < rows; i++) {
                int hot = random.nextInt(columns);
                for (int j = 0; j < columns; j++) {
                    entries[i * columns + j] = j == hot ? 1 : 0;
                }
            }
        }
        if (variable.is(Symbol.Property.STOCHASTIC)) {
            shares(entries, columns);
        }
        boolean definite = variable.is(Symbol.Property.POSITIVE_DEFINITE);
        if (rows == columns && (definite || variable.is(Symbol.Property.SYMMETRIC) || variable.is(Symbol.Property.DIAGONAL))) {
            square(variable, entries, rows, definite);
        }
    }

    private static void shares(double[] entries, int columns) {
        for (int row = 0; row < entries.length; row += columns) {
            double sum = 0;
            for (int i = row; i < row + columns; i++) {
                entries[i] = Math.abs(entries[i]) + 0.01; // so that some row of zeros has shares as well
                sum += entries[i];
            }
            for (int i = row; i < row + columns; i++) {
                entries[i] /= sum;
            }
        }
    }

    private static void square(Symbol variable, double[] entries, int order, boolean definite) {
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < i; j++) {
                double shared = variable.is(Symbol.Property.DIAGONAL) ? 0 : entries[i * order + j];
                entries[i * order + j] = shared;
                entries[j * order + i] = shared;
            }
            entries[i * order + i] += definite ? order + 1 : 0; // diagonally dominant
        }
    }
}
