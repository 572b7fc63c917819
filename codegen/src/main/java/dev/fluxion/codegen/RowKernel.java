package dev.fluxion.codegen;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiled scalar formulas for many rows at once. The numbers of a row do not depend on where it stands or on other rows, nor on how many threads
 * are used. Without lanes they are the bits of {@link VectorFunction}. With them exponential and logarithm are within one unit in the last place of
 * {@link StrictMath}, sine and cosine within two, error functions within one and a half and the complementary one within five of their true values; all
 * else has the same bits. Immutable and safe for any number of threads.
 */
public final class RowKernel {
    private static final int TASK_TILES = 64;
    // What is new lies in no cache, and is made zero.
    private static final ThreadLocal<double[]> ROOM = ThreadLocal.withInitial(() -> new double[0]);
    private static final int MOST_KEPT = 1 << 14;

    private final RowLoop loop;
    private final Optional<JoinedRows> joined;
    private final int inputs;
    private final int outputs;
    private final int tile;
    private final int scratch;
    private final int lanes;

    RowKernel(Program program, boolean usesLanes) {
        RowSchedule schedule = RowSchedule.of(program, usesLanes);
        loop = HiddenClasses.instance(RowLoop.class, RowEmitter.emit(program, schedule), List.of());
        joined = usesLanes ? JoinedRows.of(program) : Optional.empty();
        inputs = program.inputs();
        outputs = program.outputs().size();
        tile = schedule.tile();
        scratch = schedule.slots() * tile;
        lanes = usesLanes ? LaneFunctions.lanes() : 1;
    }

    /**
     * Computes all outputs for all rows, on the caller's thread.
     *
     * @param columns one array per input, all of one length, the number of rows; {@code columns[i][r]} is input {@code i} of row {@code r}
     * @param results one array per formula, as long as the columns; none of them a column or another result
     * @throws IllegalArgumentException if there are too many or too few of either, a length differs, or an array serves as two
     */
    public void run(double[][] columns, double[][] results) {
        run(columns, results, Parallel.SEQUENTIAL);
    }

    /**
     * The same on as many threads as {@code parallel} has. What a task throws leaves this method as {@code parallel} hands it on.
     *
     * @throws IllegalArgumentException if there are too many or too few of either, a length differs, or an array serves as two
     */
    public void run(double[][] columns, double[][] results, Parallel parallel) {
        check(columns.length, results.length);
        int rows = inputs > 0 ? columns[0].length : outputs > 0 ? results[0].length : 0;
        int task = TASK_TILES * tile;
        check(columns, rows);
        check(results, rows);
        checkApart(columns, results);
        int tasks = Math.ceilDiv(rows, task);
        if (tasks <= 1) {
            range(columns, results, 0, rows);
        } else {
            parallel.run(tasks, i -> range(columns, results, i * task, Math.min(rows, (i + 1) * task)));
        }
    }

    /**
     * The values of the only formula for all rows, one for each.
     *
     * @param columns one array per input, all of one length, the number of rows
     * @throws IllegalArgumentException if there is not one formula and at least one column, another number of columns than of inputs, or a length
     * differs
     */
    public double[] values(double[]... columns) {
        requireOne(columns.length);
        double[][] results = new double[1][columns[0].length];
        run(columns, results);
        return results[0];
    }

    /**
     * The same in single precision.
     *
     * @param columns one array per input, all of one length, the number of rows
     * @throws IllegalArgumentException as the other
     */
    public float[] values(float[]... columns) {
        requireOne(columns.length);
        float[][] results = new float[1][columns[0].length];
        run(columns, results);
        return results[0];
    }

    private void requireOne(int columns) {
        if (outputs != 1 || columns == 0) {
            throw new IllegalArgumentException("the values of one formula of at least one column are asked for, but there are " + outputs + " formulas and "
                    + columns + " columns");
        }
    }

    /**
     * The same as {@link #run(double[][], double[][])} for columns in single precision: results are computed in double precision and rounded once.
     *
     * @throws IllegalArgumentException if there are too many or too few of either, a length differs, or an array serves as two
     */
    public void run(float[][] columns, float[][] results) {
        run(columns, results, Parallel.SEQUENTIAL);
    }

    /**
     * The same on as many threads as {@code parallel} has.
     *
     * @throws IllegalArgumentException if there are too many or too few of either, a length differs, or an array serves as two
     */
    public void run(float[][] columns, float[][] results, Parallel parallel) {
        check(columns.length, results.length);
        int rows = inputs > 0 ? columns[0].length : outputs > 0 ? results[0].length : 0;
        Stream.of(columns, results).flatMap(Stream::of).forEach(column -> checkLength(column.length, rows));
        checkApart(columns, results);
        inTiles(rows, parallel, (input, row, to, count) -> {
            for (int i = 0; i < count; i++) {
                to[i] = columns[input][(int) row + i];
            }
        }, (output, row, from, count) -> {
            for (int i = 0; i < count; i++) {
                results[output][(int) row + i] = (float) from[i];
            }
        });
    }

    /**
     * The same as {@link #run(double[][], double[][])} for columns outside the heap, of 8-byte double precision numbers in the order of the machine,
     * aligned to 8 bytes.
     *
     * @param columns one segment per input, of 8 bytes per row
     * @param results one segment per formula, as long as the columns, not read-only; none overlaps a column or another
     * @throws IllegalArgumentException if there are too many or too few of either, a length differs or is no multiple of 8 bytes, a result overlaps a
     * column or another result or is read-only, or a segment is not aligned
     * @throws IllegalStateException if the arena of a segment is closed
     * @throws WrongThreadException if a segment belongs to another thread
     */
    public void run(List<MemorySegment> columns, List<MemorySegment> results) {
        run(columns, results, Parallel.SEQUENTIAL);
    }

    /**
     * The same on as many threads as {@code parallel} has, all of which may reach the segments.
     *
     * @throws IllegalArgumentException as the other
     * @throws IllegalStateException if the arena of a segment is closed
     * @throws WrongThreadException if a segment belongs to another thread
     */
    public void run(List<MemorySegment> columns, List<MemorySegment> results, Parallel parallel) {
        run(columns, results, Precision.DOUBLE, parallel);
    }

    /**
     * The same for numbers that are stored in a precision: whatever it is, they are computed in double precision, and rounded once where
     * they are stored in single. Segments have as many bytes per row as a number, and are aligned to them.
     *
     * @throws IllegalArgumentException as the others
     * @throws IllegalStateException if the arena of a segment is closed
     * @throws WrongThreadException if a segment belongs to another thread
     */
    public void run(List<MemorySegment> columns, List<MemorySegment> results, Precision precision, Parallel parallel) {
        check(columns.size(), results.size());
        int bytes = precision.bytes();
        long rows = Stream.of(columns, results).flatMap(List::stream).findFirst().map(column -> count(column, bytes)).orElse(0L);
        Stream.of(columns, results).flatMap(List::stream).forEach(column -> checkLength(count(column, bytes), rows));
        for (int k = 0; k < results.size(); k++) {
            MemorySegment result = results.get(k);
            if (Stream.concat(columns.stream(), results.stream().limit(k)).anyMatch(other -> other.asOverlappingSlice(result).isPresent())) {
                throw new IllegalArgumentException("result " + k + " overlaps a column or another result");
            }
        }
        if (precision == Precision.DOUBLE) {
            inTiles(rows, parallel, (input, row, to, count) -> MemorySegment.copy(columns.get(input), ValueLayout.JAVA_DOUBLE, row * bytes, to, 0, count),
                    (output, row, from, count) -> MemorySegment.copy(from, 0, results.get(output), ValueLayout.JAVA_DOUBLE, row * bytes, count));
        } else {
            inTiles(rows, parallel, (input, row, to, count) -> {
                MemorySegment column = columns.get(input);
                for (int i = 0; i < count; i++) {
                    to[i] = column.getAtIndex(ValueLayout.JAVA_FLOAT, row + i);
                }
            }, (output, row, from, count) -> {
                MemorySegment result = results.get(output);
                for (int i = 0; i < count; i++) {
                    result.setAtIndex(ValueLayout.JAVA_FLOAT, row + i, (float) from[i]);
                }
            });
        }
    }

    /** Copies some rows of a column to a tile, or of a tile to a result. */
    @FunctionalInterface
    private interface Copy {
        void of(int column, long row, double[] tile, int count);
    }

    private void inTiles(long rows, Parallel parallel, Copy read, Copy write) {
        long task = Math.max((long) TASK_TILES * tile, Math.ceilDiv(rows, (long) Integer.MAX_VALUE));
        int tasks = (int) Math.ceilDiv(rows, task);
        if (tasks <= 1) {
            inTiles(0, rows, read, write);
        } else {
            parallel.run(tasks, i -> inTiles(i * task, Math.min(rows, (i + 1) * task), read, write));
        }
    }

    private void inTiles(long from, long to, Copy read, Copy write) {
        double[][] in = new double[inputs][tile];
        double[][] out = new double[outputs][tile];
        double[] room = room();
        for (long row = from; row < to; row += tile) {
            int count = (int) Math.min(tile, to - row);
            for (int i = 0; i < inputs; i++) {
                read.of(i, row, in[i], count);
            }
            // Rows beyond the last are computed and dropped: a tile is a multiple of the lanes.
            best().run(in, out, room, 0, Math.ceilDiv(count, lanes) * lanes);
            for (int k = 0; k < outputs; k++) {
                write.of(k, row, out[k], count);
            }
        }
    }

    private RowLoop best() {
        return joined.isPresent() ? joined.get().best(loop) : loop;
    }

    // Every loop stores what the next ones read: it does not matter what is there.
    private double[] room() {
        double[] room = ROOM.get();
        if (room.length < scratch) {
            room = new double[scratch];
            if (scratch <= MOST_KEPT) {
                ROOM.set(room);
            }
        }
        return room;
    }

    private static long count(MemorySegment column, int bytes) {
        if (column.byteSize() % bytes != 0) {
            throw new IllegalArgumentException("a column of " + column.byteSize() + " bytes, which are no whole numbers of " + bytes);
        }
        return column.byteSize() / bytes;
    }

    private void check(int columns, int results) {
        if (columns != inputs || results != outputs) {
            throw new IllegalArgumentException(columns + " columns for " + inputs + " inputs, and " + results + " for the results of " + outputs + " formulas");
        }
    }

    private static void check(double[][] arrays, int rows) {
        for (double[] array : arrays) {
            checkLength(array.length, rows);
        }
    }

    private static void checkLength(long length, long rows) {
        if (length != rows) {
            throw new IllegalArgumentException("a column of " + length + " rows beside one of " + rows);
        }
    }

    // A formula would read what another has stored.
    private static void checkApart(Object[] columns, Object[] results) {
        for (int i = 0; i < results.length; i++) {
            Object result = results[i];
            if (Stream.of(columns).anyMatch(column -> column == result) || Stream.of(results).limit(i).anyMatch(other -> other == result)) {
                throw new IllegalArgumentException("the array of result " + i + " is a column, or that of another result");
            }
        }
    }

    private void range(double[][] columns, double[][] results, int from, int to) {
        double[] room = room();
        int whole = from + (to - from) / lanes * lanes;
        for (int row = from; row < whole; row += tile) {
            best().run(columns, results, room, row, Math.min(tile, whole - row));
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
