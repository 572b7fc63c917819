package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.Warming;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Products of a transposed left factor and a right one of few columns, computed as {@code (B'*A)'}: rows of the left factor fill lanes that few columns
 * would not. Both factors are read where they are, and each entry is the same sum as elsewhere.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class NarrowProducts {
    private static final int EXERCISE_DEPTH = 64; // an operation a nanosecond is slow for lanes, and far from what objects reach

    private final Precision precision;
    private final int lanes;
    private final int width;
    private final int most;
    private final AtomicReferenceArray<TileInPlace> tiles;
    private final AtomicReferenceArray<Warming> warmings;

    /**
     * Of a precision.
     *
     * @param most columns: rows of the tallest tile, whose sums stay in registers
     */
    NarrowProducts(Precision precision, int lanes, int most) {
        this.precision = precision;
        this.lanes = lanes;
        this.most = most;
        width = Tiles.VECTORS * lanes;
        tiles = new AtomicReferenceArray<>(most + 1);
        warmings = new AtomicReferenceArray<>(most + 1);
    }

    /** Whether a product with so many rows and columns is best computed here now. */
    boolean serve(int rows, int columns) {
        return Lanes.AVAILABLE && columns <= most && columns > 0 && rows >= width && warming(columns).isReady();
    }

    /**
     * Stores some rows of the product, one after the other.
     *
     * @param a at {@code aAt} {@code k} rows of {@code m}, of which columns from {@code from} to {@code to} are multiplied
     * @param b at {@code bAt} {@code k} rows of {@code n}
     */
    void run(Object a, int aAt, Object b, int bAt, int m, int n, int k, int from, int to, Object c, int cAt, Rooms rooms) {
        // What the last tile computes again, so that it does not end beyond the matrix, may lie before what is wanted.
        int distance = to - from + 2 * width;
        Object sums = rooms.atLeast(precision, n * distance);
        for (int i = from; i < to; i += width) {
            int first = Math.min(i, m - width);
            tile(n).run(k, b, bAt, n, a, aAt + first, sums, width + first - from, distance, m);
        }
        Tiles.of(precision).transposedPanels().pack(sums, width, distance, n, to - from, n, c, cAt);
    }

    private Warming warming(int columns) {
        if (warmings.get(columns) == null) {
            Object a = precision.array(columns * EXERCISE_DEPTH);
            Object b = precision.array(width * EXERCISE_DEPTH);
            Object c = precision.array(columns * width);
            warmings.compareAndSet(columns, null, new Warming(() -> {
                TileInPlace tile = tile(columns);
                return () -> tile.run(EXERCISE_DEPTH, a, 0, columns, b, 0, c, 0, width, width);
            }, 2L * columns * width * EXERCISE_DEPTH));
        }
        return warmings.get(columns);
    }

    private TileInPlace tile(int columns) {
        if (tiles.get(columns) == null) {
            tiles.compareAndSet(columns, null, TileEmitter.inPlace(new TileForm(columns, Tiles.VECTORS, true, 0), precision, lanes));
        }
        return tiles.get(columns);
    }
}
