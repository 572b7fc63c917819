package dev.fluxion.nn.kernel;

import java.util.Arrays;

/**
 * One product in double precision, bound to its operands, to be run by any number of threads. Reused, so that a call allocates nothing.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class DoubleProduct implements WorkerPool.Task {
    /** Rows of a tile, thus of a panel of packed A. */
    static final int ROWS = Lanes.AVAILABLE ? DoubleTiles.ROWS : DoubleScalarTiles.ROWS;

    private static final int COLUMNS = Lanes.AVAILABLE ? DoubleTiles.COLUMNS : DoubleScalarTiles.COLUMNS;
    private static final boolean TALL = Lanes.AVAILABLE && ROWS == DoubleTallTiles.ROWS;
    private static final double[] NONE = {};

    private double[] a = NONE;
    private double[] b = NONE;
    private double[] c = NONE;
    private int aOffset;
    private int bOffset;
    private int cOffset;
    private boolean transposeA;
    private boolean transposeB;
    private int m;
    private int n;
    private int k;
    private boolean accumulate;
    private long call;

    DoubleProduct left(double[] array, int offset, boolean transposed) {
        a = array;
        aOffset = offset;
        transposeA = transposed;
        return this;
    }

    DoubleProduct right(double[] array, int offset, boolean transposed) {
        b = array;
        bOffset = offset;
        transposeB = transposed;
        return this;
    }

    DoubleProduct into(double[] array, int offset, boolean add) {
        c = array;
        cOffset = offset;
        accumulate = add;
        return this;
    }

    DoubleProduct sizes(int rows, int columns, int depth) {
        m = rows;
        n = columns;
        k = depth;
        call = PackedBlock.newCall();
        return this;
    }

    /** Keeps no array alive between calls. */
    void release() {
        a = NONE;
        b = NONE;
        c = NONE;
    }

    @Override
    public void run(int part, int parts, Workspace workspace) {
        // Columns where there are enough: each part then packs its own columns of B.
        if (n / COLUMNS >= parts && n >= m - m / 4) {
            int panels = Math.ceilDiv(n, COLUMNS);
            run(0, m, edge(part, parts, panels, COLUMNS, n), edge(part + 1, parts, panels, COLUMNS, n), workspace);
        } else {
            int panels = Math.ceilDiv(m, ROWS);
            run(edge(part, parts, panels, ROWS, m), edge(part + 1, parts, panels, ROWS, m), 0, n, workspace);
        }
    }

    private static int edge(int part, int parts, int panels, int width, int size) {
        return Math.min(size, Blocking.share(part, parts, panels) * width);
    }

    private void run(int rowFrom, int rowTo, int columnFrom, int columnTo, Workspace workspace) {
        if (k == 0) {
            clear(rowFrom, rowTo, columnFrom, columnTo);
        }
        if (rowFrom == rowTo) {
            return;
        }
        int depth = Blocking.depth(k);
        for (int j = columnFrom; j < columnTo; j += Blocking.COLUMN_BLOCK) {
            int columns = Math.min(Blocking.COLUMN_BLOCK, columnTo - j);
            for (int p = 0; p < k; p += depth) {
                columnBlock(rowFrom, rowTo, j, columns, p, Math.min(depth, k - p), workspace);
            }
        }
    }

    private void clear(int rowFrom, int rowTo, int columnFrom, int columnTo) {
        for (int i = rowFrom; i < rowTo && !accumulate; i++) {
            Arrays.fill(c, cOffset + i * n + columnFrom, cOffset + i * n + columnTo, 0);
        }
    }

    private void columnBlock(int rowFrom, int rowTo, int j, int columns, int p, int depth, Workspace workspace) {
        double[] packedB = workspace.doublesOfB(Math.ceilDiv(columns, COLUMNS) * COLUMNS * depth);
        if (workspace.block.becomes(call, j, p)) {
            packColumns(j, columns, p, depth, packedB);
        }
        for (int i = rowFrom; i < rowTo; i += Blocking.ROW_BLOCK) {
            block(i, Math.min(Blocking.ROW_BLOCK, rowTo - i), j, columns, p, depth, packedB, workspace);
        }
    }

    private void packColumns(int j, int columns, int p, int depth, double[] packedB) {
        if (transposeB) {
            DoublePacking.transposedColumns(b, bOffset + j * k + p, k, columns, depth, COLUMNS, packedB);
        } else {
            DoublePacking.columns(b, bOffset + p * n + j, n, columns, depth, COLUMNS, packedB);
        }
    }

    private void block(int i, int rows, int j, int columns, int p, int depth, double[] packedB, Workspace workspace) {
        int readInPlace = transposeA ? 0 : rows / ROWS * ROWS;
        double[] packedA = workspace.doublesOfA((Blocking.ROW_BLOCK + ROWS) * depth);
        if (transposeA) {
            DoublePacking.transposedRows(a, aOffset + p * m + i, m, rows, depth, packedA);
        } else {
            DoublePacking.rows(a, aOffset + (i + readInPlace) * k + p, k, rows - readInPlace, depth, packedA);
        }
        boolean add = accumulate || p > 0;
        for (int x = 0; x < columns; x += COLUMNS) {
            panel(i, rows, readInPlace, j + x, Math.min(COLUMNS, columns - x), p, depth, packedA, packedB, x * depth, add, workspace);
        }
    }

    private void panel(
            int i, int rows, int readInPlace, int j, int columns, int p, int depth, double[] packedA, double[] packedB, int bAt, boolean add, Workspace workspace) {
        double[] edge = workspace.doubleTile(ROWS * COLUMNS + COLUMNS);
        for (int y = 0; y < rows; y += ROWS) {
            int used = Math.min(ROWS, rows - y);
            boolean direct = used == ROWS && columns == COLUMNS && !(TALL && add);
            double[] to = direct ? c : edge;
            int at = direct ? cOffset + (i + y) * n + j : 0;
            int stride = direct ? n : COLUMNS;
            if (y < readInPlace) {
                inPlace(depth, aOffset + (i + y) * k + p, packedB, bAt, to, at, stride, add && direct, edge);
            } else {
                packed(depth, packedA, (y - readInPlace) * depth, packedB, bAt, to, at, stride, add && direct, edge);
            }
            if (!direct) {
                copyEdge(edge, used, columns, cOffset + (i + y) * n + j, add);
            }
        }
    }

    private void inPlace(int depth, int aAt, double[] packedB, int bAt, double[] to, int at, int stride, boolean add, double[] edge) {
        if (TALL) {
            DoubleTallTiles.inPlace(depth, a, aAt, k, packedB, bAt, to, at, stride);
        } else if (Lanes.AVAILABLE) {
            DoubleTiles.inPlace(depth, a, aAt, k, packedB, bAt, to, at, stride, add);
        } else {
            scalar(depth, a, aAt, k, 1, packedB, bAt, to, at, stride, add, edge);
        }
    }

    private static void packed(int depth, double[] packedA, int aAt, double[] packedB, int bAt, double[] to, int at, int stride, boolean add, double[] edge) {
        if (TALL) {
            DoubleTallTiles.packed(depth, packedA, aAt, packedB, bAt, to, at, stride);
        } else if (Lanes.AVAILABLE) {
            DoubleTiles.packed(depth, packedA, aAt, packedB, bAt, to, at, stride, add);
        } else {
            scalar(depth, packedA, aAt, 1, ROWS, packedB, bAt, to, at, stride, add, edge);
        }
    }

    private static void scalar(
            int depth, double[] rows, int aAt, int rowStride, int step, double[] packedB, int bAt, double[] to, int at, int stride, boolean add, double[] edge) {
        for (int y = 0; y < ROWS; y++) {
            DoubleScalarTiles.row(depth, rows, aAt + y * rowStride, step, packedB, bAt, edge, ROWS * COLUMNS, to, at + y * stride, add);
        }
    }

    private void copyEdge(double[] edge, int rows, int columns, int at, boolean add) {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double sum = edge[y * COLUMNS + x];
                int to = at + y * n + x;
                c[to] = add ? c[to] + sum : sum;
            }
        }
    }
}
