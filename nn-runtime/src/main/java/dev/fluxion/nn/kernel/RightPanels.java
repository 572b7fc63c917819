package dev.fluxion.nn.kernel;

/**
 * The right factor of a product, whose columns are copied into panels in the order in which tiles read them.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class RightPanels {
    private final Tiles tiles;
    private Object matrix;
    private int offset;
    private boolean transposed;
    private int n;
    private int k;

    RightPanels(Tiles tiles) {
        this.tiles = tiles;
        matrix = this;
    }

    void of(Object array, int at, boolean isTransposed) {
        matrix = array;
        offset = at;
        transposed = isTransposed;
    }

    void sizes(int columns, int depth) {
        n = columns;
        k = depth;
    }

    Object matrix() {
        return matrix;
    }

    int offset() {
        return offset;
    }

    boolean isTransposed() {
        return transposed;
    }

    /** Copies some columns, from {@code j} on, of some steps of the depth, from {@code p} on. */
    void pack(int j, int columns, int p, int depth, Object to, int toAt) {
        int whole = transposed ? 0 : columns / tiles.columns() * tiles.columns();
        if (whole > 0) {
            tiles.packing().panels(matrix, offset + p * n + j, n, whole, depth, tiles.columns(), to, toAt);
        }
        for (int x = whole; x < columns; x += tiles.columns()) {
            int used = Math.min(tiles.columns(), columns - x);
            if (transposed) {
                tiles.transposedPanels().pack(matrix, offset + (j + x) * k + p, k, used, depth, tiles.width(used), to, toAt + at(x, depth));
            } else {
                tiles.packing().panel(matrix, offset + p * n + j + x, n, used, depth, tiles.width(used), to, toAt + at(x, depth));
            }
        }
    }

    /** Where the panel is packed that begins with a column of the block. */
    int at(int x, int depth) {
        return x * depth + x / tiles.columns() * Packing.GAP;
    }

    /** How far blocks of so many columns and steps are apart. */
    int room(int columns, int depth) {
        return at(Math.ceilDiv(columns, tiles.columns()) * tiles.columns(), depth);
    }
}
