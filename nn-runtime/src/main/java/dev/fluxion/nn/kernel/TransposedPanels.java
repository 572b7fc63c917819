package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Lanes;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.SquareTurns;
import dev.fluxion.codegen.Warming;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Copies lines of a transposed matrix into panels: one number at a time until squares that are turned in registers are compiled.
 *
 * <p>Source: by definition.
 */
final class TransposedPanels {
    private static final int EXERCISE_DEPTH = 67; // squares and a rest; a nanosecond for each number is far from what objects reach

    private final Precision precision;
    private final Packing packing;
    private final int side;
    private final AtomicReference<TurnedLines> turned = new AtomicReference<>();
    private final Warming warming;

    TransposedPanels(Precision precision, Packing packing) {
        this.precision = precision;
        this.packing = packing;
        side = SquareTurns.side(precision);
        Object from = precision.array(side * EXERCISE_DEPTH);
        Object to = precision.array(side * EXERCISE_DEPTH);
        warming = new Warming(() -> {
            TurnedLines lines = turned();
            return () -> lines.copy(from, 0, EXERCISE_DEPTH, side, EXERCISE_DEPTH, side, to, 0);
        }, (long) side * EXERCISE_DEPTH);
    }

    private TurnedLines turned() {
        if (turned.get() == null) {
            turned.compareAndSet(null, TurnedLinesEmitter.lines(precision));
        }
        return turned.get();
    }

    /** Lines of {@code depth} numbers that are {@code stride} apart become columns of rows that are {@code width} apart. */
    void turn(Object from, int at, int stride, int lines, int depth, int width, Object to, int toAt) {
        int whole = lines / side * side;
        int first = whole > 0 && isReady() ? whole : 0;
        if (first > 0) {
            turned().copy(from, at, stride, first, depth, width, to, toAt);
        }
        switch (from) {
            case float[] single -> turn(single, at, stride, first, lines, depth, width, (float[]) to, toAt);
            case double[] wide -> turn(wide, at, stride, first, lines, depth, width, (double[]) to, toAt);
            default -> throw new IllegalStateException("lines in " + from);
        }
    }

    private static void turn(float[] from, int at, int stride, int first, int lines, int depth, int width, float[] to, int toAt) {
        for (int line = first; line < lines; line++) {
            for (int p = 0; p < depth; p++) {
                to[toAt + p * width + line] = from[at + line * stride + p];
            }
        }
    }

    private static void turn(double[] from, int at, int stride, int first, int lines, int depth, int width, double[] to, int toAt) {
        for (int line = first; line < lines; line++) {
            for (int p = 0; p < depth; p++) {
                to[toAt + p * width + line] = from[at + line * stride + p];
            }
        }
    }

    private boolean isReady() {
        return Lanes.available() && warming.isReady();
    }

    /** {@link Packing#transposed} from the first line on. */
    void pack(Object from, int at, int stride, int used, int depth, int width, Object to, int toAt) {
        int whole = used / side * side;
        int first = whole > 0 && isReady() ? whole : 0;
        if (first > 0) {
            turned().copy(from, at, stride, first, depth, width, to, toAt);
        }
        packing.transposed(from, at, stride, used, depth, width, to, toAt, first);
    }
}
