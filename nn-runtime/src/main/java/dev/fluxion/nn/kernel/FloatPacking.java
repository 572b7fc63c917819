package dev.fluxion.nn.kernel;

/**
 * Copies blocks of operands into the order in which tiles read them. What lies beyond an edge is filled with zeros.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class FloatPacking {
    private static final int ROWS = FloatProduct.ROWS;

    private FloatPacking() {}

    /** Panels of {@code width} columns of a B that is stored by rows, {@code stride} apart; {@code at} is the block's first element. */
    static void columns(float[] b, int at, int stride, int columns, int depth, int width, float[] packed) {
        for (int j = 0; j < columns; j += width) {
            int used = Math.min(width, columns - j);
            for (int p = 0; p < depth; p++) {
                int to = j * depth + p * width;
                System.arraycopy(b, at + p * stride + j, packed, to, used);
                clear(packed, to + used, to + width);
            }
        }
    }

    /** The same of a B that is stored transposed: its columns are rows, {@code stride} apart. */
    static void transposedColumns(float[] b, int at, int stride, int columns, int depth, int width, float[] packed) {
        for (int j = 0; j < columns; j += width) {
            int used = Math.min(width, columns - j);
            for (int x = 0; x < width; x++) {
                scatter(b, at + (j + x) * stride, x < used, depth, packed, j * depth + x, width);
            }
        }
    }

    /** Panels of rows of an A that is stored by rows. */
    static void rows(float[] a, int at, int stride, int rows, int depth, float[] packed) {
        for (int i = 0; i < rows; i += ROWS) {
            for (int y = 0; y < ROWS; y++) {
                scatter(a, at + (i + y) * stride, i + y < rows, depth, packed, i * depth + y, ROWS);
            }
        }
    }

    /** The same of an A that is stored transposed. */
    static void transposedRows(float[] a, int at, int stride, int rows, int depth, float[] packed) {
        int whole = rows / ROWS * ROWS;
        for (int i = 0; i < whole; i += ROWS) {
            for (int p = 0; p < depth; p++) {
                int from = at + p * stride + i;
                int to = i * depth + p * ROWS;
                for (int y = 0; y < ROWS; y++) {
                    packed[to + y] = a[from + y];
                }
            }
        }
        for (int p = 0; p < depth && whole < rows; p++) {
            int to = whole * depth + p * ROWS;
            System.arraycopy(a, at + p * stride + whole, packed, to, rows - whole);
            clear(packed, to + rows - whole, to + ROWS);
        }
    }

    private static void scatter(float[] from, int at, boolean present, int depth, float[] packed, int to, int step) {
        for (int p = 0; p < depth; p++) {
            packed[to + p * step] = present ? from[at + p] : 0;
        }
    }

    private static void clear(float[] packed, int from, int to) {
        for (int i = from; i < to; i++) {
            packed[i] = 0;
        }
    }
}
