package dev.fluxion.codegen;

/** Copies of what stands above the diagonal of a square matrix to the places below it. */
public final class Mirror {
    // Rows and columns of a square, whose lines stay in the nearest cache.
    private static final int SQUARE = 16;

    private Mirror() {}

    /**
     * Makes rows of a matrix in single precision symmetric to its columns.
     *
     * @param matrix row-major, from {@code offset} on
     * @param order how many rows and columns it has
     * @param from the first row that is filled up to the diagonal
     * @param to the row after the last
     */
    public static void rows(float[] matrix, int offset, int order, int from, int to) {
        for (int top = from; top < to; top += SQUARE) {
            int bottom = Math.min(to, top + SQUARE);
            for (int left = 0; left < bottom; left += SQUARE) {
                for (int row = Math.max(top, left); row < bottom; row++) {
                    int right = Math.min(row, left + SQUARE);
                    for (int column = left; column < right; column++) {
                        matrix[offset + row * order + column] = matrix[offset + column * order + row];
                    }
                }
            }
        }
    }

    /** The same in double precision, with the same order of entries. */
    public static void rows(double[] matrix, int offset, int order, int from, int to) {
        for (int top = from; top < to; top += SQUARE) {
            int bottom = Math.min(to, top + SQUARE);
            for (int left = 0; left < bottom; left += SQUARE) {
                for (int row = Math.max(top, left); row < bottom; row++) {
                    int right = Math.min(row, left + SQUARE);
                    for (int column = left; column < right; column++) {
                        matrix[offset + row * order + column] = matrix[offset + column * order + row];
                    }
                }
            }
        }
    }
}
