package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.Warming;
import java.util.concurrent.atomic.AtomicReferenceArray;
import jdk.incubator.vector.VectorShape;

/**
 * The tiles and copies of a precision on this machine: few, as each has to be compiled.
 * Each is emitted when it is first needed.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class Tiles {
    /** Vectors of the widest tile. */
    static final int VECTORS = 2;

    /** Rows of the tile for what is left of a panel. */
    static final int FEWEST_ROWS = 4;

    private static final int SCALAR_COLUMNS = 32; // long enough that the compiler makes vector code of the inner loop

    private static final int EXERCISE_DEPTH = 64; // an operation a nanosecond is slow for lanes, and far from what objects reach

    private static final int MOST_WITHOUT_LANES = 2_000; // tiles that are computed so: the products of the first step of a network of some size

    private final Precision precision;
    private final int lanes;
    private final int rows;
    private final boolean needCopies;
    private final int columns;
    private final Packing packing;
    private final TransposedPanels transposedPanels;
    private final NarrowProducts narrow;
    private final AtomicReferenceArray<Tile> tall = new AtomicReferenceArray<>(2 * VECTORS);
    private final AtomicReferenceArray<Tile> low = new AtomicReferenceArray<>(2 * VECTORS); // in lanes
    private final AtomicReferenceArray<Tile> plain = new AtomicReferenceArray<>(2 * VECTORS);
    private final AtomicReferenceArray<Warming> warmingOfTall = new AtomicReferenceArray<>(2 * VECTORS);
    private final AtomicReferenceArray<Warming> warmingOfLow = new AtomicReferenceArray<>(2 * VECTORS);

    private Tiles(Precision precision) {
        this.precision = precision;
        int bits = Lanes.AVAILABLE ? Widest.bits() : 0;
        lanes = Lanes.AVAILABLE ? bits / (8 * precision.bytes()) : SCALAR_COLUMNS / VECTORS;
        // With 32 registers, 24 sums, two vectors of B and a factor stay in them; with 16, twelve sums.
        rows = bits == 512 ? 12 : bits == TileEmitter.BITS_OF_SIXTEEN ? 6 : FEWEST_ROWS;
        needCopies = bits == TileEmitter.BITS_OF_SIXTEEN;
        columns = VECTORS * lanes;
        packing = PackingEmitter.packing(precision, Lanes.AVAILABLE ? lanes : 0);
        transposedPanels = new TransposedPanels(precision, packing);
        narrow = new NarrowProducts(precision, lanes, rows);
    }

    /** Apart, as its class is of the vector module. */
    private static final class Widest {
        static int bits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }

    /** Apart, as those of the other precision are seldom needed beside them. */
    private static final class Single {
        private static final Tiles TILES = new Tiles(Precision.FLOAT);
    }

    private static final class Wide {
        private static final Tiles TILES = new Tiles(Precision.DOUBLE);
    }

    static Tiles of(Precision precision) {
        return precision == Precision.FLOAT ? Single.TILES : Wide.TILES;
    }

    Precision precision() {
        return precision;
    }

    /** The most rows of a tile. */
    int rows() {
        return rows;
    }

    /** Whether tiles of most rows read rows that lie along only where they are copies of {@link LeftRows}. */
    boolean needCopies() {
        return needCopies;
    }

    /** The most columns of a tile. */
    int columns() {
        return columns;
    }

    /** Copies into panels. */
    Packing packing() {
        return packing;
    }

    /** Copies of transposed matrices into panels. */
    TransposedPanels transposedPanels() {
        return transposedPanels;
    }

    /** Products with few columns. */
    NarrowProducts narrow() {
        return narrow;
    }

    /** How wide the panel of so many columns is. */
    int width(int used) {
        return Math.ceilDiv(used, lanes) * lanes;
    }

    /**
     * How many rows the tiles have that are best used now for a product with so many columns: those of most rows have to be compiled first.
     *
     * @param copied whether all rows of A are copies
     */
    int height(int columnsOfProduct, boolean across, boolean copied) {
        if (needCopies && !across && !copied) {
            return FEWEST_ROWS;
        }
        boolean tallest = rows == FEWEST_ROWS || (columnsOfProduct < columns || isReady(VECTORS, across))
                && (columnsOfProduct % columns == 0 || isReady(vectors(columnsOfProduct % columns), across));
        return tallest ? rows : FEWEST_ROWS;
    }

    private int vectors(int columnsOfTile) {
        return Math.ceilDiv(columnsOfTile, lanes);
    }

    private boolean isReady(int vectors, boolean across) {
        return warmed(warmingOfTall, rows, vectors, across).isReady();
    }

    private Warming warmed(AtomicReferenceArray<Warming> warmings, int rowsOfTile, int vectors, boolean across) {
        int place = place(vectors, across);
        if (warmings.get(place) == null) {
            warmings.compareAndSet(place, null, warming(rowsOfTile, vectors, across));
        }
        return warmings.get(place);
    }

    private static int place(int vectors, boolean across) {
        return 2 * (vectors - 1) + (across ? 1 : 0);
    }

    private Warming warming(int rowsOfTile, int vectors, boolean across) {
        int width = vectors * lanes;
        int stride = across ? rowsOfTile : LeftRows.DISTANCE;
        Object a = precision.array(rowsOfTile * LeftRows.DISTANCE);
        Object b = precision.array(EXERCISE_DEPTH * width);
        Object c = precision.array(rowsOfTile * width);
        // Both ways of storing: what was never run is not compiled.
        return new Warming(() -> {
            Tile tile = inLanes(rowsOfTile, vectors, across);
            return () -> {
                tile.run(EXERCISE_DEPTH, a, 0, stride, b, 0, c, 0, width, false);
                tile.run(EXERCISE_DEPTH, a, 0, stride, b, 0, c, 0, width, true);
            };
        }, 2L * rowsOfTile * width * EXERCISE_DEPTH);
    }

    /**
     * The tile of so many rows, {@link #rows} or {@link #FEWEST_ROWS}, for so many columns that is best used now: few rows are computed without lanes until
     * those are compiled, or many of them were, which gives the same bits.
     */
    Tile tile(int rowsOfTile, int columnsOfTile, boolean across) {
        int vectors = vectors(columnsOfTile);
        return Lanes.AVAILABLE && (rowsOfTile > FEWEST_ROWS || isWorthLanes(warmed(warmingOfLow, FEWEST_ROWS, vectors, across)))
                ? inLanes(rowsOfTile, vectors, across) : plain(vectors, across);
    }

    // Large products compile a tile sooner by running it than it is in the background.
    private static boolean isWorthLanes(Warming warming) {
        return warming.isReady() || warming.wanted() > MOST_WITHOUT_LANES;
    }

    private Tile inLanes(int rowsOfTile, int vectors, boolean across) {
        AtomicReferenceArray<Tile> tiles = rowsOfTile > FEWEST_ROWS ? tall : low;
        Tile known = tiles.get(place(vectors, across));
        return known == null ? kept(tiles, vectors, across, TileEmitter.tile(form(rowsOfTile, vectors, across), precision, lanes)) : known;
    }

    private TileForm form(int rowsOfTile, int vectors, boolean across) {
        return new TileForm(rowsOfTile, vectors, across, needCopies && !across && rowsOfTile > FEWEST_ROWS ? LeftRows.DISTANCE : 0);
    }

    private Tile plain(int vectors, boolean across) {
        Tile known = plain.get(place(vectors, across));
        return known == null ? kept(plain, vectors, across, ScalarTileEmitter.tile(form(FEWEST_ROWS, vectors, across), precision, lanes)) : known;
    }

    private static Tile kept(AtomicReferenceArray<Tile> tiles, int vectors, boolean across, Tile tile) {
        int place = place(vectors, across);
        return tiles.compareAndSet(place, null, tile) ? tile : tiles.get(place);
    }
}
