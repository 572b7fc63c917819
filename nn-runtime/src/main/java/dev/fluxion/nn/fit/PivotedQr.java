package dev.fluxion.nn.fit;

/**
 * The factorisation A·P = Q·R by Householder reflections, columns scaled to length 1 and pivoted by their remaining length. Columns are stored
 * one after the other.
 *
 * <p>Source: G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed., 2013), §5.4.2.
 */
final class PivotedQr {
    private static final double RANK_TOLERANCE = 1e-13;

    private final double[][] columns;
    private final double[] diagonal;
    private final double[] scale;
    private final int[] pivot;
    private final int rows;
    private int rank;

    /** Factorises; the columns are not changed. */
    PivotedQr(double[][] matrix, int rows) {
        int count = matrix.length;
        this.rows = rows;
        columns = new double[count][];
        diagonal = new double[count];
        scale = new double[count];
        pivot = new int[count];
        for (int j = 0; j < count; j++) {
            scale[j] = norm(matrix[j], 0);
            double factor = scale[j] > 0 ? 1 / scale[j] : 0;
            columns[j] = new double[rows];
            for (int i = 0; i < rows; i++) {
                columns[j][i] = matrix[j][i] * factor;
            }
            pivot[j] = j;
        }
        for (int k = 0; k < count; k++) {
            choose(k);
            reflect(k);
        }
        while (rank < count && rank < rows && Math.abs(diagonal[rank]) > RANK_TOLERANCE * Math.abs(diagonal[0]) && diagonal[rank] != 0) {
            rank++;
        }
    }

    static double norm(double[] v, int from) {
        double largest = 0;
        for (int i = from; i < v.length; i++) {
            largest = Math.max(largest, Math.abs(v[i]));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        double total = 0;
        for (int i = from; i < v.length; i++) {
            double part = v[i] / largest;
            total += part * part;
        }
        return largest * Math.sqrt(total);
    }

    private void choose(int k) {
        int best = k;
        double longest = -1;
        for (int j = k; j < columns.length; j++) {
            double length = norm(columns[j], k);
            if (length > longest) {
                longest = length;
                best = j;
            }
        }
        double[] column = columns[k];
        columns[k] = columns[best];
        columns[best] = column;
        int index = pivot[k];
        pivot[k] = pivot[best];
        pivot[best] = index;
    }

    private void reflect(int k) {
        if (k >= rows) {
            return;
        }
        double[] v = columns[k];
        double length = norm(v, k);
        if (length == 0) {
            return;
        }
        double sign = v[k] < 0 ? -length : length;
        for (int i = k; i < rows; i++) {
            v[i] /= sign;
        }
        v[k] += 1;
        diagonal[k] = -sign;
        for (int j = k + 1; j < columns.length; j++) {
            apply(v, k, columns[j]);
        }
    }

    private void apply(double[] v, int k, double[] to) {
        double dot = 0;
        for (int i = k; i < rows; i++) {
            dot += v[i] * to[i];
        }
        double factor = -dot / v[k];
        for (int i = k; i < rows; i++) {
            to[i] += factor * v[i];
        }
    }

    /** How many columns are independent to rounding. */
    int rank() {
        return rank;
    }

    boolean isFull() {
        return rank == columns.length;
    }

    private double entry(int i, int j) {
        return i == j ? diagonal[j] : columns[j][i];
    }

    /** The solution of least squares for a right side; entries beyond the rank are 0. */
    double[] solve(double[] right) {
        double[] b = right.clone();
        for (int k = 0; k < rank; k++) {
            apply(columns[k], k, b);
        }
        double[] x = new double[columns.length];
        for (int i = rank - 1; i >= 0; i--) {
            double rest = b[i];
            for (int j = i + 1; j < rank; j++) {
                rest -= entry(i, j) * x[pivot[j]];
            }
            x[pivot[i]] = rest / diagonal[i];
        }
        for (int j = 0; j < x.length; j++) {
            x[j] = scale[j] > 0 ? x[j] / scale[j] : 0;
        }
        return x;
    }

    /** The diagonal of the inverse of AᵀA; only where the rank is full. */
    double[] inverseDiagonal() {
        int n = columns.length;
        double[] result = new double[n];
        for (int column = 0; column < n; column++) { // R·X = I by columns; (RᵀR)⁻¹ = X·Xᵀ
            double[] x = new double[n];
            for (int i = column; i >= 0; i--) {
                double rest = i == column ? 1 : 0;
                for (int j = i + 1; j <= column; j++) {
                    rest -= entry(i, j) * x[j];
                }
                x[i] = rest / diagonal[i];
                result[pivot[i]] += x[i] * x[i];
            }
        }
        for (int j = 0; j < n; j++) {
            result[j] /= scale[j] * scale[j];
        }
        return result;
    }
}
