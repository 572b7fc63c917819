package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;

/**
 * Softmax, its logarithm and logsumexp of lines of few entries, as of ten classes: as many lines at once as vectors have lanes, each in a lane of its own. A
 * line gets the bits that {@link ExponentialLines} gives it alone.
 */
final class ShortLines {
    /** Entries of a line; a longer one fills vectors by itself. */
    static final int MOST = 16;

    private static final long NANOS_OF_AN_EXERCISE = 10_000; // of lanes some 500, of objects as many times as much
    private static final Warming LANES = new Warming(() -> {
        Room room = new Room(MOST);
        return () -> ExponentialLines.SERVED.forEach(operator -> compute(operator, MOST, room));
    }, NANOS_OF_AN_EXERCISE);

    // Entries of a place lie side by side.
    private record Room(double[] x, double[] out, double[] largest, double[] ends) {
        Room(int count) {
            this(new double[count * LaneFunctions.lanes()], new double[count * LaneFunctions.lanes()], new double[LaneFunctions.lanes()], new double[LaneFunctions.lanes()]);
        }
    }

    private final Step.Rows rows;
    private final ThreadLocal<Room> rooms;

    ShortLines(Step.Rows rows) {
        this.rows = rows;
        rooms = ThreadLocal.withInitial(() -> new Room(rows.count()));
    }

    /** Whether lines are short enough, and many. */
    static boolean serves(Step.Rows rows) {
        return Lanes.available() && ExponentialLines.serves(rows.operator()) && rows.count() > 0 && rows.count() <= MOST && rows.slices() >= LaneFunctions.lanes();
    }

    /** Whether lanes are compiled. */
    static boolean areReady() {
        return LANES.isReady();
    }

    /** How many lines are computed at once. */
    static int together() {
        return LaneFunctions.lanes();
    }

    /**
     * Computes some lines at once.
     *
     * @param operand {@code float[]} or {@code double[]}, as the result
     * @return whether it did: not where the exponential of an entry less the largest is neither ordinary nor 0
     */
    boolean compute(Object operand, Object result, int first) {
        Room room = rooms.get();
        boolean single = operand instanceof float[];
        for (int line = 0; line < together(); line++) {
            int at = rows.offset(first + line);
            if (single) {
                gather((float[]) operand, at, room.x, line);
            } else {
                gather((double[]) operand, at, room.x, line);
            }
        }
        if (!compute(rows.operator(), rows.count(), room)) {
            return false;
        }
        boolean keeps = rows.operator().keepsAxis();
        double[] values = keeps ? room.out : room.ends;
        int count = keeps ? rows.count() : 1;
        for (int line = 0; line < together(); line++) {
            int at = keeps ? rows.offset(first + line) : first + line;
            if (single) {
                scatter(values, line, count, (float[]) result, at);
            } else {
                scatter(values, line, count, (double[]) result, at);
            }
        }
        return true;
    }

    private void gather(float[] from, int at, double[] to, int line) {
        int count = rows.count();
        int stride = rows.stride();
        int lanes = together();
        for (int i = 0; i < count; i++) {
            to[i * lanes + line] = from[at + i * stride];
        }
    }

    private void gather(double[] from, int at, double[] to, int line) {
        int count = rows.count();
        int stride = rows.stride();
        int lanes = together();
        for (int i = 0; i < count; i++) {
            to[i * lanes + line] = from[at + i * stride];
        }
    }

    private void scatter(double[] from, int line, int count, float[] to, int at) {
        int stride = rows.stride();
        int lanes = together();
        for (int i = 0; i < count; i++) {
            to[at + i * stride] = (float) from[i * lanes + line];
        }
    }

    private void scatter(double[] from, int line, int count, double[] to, int at) {
        int stride = rows.stride();
        int lanes = together();
        for (int i = 0; i < count; i++) {
            to[at + i * stride] = from[i * lanes + line];
        }
    }

    private static boolean compute(Operator operator, int count, Room room) {
        if (!ShortLanes.exponentials(room.x, count, room.out, room.largest, room.ends)) {
            return false;
        }
        if (operator.equals(TensorRows.SOFTMAX)) {
            ShortLanes.divide(room.out, count, room.ends);
            return true;
        }
        for (int line = 0; line < room.ends.length; line++) {
            room.ends[line] = room.largest[line] + Math.log(room.ends[line]);
        }
        if (operator.keepsAxis()) {
            ShortLanes.subtract(room.x, count, room.ends, room.out);
        }
        return true;
    }
}
