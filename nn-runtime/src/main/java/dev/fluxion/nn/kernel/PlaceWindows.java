package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.WindowKernel;
import dev.fluxion.codegen.WindowSum;
import dev.fluxion.codegen.WindowSum.Axis;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums over windows at many places, with these in lanes: a convolution and its gradient by what it reads. What the windows of one position of the batch
 * read is staged, some rows and places of the result stay in registers until their sums are complete. Each sum is one chain of fused multiply-adds in the
 * order of its terms, so that its bits depend neither on threads nor on the machine.
 *
 * <p>Source: M. Cho, D. Brand, MEC: Memory-efficient Convolution for Deep Neural Network (ICML 2017).
 */
final class PlaceWindows implements WindowKernel, WorkerPool.Task {
    private static final int MOST_STAGED = 1 << 16; // entries: with what else is needed they stay in the second-level cache

    private final WorkerPool pool;
    private final Precision precision;
    private final WindowTiles tiles;
    private final int depth;
    private final int width; // places of one lane of the first axis
    private final int block; // lanes of the first axis that are staged at once
    private final Staging[] stagings; // those that copy alike are one
    private final int[] firsts; // entries of a channel that they copy
    private final int[][] lines; // of the first block, which all but the last are like, and of the last
    private final int[] xOfBatch;
    private final int[] yOfBatch;
    private final int[] xOfSummed;
    private final int[] wOfRow;
    private final int[] wOfDepth;
    private final int[] yOfRow;
    private final int places;
    private final int[] yOfPlace; // empty where they lie as tiles store them
    private final int[] tileRows; // where each tile begins, and the end
    private final boolean besides; // places and rows lie in y as tiles store them
    private final Object packed;
    private final int parts;
    private Object x;
    private Object y;

    PlaceWindows(WindowSum sum, Precision precision, WorkerPool pool) {
        this.pool = pool;
        this.precision = precision;
        tiles = WindowTiles.of(precision);
        Strides strides = new Strides(sum);
        xOfBatch = strides.of(sum.batch(), Axis::x);
        yOfBatch = strides.of(sum.batch(), Axis::y);
        xOfSummed = strides.of(sum.summed(), Axis::x);
        wOfRow = strides.of(sum.rows(), Axis::w);
        yOfRow = strides.of(sum.rows(), Axis::y);
        wOfDepth = Strides.sums(strides.of(sum.summed(), Axis::w), strides.taps());
        depth = wOfDepth.length;
        List<Staging.Line> axes = sum.windows().stream().map(Staging.Line::ofPlaces).toList();
        int first = sum.windows().getFirst().places();
        places = sum.places();
        width = places / first;
        long whole = xOfSummed.length * Staging.entries(axes, first);
        block = Math.clamp(Math.ceilDiv(first, Math.ceilDiv(whole, (long) MOST_STAGED)), 1, first);
        WindowSums.requireRoom(xOfSummed.length * Staging.entries(axes, block) + tiles.places());
        stagings = new Staging[Math.ceilDiv(first, block)];
        firsts = new int[stagings.length];
        for (int i = 0; i < stagings.length; i++) {
            Staging next = new Staging(axes, i * block, Math.min(block, first - i * block));
            firsts[i] = next.first();
            stagings[i] = i > 0 && next.copiesLike(stagings[i - 1]) ? stagings[i - 1] : next;
        }
        lines = new int[][] {lines(stagings[0]), lines(stagings[stagings.length - 1])};
        tileRows = tileRows();
        besides = strides.arePlacesBesides() && Strides.areEven(yOfRow, rowStride());
        yOfPlace = besides ? new int[0] : strides.places();
        packed = precision.array(depth * tileRows[tileRows.length - 1]);
        x = packed;
        y = packed;
        parts = Math.min(xOfBatch.length * stagings.length, Blocking.parts(sum.results(), 1, depth, pool.workers()));
    }

    private int[] lines(Staging staging) {
        return Strides.sums(IntStream.range(0, xOfSummed.length).map(channel -> channel * staging.entries()).toArray(), staging.taps());
    }

    private int rowStride() {
        return yOfRow.length > 1 ? yOfRow[1] - yOfRow[0] : 0;
    }

    private int[] tileRows() {
        int tall = yOfRow.length / tiles.rows() + (yOfRow.length % tiles.rows() > WindowTiles.FEWEST_ROWS ? 1 : 0);
        int low = Math.ceilDiv(Math.max(0, yOfRow.length - tall * tiles.rows()), WindowTiles.FEWEST_ROWS);
        return IntStream.rangeClosed(0, tall + low).map(tile -> Math.min(tile, tall) * tiles.rows() + Math.max(0, tile - tall) * WindowTiles.FEWEST_ROWS).toArray();
    }

    @Override
    public void run(Object ofX, Object w, Object ofY) {
        x = ofX;
        y = ofY;
        pack(w);
        pool.run(this, parts);
        x = packed;
        y = packed;
    }

    private void pack(Object w) {
        for (int tile = 0; tile < tileRows.length - 1; tile++) {
            int height = tileRows[tile + 1] - tileRows[tile];
            for (int row = tileRows[tile]; row < Math.min(tileRows[tile + 1], wOfRow.length); row++) {
                Strides.gather(w, wOfRow[row], wOfDepth, packed, depth * tileRows[tile] + row - tileRows[tile], height);
            }
        }
    }

    @Override
    public void run(int part, int all, Workspace workspace) {
        int units = xOfBatch.length * stagings.length;
        for (int unit = Blocking.share(part, all, units); unit < Blocking.share(part + 1, all, units); unit++) {
            compute(unit / stagings.length, unit % stagings.length, workspace);
        }
    }

    private void compute(int batch, int number, Workspace workspace) {
        Staging staging = stagings[number];
        int staged = xOfSummed.length * staging.entries();
        Object copy = workspace.ofA.atLeast(precision, staged + tiles.places());
        Strides.clear(copy, staged);
        for (int channel = 0; channel < xOfSummed.length; channel++) {
            staging.copy(x, xOfBatch[batch] + xOfSummed[channel] + firsts[number], copy, channel * staging.entries());
        }
        int[] starts = lines[number == stagings.length - 1 ? 1 : 0];
        int first = number * block * width;
        int count = Math.min(places - first, block * width);
        for (int place = 0; place < count; place += tiles.places()) {
            int used = Math.min(tiles.places(), count - place);
            for (int tile = 0; tile < tileRows.length - 1; tile++) {
                tile(tile, copy, place, starts, yOfBatch[batch], first + place, used, workspace);
            }
        }
    }

    private void tile(int number, Object copy, int at, int[] starts, int to, int place, int used, Workspace workspace) {
        int row = tileRows[number];
        int height = tileRows[number + 1] - row;
        int lanes = tiles.places(used);
        WindowTile tile = tiles.tile(height, lanes);
        if (besides && used == lanes && row + height <= yOfRow.length) {
            tile.run(depth, packed, depth * row, copy, at, starts, y, to + yOfRow[row] + place, rowStride());
            return;
        }
        Object sums = workspace.ofTile.atLeast(precision, height * lanes);
        tile.run(depth, packed, depth * row, copy, at, starts, sums, 0, lanes);
        for (int i = 0; i < Math.min(height, yOfRow.length - row); i++) {
            if (besides) {
                Strides.copy(sums, i * lanes, y, to + yOfRow[row + i] + place, used);
            } else {
                Strides.scatter(sums, i * lanes, used, y, to + yOfRow[row + i], yOfPlace, place);
            }
        }
    }
}
