package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.Warming;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import jdk.incubator.vector.VectorShape;

/**
 * The tiles over windows of a precision on this machine. Until those in lanes are compiled, loops that are fast sooner serve, which give the same bits.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class WindowTiles {
    /** Rows of the tile for what is left of the rows. */
    static final int FEWEST_ROWS = 4;

    private static final int VECTORS = 2;
    private static final int SCALAR_LANES = 16;
    private static final int EXERCISE_DEPTH = 64; // an operation a nanosecond is slow for lanes, and far from what objects reach

    private final Precision precision;
    private final int lanes;
    private final int rows;
    private final int dotRows;
    private final int dotColumns;
    private final AtomicReferenceArray<Warmed<WindowTile>> tiles = new AtomicReferenceArray<>(2 * VECTORS);
    private final Warmed<DotTile> dots;

    /** A tile in lanes and one without. */
    private record Warmed<T>(T inLanes, T plain, Warming warming) {
        private static <T> Warmed<T> of(T inLanes, T plain, Consumer<T> exercise, long operations) {
            return new Warmed<>(inLanes, plain, new Warming(() -> () -> exercise.accept(inLanes), operations));
        }

        T best() {
            return inLanes == plain || warming.isReady() ? inLanes : plain;
        }
    }

    private WindowTiles(Precision precision) {
        this.precision = precision;
        int bits = Lanes.AVAILABLE ? Widest.bits() : 0;
        lanes = Lanes.AVAILABLE ? bits / (8 * precision.bytes()) : SCALAR_LANES;
        rows = bits == 512 ? 8 : FEWEST_ROWS;
        // With 32 registers, 24 sums stay in them beside what they are taken of; with 16, eight.
        int sums = Math.max(1, (bits == 512 ? 24 : 8) * lanes / DotTile.PARTS);
        dotColumns = Math.min(bits == 512 ? 3 : 2, sums);
        dotRows = sums / dotColumns;
        // Longer vectors would hold several turns of the terms.
        dots = dots(Lanes.AVAILABLE && lanes <= DotTile.PARTS ? DotTileEmitter.tile(precision, dotRows, dotColumns, lanes) : new PlainDotTile(dotRows, dotColumns));
    }

    /** Apart, as its class is of the vector module. */
    private static final class Widest {
        static int bits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }

    /** Apart, as those of the other precision are seldom needed beside them. */
    private static final class Single {
        private static final WindowTiles TILES = new WindowTiles(Precision.FLOAT);
    }

    private static final class Wide {
        private static final WindowTiles TILES = new WindowTiles(Precision.DOUBLE);
    }

    static WindowTiles of(Precision precision) {
        return precision == Precision.FLOAT ? Single.TILES : Wide.TILES;
    }

    /** The most rows of a tile. */
    int rows() {
        return rows;
    }

    /** The most places of a tile. */
    int places() {
        return VECTORS * lanes;
    }

    /** The places of the tile for so many. */
    int places(int used) {
        return used <= lanes ? lanes : places();
    }

    /** The tile that is best used now, of {@link #rows()} or {@link #FEWEST_ROWS} and of so many places. */
    WindowTile tile(int rowsOfTile, int placesOfTile) {
        int place = (rowsOfTile == FEWEST_ROWS ? VECTORS : 0) + placesOfTile / lanes - 1;
        Warmed<WindowTile> known = tiles.get(place);
        if (known == null) {
            tiles.compareAndSet(place, null, tile(rowsOfTile, placesOfTile, new PlainWindowTile(rowsOfTile, placesOfTile)));
            known = tiles.get(place);
        }
        return known.best();
    }

    private Warmed<WindowTile> tile(int rowsOfTile, int placesOfTile, WindowTile plain) {
        Object w = precision.array(rowsOfTile * EXERCISE_DEPTH);
        Object x = precision.array(placesOfTile);
        Object y = precision.array(rowsOfTile * placesOfTile);
        int[] lines = new int[EXERCISE_DEPTH];
        return Warmed.of(Lanes.AVAILABLE ? WindowTileEmitter.tile(precision, rowsOfTile, placesOfTile / lanes, lanes) : plain, plain,
                tile -> tile.run(EXERCISE_DEPTH, w, 0, x, 0, lines, y, 0, placesOfTile), 2L * rowsOfTile * placesOfTile * EXERCISE_DEPTH);
    }

    private Warmed<DotTile> dots(DotTile inLanes) {
        Object w = precision.array((dotRows + 1) * DotTile.PARTS * EXERCISE_DEPTH);
        Object x = precision.array(DotTile.PARTS * EXERCISE_DEPTH);
        Object sums = precision.array(dotRows * dotColumns * DotTile.PARTS);
        int[] columns = new int[dotColumns];
        int[] ends = new int[dotColumns];
        return Warmed.of(inLanes, inLanes instanceof PlainDotTile ? inLanes : new PlainDotTile(dotRows, dotColumns),
                tile -> tile.run(1, EXERCISE_DEPTH, w, 0, DotTile.PARTS * EXERCISE_DEPTH, 0, x, 0, columns, ends, 0, sums, 0),
                2L * dotRows * dotColumns * DotTile.PARTS * EXERCISE_DEPTH);
    }

    /** Rows of the tile of dot products. */
    int dotRows() {
        return dotRows;
    }

    /** Columns of the tile of dot products. */
    int dotColumns() {
        return dotColumns;
    }

    /** The tile of dot products that is best used now. */
    DotTile dots() {
        return dots.best();
    }
}
