package dev.fluxion.symbolic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.concurrent.TimeUnit;

/**
 * What a piece of work may cost. Every pass reports what it spends by {@link #tick}; the one that exceeds a limit ends with a {@code limit}
 * diagnostic that names it. A budget is spent by one thread; interrupting that thread ends the work too.
 */
public final class Budget {
    private static final long STANDARD_MILLIS = 10_000;
    private static final long STANDARD_NODES = 20_000_000;
    private static final int STANDARD_DEPTH = 1_000_000;
    private static final int CLOCK_EVERY = 1 << 10; // reading the clock costs as much as a few dozen nodes

    private final long nodes;
    private final int depth;
    private final long millis;
    private final long start = System.nanoTime();
    private long spent;
    private long clockAt;

    private Budget(long millis, long nodes, int depth) {
        this.millis = millis;
        this.nodes = nodes;
        this.depth = depth;
    }

    /** Ten seconds, twenty million nodes, depth a million. */
    public static Budget standard() {
        return of(STANDARD_MILLIS, STANDARD_NODES, STANDARD_DEPTH);
    }

    /**
     * A budget that starts now.
     *
     * @param millis time in milliseconds
     * @param nodes nodes visited or terms made, in all passes together
     * @param depth the deepest expression that is worked on
     */
    public static Budget of(long millis, long nodes, int depth) {
        return new Budget(millis, nodes, depth);
    }

    /** A budget that starts now and ends with this one at the latest. */
    public Budget within(long shorterMillis, long fewerNodes) {
        return new Budget(Math.min(shorterMillis, Math.max(0, millis - elapsed())), Math.min(fewerNodes, nodes - spent), depth);
    }

    /** Spends {@code cost} nodes. */
    public void tick(long cost) {
        spent += cost;
        if (spent > nodes) {
            throw limit("more than " + nodes + " nodes were needed");
        }
        if (spent >= clockAt) {
            clockAt = spent + CLOCK_EVERY;
            checkClock();
        }
    }

    private void checkClock() {
        if (elapsed() > millis) {
            throw limit("more than " + millis + " ms were needed");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw limit("the work was interrupted");
        }
    }

    /** Holds the depth of an expression against the limit. */
    public void checkDepth(Expression expression) {
        if (expression.depth() > depth) {
            throw limit("an expression is deeper than " + depth);
        }
    }

    /** Nodes spent so far. */
    public long spent() {
        return spent;
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static FluxionException limit(String what) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, what, Span.NONE));
    }
}
