package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Lanes;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.SquareTurns;
import dev.fluxion.codegen.Warming;
import java.util.concurrent.atomic.AtomicReference;

/** Copies lines of a transposed matrix into panels: one number at a time until squares that are turned in registers are compiled. */
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

    /** {@link Packing#transposed} from the first line on. */
    void pack(Object from, int at, int stride, int used, int depth, int width, Object to, int toAt) {
        int whole = used / side * side;
        int first = whole > 0 && Lanes.available() && warming.isReady() ? whole : 0;
        if (first > 0) {
            turned().copy(from, at, stride, first, depth, width, to, toAt);
        }
        packing.transposed(from, at, stride, used, depth, width, to, toAt, first);
    }
}
