package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.WindowKernel;
import dev.fluxion.codegen.WindowSum;
import dev.fluxion.codegen.WindowSum.Axis;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums over windows with many taps, which are in lanes: the gradient of a convolution by its factors. Dot products of rows with what each place reads grow
 * in {@link DotTile#PARTS} sums each. Chunks of the axes that are summed have sums of their own, which are added up in order at the end; how many they are
 * depends on sizes alone, so that bits depend neither on threads nor on the machine.
 *
 * <p>Source: M. Cho, D. Brand, MEC: Memory-efficient Convolution for Deep Neural Network (ICML 2017).
 */
final class TapWindows implements WindowKernel, WorkerPool.Task {
    private static final int MOST_SUMS = 1 << 16; // of a unit: they stay in the second-level cache
    private static final int MOST_STAGED = 1 << 20; // entries of a unit, but for a single channel
    private static final int MOST = 1 << 22; // sums at one position of the batch
    private static final int LONGEST = 32; // turns of a tile: sums are loaded and stored once for all
    private static final int ROUNDED_ROWS = 8; // whatever tiles this machine has: blocks decide how sums are grouped, and thus their bits
    private static final int UNITS = 8; // that threads may share, if sizes allow

    private final WorkerPool pool;
    private final Precision precision;
    private final WindowTiles tiles;
    private final Staging staging;
    private final int taps;
    private final int block; // positions of the batch in a unit
    private final int blocks;
    private final int chunks;
    private final int items; // positions of the summed axes that are staged at once
    private final int[] columns; // of a whole block: where each begins in what is staged
    private final int[] ends; // where the last turn of each begins, filled up with zeros
    private final int[] xOfBatch;
    private final int[] yOfBatch;
    private final int[] xOfSummed;
    private final int[] wOfSummed;
    private final int[] wOfRow;
    private final int[] yOfRow;
    private final int[] wOfTap; // empty where they lie as they are staged
    private final int[] yOfPlace;
    private final boolean besides;
    private final int rowTiles;
    private final Object[] sums; // of each unit, where chunks are many
    private final int parts;
    private final Object none;
    private Object x;
    private Object w;
    private Object y;

    TapWindows(WindowSum sum, Precision precision, WorkerPool pool) {
        this.pool = pool;
        this.precision = precision;
        tiles = WindowTiles.of(precision);
        Strides strides = new Strides(sum);
        xOfBatch = strides.of(sum.batch(), Axis::x);
        yOfBatch = strides.of(sum.batch(), Axis::y);
        xOfSummed = strides.of(sum.summed(), Axis::x);
        wOfSummed = strides.of(sum.summed(), Axis::w);
        wOfRow = strides.of(sum.rows(), Axis::w);
        yOfRow = strides.of(sum.rows(), Axis::y);
        besides = strides.areTapsBesides();
        wOfTap = besides ? new int[0] : strides.taps();
        yOfPlace = strides.places();
        taps = sum.taps();
        List<Staging.Line> axes = sum.windows().stream().map(Staging.Line::ofTaps).toList();
        WindowSums.requireRoom(Staging.entries(axes, sum.windows().getFirst().taps()) + (long) DotTile.PARTS * yOfPlace.length);
        staging = new Staging(axes, 0, sum.windows().getFirst().taps());
        rowTiles = Math.ceilDiv(yOfRow.length, tiles.dotRows());
        int rounded = Math.ceilDiv(yOfRow.length, ROUNDED_ROWS) * ROUNDED_ROWS;
        int ofSums = MOST_SUMS / Math.multiplyExact(rounded * DotTile.PARTS, yOfPlace.length);
        block = Math.clamp(Math.min(ofSums, MOST_STAGED / staging.entries()), 1, xOfBatch.length);
        blocks = Math.ceilDiv(xOfBatch.length, block);
        chunks = Math.min(Math.ceilDiv(UNITS, blocks), xOfSummed.length);
        items = Math.clamp(LONGEST / Math.ceilDiv(taps, DotTile.PARTS), 1, Math.ceilDiv(xOfSummed.length, chunks));
        int used = block * yOfPlace.length;
        int all = Math.ceilDiv(used, tiles.dotColumns()) * tiles.dotColumns();
        int[] starts = Strides.sums(IntStream.range(0, block).map(i -> i * staging.entries()).toArray(), staging.taps());
        columns = IntStream.range(0, all).map(i -> starts[Math.min(i, used - 1)]).toArray();
        ends = IntStream.range(0, all).map(i -> block * staging.entries() + i * DotTile.PARTS).toArray();
        sums = IntStream.range(0, chunks == 1 ? 0 : chunks * blocks).mapToObj(i -> precision.array(entriesOfSums())).toArray();
        parts = Math.min(chunks * blocks, Blocking.parts(sum.results(), xOfSummed.length, taps, pool.workers()));
        none = precision.array(0);
        x = none;
        w = none;
        y = none;
    }

    /** Whether taps are more than places, and sums so few that there is room for the parts of each. */
    static boolean serve(WindowSum sum) {
        return sum.taps() > sum.places() && (long) WindowSum.count(sum.rows()) * sum.places() * DotTile.PARTS <= MOST;
    }

    private int entriesOfSums() {
        return rowTiles * tiles.dotRows() * columns.length * DotTile.PARTS;
    }

    @Override
    public void run(Object ofX, Object ofW, Object ofY) {
        x = ofX;
        w = ofW;
        y = ofY;
        pool.run(this, parts);
        for (int number = 0; number < blocks && chunks > 1; number++) {
            for (int chunk = 1; chunk < chunks; chunk++) {
                Strides.add(sums[number], sums[chunk * blocks + number]);
            }
            store(number, sums[number]);
        }
        x = none;
        w = none;
        y = none;
    }

    @Override
    public void run(int part, int all, Workspace workspace) {
        for (int unit = Blocking.share(part, all, chunks * blocks); unit < Blocking.share(part + 1, all, chunks * blocks); unit++) {
            Object own = chunks == 1 ? workspace.ofTile.atLeast(precision, entriesOfSums()) : sums[unit];
            Strides.clear(own, entriesOfSums());
            int chunk = unit / blocks;
            int end = Blocking.share(chunk + 1, chunks, xOfSummed.length);
            for (int i = Blocking.share(chunk, chunks, xOfSummed.length); i < end; i += items) {
                add(i, Math.min(items, end - i), unit % blocks, own, workspace);
            }
            if (chunks == 1) {
                store(unit, own);
            }
        }
    }

    // What belongs to some positions of the summed axes.
    private void add(int summed, int together, int number, Object own, Workspace workspace) {
        int count = Math.min(block, xOfBatch.length - number * block);
        int line = Math.ceilDiv(taps, DotTile.PARTS) * DotTile.PARTS;
        Object factors = workspace.ofB.atLeast(precision, rowTiles * tiles.dotRows() * items * line);
        Strides.clear(factors, rowTiles * tiles.dotRows() * items * line);
        int copied = block * staging.entries() + columns.length * DotTile.PARTS;
        Object copy = workspace.ofA.atLeast(precision, items * copied);
        Strides.clear(copy, together * copied);
        for (int item = 0; item < together; item++) {
            stageFactors(summed + item, factors, item * line, items * line);
            stage(summed + item, number * block, count, copy, item * copied);
        }
        DotTile tile = tiles.dots();
        int[] last = taps % DotTile.PARTS > 0 ? ends : columns;
        for (int row = 0; row < rowTiles; row++) {
            int rowAt = row * tiles.dotRows() * items * line;
            for (int column = 0; column < count * yOfPlace.length; column += tiles.dotColumns()) {
                int to = (row * columns.length + column) * tiles.dotRows() * DotTile.PARTS;
                tile.run(together, taps / DotTile.PARTS, factors, rowAt, items * line, line, copy, copied, columns, last, column, own, to);
            }
        }
    }

    private void stage(int summed, int first, int count, Object copy, int at) {
        for (int i = 0; i < count; i++) {
            staging.copy(x, xOfBatch[first + i] + xOfSummed[summed] + staging.first(), copy, at + i * staging.entries());
        }
        int rest = taps % DotTile.PARTS;
        for (int i = 0; i < columns.length && rest > 0; i++) {
            Strides.copy(copy, at + columns[i] + taps - rest, copy, at + ends[i], rest);
        }
    }

    private void stageFactors(int summed, Object factors, int at, int stride) {
        for (int row = 0; row < wOfRow.length; row++) {
            int from = wOfRow[row] + wOfSummed[summed];
            if (besides) {
                Strides.copy(w, from, factors, at + row * stride, taps);
            } else {
                Strides.gather(w, from, wOfTap, factors, at + row * stride, 1);
            }
        }
    }

    private void store(int number, Object own) {
        int first = number * block;
        int count = Math.min(block, xOfBatch.length - first) * yOfPlace.length;
        for (int row = 0; row < yOfRow.length; row++) {
            for (int column = 0; column < count; column++) {
                int tile = row / tiles.dotRows() * columns.length + column / tiles.dotColumns() * tiles.dotColumns();
                int within = row % tiles.dotRows() * tiles.dotColumns() + column % tiles.dotColumns();
                int to = yOfRow[row] + yOfBatch[first + column / yOfPlace.length] + yOfPlace[column % yOfPlace.length];
                Strides.total(own, (tile * tiles.dotRows() + within) * DotTile.PARTS, y, to);
            }
        }
    }
}
