package dev.fluxion.symbolic.operator;

import dev.fluxion.symbolic.precise.Effort;
import java.util.Arrays;

/**
 * Gaussian elimination with partial pivoting of a square matrix in row-major order. The determinant of a singular matrix is 0; its solutions
 * are NaN.
 *
 * <p>Source: Gaussian elimination with partial pivoting, G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed., 2013), §3.4.
 */
final class Elimination implements Factorisation {
    private final double[] upper;
    private final int[] rows;
    private final int n;
    private int swaps;

    Elimination(double[] matrix, int n) {
        this.n = n;
        upper = matrix.clone();
        rows = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = i;
        }
        Effort.Loops loops = new Effort.Loops();
        for (int k = 0; k < n; k++) {
            loops.spend((long) (n - k) * (n - k));
            pivot(k);
            if (upper[k * n + k] == 0) {
                continue; // the whole column below is zero: singular
            }
            for (int i = k + 1; i < n; i++) {
                double factor = upper[i * n + k] /= upper[k * n + k];
                for (int j = k + 1; j < n; j++) {
                    upper[i * n + j] -= factor * upper[k * n + j];
                }
            }
        }
    }

    private void pivot(int k) {
        int best = k;
        for (int i = k + 1; i < n; i++) {
            if (Math.abs(upper[i * n + k]) > Math.abs(upper[best * n + k])) {
                best = i;
            }
        }
        if (best != k) {
            for (int j = 0; j < n; j++) {
                double swap = upper[k * n + j];
                upper[k * n + j] = upper[best * n + j];
                upper[best * n + j] = swap;
            }
            int row = rows[k];
            rows[k] = rows[best];
            rows[best] = row;
            swaps++;
        }
    }

    /** Whether no pivot is so small beside the others that an inverse would lose more than half of its digits. */
    boolean isWellConditioned() {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            smallest = Math.min(smallest, Math.abs(upper[i * n + i]));
            largest = Math.max(largest, Math.abs(upper[i * n + i]));
        }
        return smallest > 1e-6 * largest; // false for NaN
    }

    double determinant() {
        double product = swaps % 2 == 0 ? 1 : -1;
        for (int i = 0; i < n; i++) {
            product *= upper[i * n + i];
        }
        return product;
    }

    @Override
    public double logAbsoluteDeterminant() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(Math.abs(upper[i * n + i]));
        }
        return sum;
    }

    @Override
    public double[] solve(double[] right, int columns) {
        double[] x = new double[n * columns];
        if (isSingular()) {
            Arrays.fill(x, Double.NaN);
            return x;
        }
        Effort.Loops loops = new Effort.Loops();
        for (int i = 0; i < n; i++) {
            System.arraycopy(right, rows[i] * columns, x, i * columns, columns);
        }
        Triangle.solveUnitLower(upper, n, x, columns, loops);
        for (int i = n - 1; i >= 0; i--) {
            loops.spend((long) (n - i) * columns);
            for (int j = i + 1; j < n; j++) {
                Triangle.subtract(x, i, upper[i * n + j], j, columns);
            }
            for (int c = 0; c < columns; c++) {
                x[i * columns + c] /= upper[i * n + i];
            }
        }
        return x;
    }

    private boolean isSingular() {
        for (int i = 0; i < n; i++) {
            if (upper[i * n + i] == 0) {
                return true;
            }
        }
        return false;
    }
}
