package dev.fluxion.codegen;

import java.util.concurrent.CancellationException;

/**
 * How often loops of emitted code go round. Uses the platform alone, as exported classes take it along.
 *
 * <p>Source: by definition of a fold.
 */
final class RoundCount {
    static final int MOST = 100_000_000;
    private static final int LOOK_UP_EVERY = 1 << 14;

    private RoundCount() {}

    /** How many whole numbers there are from one to another: −1 if an end is none. Too many are an {@link IllegalArgumentException}. */
    static int of(double first, double last) {
        if (first != Math.rint(first) || last != Math.rint(last)) {
            return -1;
        }
        if (last - first >= MOST || Double.isInfinite(first) || Double.isInfinite(last)) {
            throw new IllegalArgumentException("a fold over more than 100000000 indices");
        }
        return last < first ? 0 : (int) (last - first) + 1;
    }

    /** Ends the work of an interrupted thread by a {@link CancellationException}, every so many rounds. */
    static void lookUp(int round) {
        if ((round & LOOK_UP_EVERY - 1) == 0 && Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the work was interrupted");
        }
    }
}
