package dev.fluxion.nn.kernel;

/**
 * Kernels over the rows of dense row-major matrices, {@code m} by {@code n} from an offset on. Sums run in the order of the rows, so that the bits
 * depend on nothing but the shape.
 *
 * <p>Source: by definition; in the order of the rows.
 */
public final class RowKernels {
    private RowKernels() {}

    /** Adds a row of {@code n} numbers to every row of a matrix. */
    public static void addToEveryRow(float[] matrix, int matrixOffset, float[] row, int rowOffset, int m, int n) {
        for (int i = 0; i < m; i++) {
            add(matrix, matrixOffset + i * n, row, rowOffset, n);
        }
    }

    /** Adds a row of {@code n} numbers to every row of a matrix. */
    public static void addToEveryRow(double[] matrix, int matrixOffset, double[] row, int rowOffset, int m, int n) {
        for (int i = 0; i < m; i++) {
            add(matrix, matrixOffset + i * n, row, rowOffset, n);
        }
    }

    /** The sum of a matrix's rows, added to a row of {@code n} numbers: to overwrite, clear it first. */
    public static void addRows(float[] matrix, int matrixOffset, float[] row, int rowOffset, int m, int n) {
        for (int i = 0; i < m; i++) {
            add(row, rowOffset, matrix, matrixOffset + i * n, n);
        }
    }

    /** The sum of a matrix's rows, added to a row of {@code n} numbers: to overwrite, clear it first. */
    public static void addRows(double[] matrix, int matrixOffset, double[] row, int rowOffset, int m, int n) {
        for (int i = 0; i < m; i++) {
            add(row, rowOffset, matrix, matrixOffset + i * n, n);
        }
    }

    // A loop of independent additions: the compiler makes vector code of it, with the bits of scalar code.
    private static void add(float[] to, int toAt, float[] from, int fromAt, int n) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] += from[fromAt + j];
        }
    }

    private static void add(double[] to, int toAt, double[] from, int fromAt, int n) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] += from[fromAt + j];
        }
    }
}
