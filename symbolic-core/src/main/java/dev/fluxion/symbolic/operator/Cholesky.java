package dev.fluxion.symbolic.operator;

import dev.fluxion.symbolic.precise.Effort;
import java.util.Optional;

/**
 * The unit lower triangle {@code L} and the positive diagonal {@code D} with {@code A = L*D*L'} of a symmetric, positive definite matrix: half the
 * work of elimination, stable without pivots. Without square roots, what whole numbers solve is solved exactly.
 *
 * <p>Source: G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed., 2013), §4.1 and §4.2.
 */
final class Cholesky implements Factorisation {
    private final double[] lower; // L below the diagonal, D on it
    private final int n;

    private Cholesky(double[] lower, int n) {
        this.lower = lower;
        this.n = n;
    }

    /** The factor; nothing where the matrix is not symmetric to the last bit, or not positive definite in double precision. */
    static Optional<Cholesky> of(double[] matrix, int n) {
        if (!isSymmetric(matrix, n)) {
            return Optional.empty();
        }
        double[] lower = matrix.clone();
        Effort.Loops loops = new Effort.Loops();
        for (int j = 0; j < n; j++) {
            loops.spend((long) (n - j) * j);
            double pivot = lower[j * n + j] - dot(lower, j, j, n, j);
            if (!(pivot > 0) || Double.isInfinite(pivot)) {
                return Optional.empty();
            }
            lower[j * n + j] = pivot;
            for (int i = j + 1; i < n; i++) {
                lower[i * n + j] = (lower[i * n + j] - dot(lower, i, j, n, j)) / pivot;
            }
        }
        return Optional.of(new Cholesky(lower, n));
    }

    private static boolean isSymmetric(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (matrix[i * n + j] != matrix[j * n + i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double dot(double[] lower, int row, int other, int n, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += lower[row * n + k] * lower[other * n + k] * lower[k * n + k];
        }
        return sum;
    }

    @Override
    public double logAbsoluteDeterminant() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(lower[i * n + i]);
        }
        return sum;
    }

    @Override
    public double[] solve(double[] right, int columns) {
        double[] x = right.clone();
        Effort.Loops loops = new Effort.Loops();
        Triangle.solveUnitLower(lower, n, x, columns, loops);
        for (int i = n - 1; i >= 0; i--) {
            loops.spend((long) (n - i) * columns);
            divide(x, i, columns);
            for (int j = i + 1; j < n; j++) {
                Triangle.subtract(x, i, lower[j * n + i], j, columns);
            }
        }
        return x;
    }

    private void divide(double[] x, int row, int columns) {
        for (int c = 0; c < columns; c++) {
            x[row * columns + c] /= lower[row * n + row];
        }
    }
}
