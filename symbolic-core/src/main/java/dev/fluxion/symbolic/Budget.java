package dev.fluxion.symbolic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a piece of work may cost. Every pass reports what it spends by {@link #tick}; the one that exceeds a limit ends with a {@code limit}
 * diagnostic that names it. Nodes, depth, entries and work are counted, so that where they end a piece of work does not depend on the machine;
 * the time is the outermost bound, which gives a diagnostic and never another answer. A budget is spent by one thread at a time; interrupting
 * that thread ends the work too.
 *
 * <p>Passes find their budget by {@link #current()}: the one that {@link #run} has put in force, on this thread or on the one that started it,
 * else a standard one of their own.
 */
public final class Budget {
    private static final long STANDARD_MILLIS = 10_000;
    private static final long STANDARD_NODES = 20_000_000;
    private static final int STANDARD_DEPTH = 1_000_000;
    private static final long WORK_PER_NODE = 20; // passes over an expression as large as it may be
    private static final long MOST_ENTRIES = 64 << 20; // 512 MB of doubles
    private static final int CLOCK_EVERY = 1 << 10; // reading the clock costs as much as a few dozen nodes
    private static final InheritableThreadLocal<Budget> IN_FORCE = new InheritableThreadLocal<>();

    private final long nodes;
    private final int depth;
    private final long millis;
    private final long work;
    private final Budget outer; // a part of which this is, which pays too; null for one of its own
    private final long start = System.nanoTime();
    private long spent;
    private long clockAt;

    private Budget(long millis, long nodes, int depth, long work, Budget outer) {
        this.outer = outer;
        this.millis = millis;
        this.nodes = nodes;
        this.depth = depth;
        this.work = work;
    }

    /** Ten seconds, twenty million nodes, depth a million. */
    public static Budget standard() {
        return of(STANDARD_MILLIS, STANDARD_NODES, STANDARD_DEPTH);
    }

    /**
     * A budget that starts now.
     *
     * @param millis time in milliseconds
     * @param nodes the most distinct nodes of one expression; all passes together visit or make at most twenty times as many
     * @param depth the deepest expression that is worked on
     */
    public static Budget of(long millis, long nodes, int depth) {
        return new Budget(millis, nodes, depth, nodes > Long.MAX_VALUE / WORK_PER_NODE ? Long.MAX_VALUE : nodes * WORK_PER_NODE, null);
    }

    /** Bounds the sizes of expressions and tensors alone: for whoever can interrupt the work when it takes too long. */
    public static Budget unhurried() {
        return new Budget(Long.MAX_VALUE, STANDARD_NODES, STANDARD_DEPTH, Long.MAX_VALUE, null);
    }

    /** The budget in force, else a standard one that starts now. */
    public static Budget current() {
        Budget inForce = IN_FORCE.get();
        return inForce != null ? inForce : standard();
    }

    /** The value of a piece of work during which this budget is in force. */
    public <T> T run(Supplier<T> piece) {
        Budget outer = IN_FORCE.get();
        IN_FORCE.set(this);
        try {
            return piece.get();
        } finally {
            if (outer == null) {
                IN_FORCE.remove();
            } else {
                IN_FORCE.set(outer);
            }
        }
    }

    /** A part of this budget: some work, in nodes visited or made. Both pay for what it spends. */
    public Budget within(long lessWork) {
        return new Budget(millis, nodes, depth, lessWork, this);
    }

    /** Spends {@code cost} nodes of work. */
    public void tick(long cost) {
        if (outer != null) {
            outer.tick(cost);
        }
        spent += cost;
        if (spent > work) {
            throw limit("nodes: more than " + work + " were visited or made in all");
        }
        if (outer == null && spent >= clockAt) {
            clockAt = spent + CLOCK_EVERY;
            checkClock();
        }
    }

    private void checkClock() {
        if (elapsed() > millis) {
            throw limit("millis: the work takes longer than " + millis + " ms");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw limit("the work was interrupted");
        }
    }

    /** Holds the depth of an expression against the limit. */
    public void checkDepth(Expression expression) {
        if (expression.depth() > depth) {
            throw limit("depth: an expression is deeper than " + depth);
        }
    }

    /** Holds the number of distinct nodes of an expression against the limit. */
    public void checkNodes(long count) {
        if (count > nodes) {
            throw limit("nodes: an expression has more than " + nodes);
        }
    }

    /** Holds the entries of tensors that are needed at one time against the limit. */
    public void checkEntries(long count) {
        if (count > MOST_ENTRIES) {
            throw limit("memory: tensors need more than " + MOST_ENTRIES + " entries, " + (MOST_ENTRIES >> 17) + " MB");
        }
    }

    /** Work spent so far, in nodes visited or made. */
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
