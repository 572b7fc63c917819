package dev.fluxion.symbolic.operator;

import dev.fluxion.symbolic.precise.Effort;

/**
 * Rows of a system whose matrix is in triangular factors, several right-hand sides beside each other; all arrays are row-major.
 *
 * <p>Source: forward substitution, G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed., 2013), §3.1.
 */
final class Triangle {
    private Triangle() {}

    /**
     * Solves in place for the triangle below the diagonal of a matrix, with ones on its own.
     *
     * @param lower of order {@code n}
     * @param x right-hand sides, {@code n} rows of {@code columns}
     */
    static void solveUnitLower(double[] lower, int n, double[] x, int columns, Effort.Loops loops) {
        for (int i = 0; i < n; i++) {
            loops.spend((long) i * columns);
            for (int j = 0; j < i; j++) {
                subtract(x, i, lower[i * n + j], j, columns);
            }
        }
    }

    /** Subtracts a multiple of another row. */
    static void subtract(double[] x, int row, double factor, int other, int columns) {
        for (int c = 0; c < columns; c++) {
            x[row * columns + c] -= factor * x[other * columns + c];
        }
    }
}
