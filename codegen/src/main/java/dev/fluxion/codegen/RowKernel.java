package dev.fluxion.codegen;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Compiled scalar formulas for many rows at once. The numbers of a row do not depend on where it stands or on other rows, nor on how many threads
 * are used. With lanes they differ from those of {@link VectorFunction} by the errors of {@link LaneFunctions}; without them they are the same
 * bits. Immutable and safe for any number of threads.
 */
public final class RowKernel {
    private static final int TASK_TILES = 16;

    private final RowLoop loop;
    private final int inputs;
    private final int outputs;
    private final int tile;
    private final int scratch;
    private final int lanes;

    RowKernel(Program program, boolean usesLanes) {
        RowSchedule schedule = RowSchedule.of(program, usesLanes);
        loop = HiddenClasses.instance(RowLoop.class, RowEmitter.emit(program, schedule), List.of());
        inputs = program.inputs();
        outputs = program.outputs().size();
        tile = schedule.tile();
        scratch = schedule.slots() * tile;
        lanes = usesLanes ? LaneFunctions.lanes() : 1;
    }

    /**
     * Computes all outputs for all rows.
     *
     * @param columns one array per input
     * @param results one array per formula, none of them a column
     */
    public void run(double[][] columns, double[][] results) {
        run(columns, results, Parallel.SEQUENTIAL);
    }

    /** The same on as many threads as {@code parallel} has. */
    public void run(double[][] columns, double[][] results, Parallel parallel) {
        int rows = inputs > 0 ? columns[0].length : results[0].length;
        int task = TASK_TILES * tile;
        check(columns, inputs, rows);
        check(results, outputs, rows);
        int tasks = Math.ceilDiv(rows, task);
        if (tasks <= 1) {
            range(columns, results, 0, rows);
        } else {
            parallel.run(tasks, i -> range(columns, results, i * task, Math.min(rows, (i + 1) * task)));
        }
    }

    /** The only output for all rows. */
    public double[] values(double[]... columns) {
        double[][] results = new double[outputs][columns[0].length];
        run(columns, results);
        return results[0];
    }

    /** The same for columns outside the heap, of native double precision numbers. */
    public void run(List<MemorySegment> columns, List<MemorySegment> results) {
        long rows = columns.isEmpty() ? count(results.getFirst()) : count(columns.getFirst());
        if (columns.size() != inputs || results.size() != outputs || columns.stream().anyMatch(column -> count(column) != rows)
                || results.stream().anyMatch(column -> count(column) != rows)) {
            throw new IllegalArgumentException("columns of different lengths, or too few");
        }
        double[][] in = new double[inputs][tile];
        double[][] out = new double[outputs][tile];
        double[] room = new double[scratch];
        for (long row = 0; row < rows; row += tile) {
            int count = (int) Math.min(tile, rows - row);
            for (int i = 0; i < inputs; i++) {
                MemorySegment.copy(columns.get(i), ValueLayout.JAVA_DOUBLE, row * Double.BYTES, in[i], 0, count);
            }
            // Rows beyond the last are computed and dropped: a tile is a multiple of the lanes.
            loop.run(in, out, room, 0, Math.ceilDiv(count, lanes) * lanes);
            for (int k = 0; k < outputs; k++) {
                MemorySegment.copy(out[k], 0, results.get(k), ValueLayout.JAVA_DOUBLE, row * Double.BYTES, count);
            }
        }
    }

    private static long count(MemorySegment column) {
        return column.byteSize() / Double.BYTES;
    }

    private static void check(double[][] arrays, int number, int rows) {
        if (arrays.length != number) {
            throw new IllegalArgumentException(arrays.length + " columns for " + number);
        }
        for (double[] array : arrays) {
            if (array.length != rows) {
                throw new IllegalArgumentException("a column of " + array.length + " rows beside one of " + rows);
            }
        }
    }

    private void range(double[][] columns, double[][] results, int from, int to) {
        double[] room = new double[scratch];
        int whole = from + (to - from) / lanes * lanes;
        for (int row = from; row < whole; row += tile) {
            loop.run(columns, results, room, row, Math.min(tile, whole - row));
        }
        if (whole < to) {
            rest(columns, results, room, whole, to - whole);
        }
    }

    // The last rows, fewer than there are lanes, in arrays that are long enough.
    private void rest(double[][] columns, double[][] results, double[] room, int row, int count) {
        double[][] in = new double[inputs][lanes];
        double[][] out = new double[outputs][lanes];
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(columns[i], row, in[i], 0, count);
        }
        loop.run(in, out, room, 0, lanes);
        for (int k = 0; k < outputs; k++) {
            System.arraycopy(out[k], 0, results[k], row, count);
        }
    }

    /** How many rows are computed side by side: 1 without lanes. */
    public int lanes() {
        return lanes;
    }
}
