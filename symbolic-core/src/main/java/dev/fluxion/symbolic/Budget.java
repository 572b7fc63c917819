package dev.fluxion.symbolic;

import dev.fluxion.grammar.DeepCalls;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Interruption;
import dev.fluxion.grammar.Span;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a piece of work may cost. Every pass reports what it spends by {@link #tick}; the one that exceeds a limit ends with a {@code limit}
 * diagnostic that names it. Nodes, depth, entries and work are counted, so that where they end a piece of work does not depend on the machine;
 * the time is the outermost bound, which gives a diagnostic and never another answer: it is {@linkplain FluxionException#end the end of all
 * work}, which no pass survives. Only what a part of the budget may cost, by {@link #attempt}, may decide whether something is tried further.
 * Interrupting a thread that spends ends the work too. Several threads may spend the same budget.
 *
 * <p>Passes find their budget by {@link #current()}: the one that {@link #run} has put in force, else a standard one of their own. Threads
 * that a task starts do not inherit it; {@link #onDeepStack} passes it on.
 */
public final class Budget {
    private static final long STANDARD_MILLIS = 10_000;
    private static final long STANDARD_NODES = 20_000_000;
    private static final int STANDARD_DEPTH = 1_000_000;
    private static final long WORK_PER_NODE = 20; // passes over an expression as large as it may be
    private static final long MOST_ENTRIES = 64 << 20; // 512 MB of doubles
    private static final int CLOCK_EVERY = 1 << 10; // reading the clock costs as much as a few dozen nodes
    private static final ScopedValue<Budget> IN_FORCE = ScopedValue.newInstance();

    // Whose part was spent: only the attempt that made it catches it.
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Budget part;

        Spent(Budget part) {
            super("a part of a budget is spent", null, false, false);
            this.part = part;
        }
    }

    private final long nodes;
    private final int depth;
    private final long millis;
    private final long work;
    private final Budget outer; // a part of which this is, which pays too; null for one of its own
    private final long start = System.nanoTime();
    private final AtomicLong spent = new AtomicLong();

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
     * @param nodes the most distinct nodes of one expression; all passes together visit or make at most twenty times as many
     * @param millis time in milliseconds from this call, at least 0
     * @param depth the deepest expression that is worked on, in nodes
     * @throws IllegalArgumentException if one of them is negative
     */
    public static Budget of(long millis, long nodes, int depth) {
        if (millis < 0 || nodes < 0 || depth < 0) {
            throw new IllegalArgumentException("a budget of " + millis + " ms, " + nodes + " nodes and depth " + depth);
        }
        return new Budget(millis, nodes, depth, nodes > Long.MAX_VALUE / WORK_PER_NODE ? Long.MAX_VALUE : nodes * WORK_PER_NODE, null);
    }

    /** Bounds the sizes of expressions and tensors alone: for whoever can interrupt the work when it takes too long. */
    public static Budget unhurried() {
        return new Budget(Long.MAX_VALUE, STANDARD_NODES, STANDARD_DEPTH, Long.MAX_VALUE, null);
    }

    /** The budget in force, else a standard one that starts now. */
    public static Budget current() {
        return IN_FORCE.isBound() ? IN_FORCE.get() : standard();
    }

    /** The budget that is in force, if any. */
    public static Optional<Budget> inForce() {
        return IN_FORCE.isBound() ? Optional.of(IN_FORCE.get()) : Optional.empty();
    }

    /** The value of a piece of work during which this budget is in force on this thread. What the piece throws is thrown here. */
    public <T> T run(Supplier<T> piece) {
        return ScopedValue.where(IN_FORCE, this).call(piece::get);
    }

    /**
     * The value of a short piece of work that no user asked for, as reading the engine's own tables: it pays from no budget and is not interrupted, as
     * what fails while a class is initialised fails for good. What the piece throws is thrown here.
     */
    public static <T> T apart(Supplier<T> piece) {
        return Interruption.deferred(() -> unhurried().run(piece));
    }

    /**
     * The value of a piece of work that recurses some levels deep, on a stack that is large enough and under the budget in force here. What the piece
     * throws is thrown here.
     */
    public static <T> T onDeepStack(int levels, Supplier<T> piece) {
        return IN_FORCE.isBound() ? onDeepStack(IN_FORCE.get(), levels, piece) : DeepCalls.run(levels, piece);
    }

    private static <T> T onDeepStack(Budget inForce, int levels, Supplier<T> piece) {
        return DeepCalls.run(levels, () -> IN_FORCE.isBound() ? piece.get() : inForce.run(piece));
    }

    /**
     * The result of what may cost a part of this budget: empty where the part was not enough. Both pay for what it spends; where this budget ends, or
     * a part of which this is one, the attempt ends with it.
     *
     * @param work nodes visited or made
     * @param piece is given the part that it is to spend
     * @throws FluxionException where this budget ends meanwhile
     * @throws NullPointerException if the piece gives null
     */
    public <T> Optional<T> attempt(long work, Function<Budget, T> piece) {
        Budget part = new Budget(millis, nodes, depth, work, this);
        try {
            return Optional.of(piece.apply(part));
        } catch (Spent e) {
            if (e.part != part) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * The same of work that nobody relies on: empty too where it is refused, has no value or meets another limit.
     *
     * @param work nodes visited or made
     * @param piece is given the part that it is to spend
     * @throws FluxionException where this budget ends meanwhile
     * @throws NullPointerException if the piece gives null
     */
    public <T> Optional<T> attemptIfPossible(long work, Function<Budget, T> piece) {
        try {
            return attempt(work, piece);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME);
            return Optional.empty();
        }
    }

    /**
     * Spends work.
     *
     * @param cost in nodes visited or made, at least 0
     * @throws FluxionException {@code LIMIT} where the work or the time is spent, or the thread is interrupted; its mark of interruption stays
     */
    public void tick(long cost) {
        if (outer != null) {
            outer.tick(cost);
        }
        long total = spent.addAndGet(cost);
        if (total > work) {
            throw outer != null ? new Spent(this) : end("nodes: more than " + work + " were visited or made in all");
        }
        if (outer == null && Math.floorDiv(total - 1, CLOCK_EVERY) != Math.floorDiv(total - 1 - cost, CLOCK_EVERY)) {
            checkClock();
        }
    }

    /**
     * Spends nothing, and ends where this budget is spent: a mistake that is got around another way must not go on beyond it.
     *
     * @throws FluxionException {@code LIMIT} where the work or the time is spent, or the thread is interrupted
     */
    public void check() {
        if (outer != null) {
            outer.check();
        } else {
            checkClock();
        }
        tick(0);
    }

    private void checkClock() {
        if (elapsed() > millis) {
            throw end("millis: the work takes longer than " + millis + " ms");
        }
        if (Interruption.isAsked()) {
            throw end("the work was interrupted");
        }
    }

    /**
     * Holds the depth of an expression against the limit.
     *
     * @throws FluxionException {@code LIMIT} if it is deeper
     */
    public void checkDepth(Expression expression) {
        if (expression.depth() > depth) {
            throw limit("depth: an expression is deeper than " + depth);
        }
    }

    /**
     * Holds the number of distinct nodes of an expression against the limit.
     *
     * @throws FluxionException {@code LIMIT} if it has more
     */
    public void checkNodes(long count) {
        if (count > nodes) {
            throw limit("nodes: an expression has more than " + nodes);
        }
    }

    /**
     * Holds the entries of tensors that are needed at one time against the limit of 64 Mi entries, 512 MB of doubles.
     *
     * @throws FluxionException {@code LIMIT} if they are more
     */
    public void checkEntries(long count) {
        if (count > MOST_ENTRIES) {
            throw limit("memory: tensors need more than " + MOST_ENTRIES + " entries, " + (MOST_ENTRIES >> 17) + " MB");
        }
    }

    /** Work spent so far, in nodes visited or made. */
    public long spent() {
        return spent.get();
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static FluxionException end(String what) {
        return FluxionException.end(Diagnostic.of(Diagnostic.Code.LIMIT, what, Span.NONE));
    }

    private static FluxionException limit(String what) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, what, Span.NONE));
    }
}
