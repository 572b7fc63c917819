package dev.fluxion.codegen;

import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Code that is slow until it is compiled: vectors are objects to the interpreter, and large code in lanes takes a good part of a second to compile.
 * Once it has been wanted for a while, a thread in the background runs it until it is as fast as it should be; then it is ready. Whoever wants it has
 * something else to run until then, of the same bits. What is wanted most has the first turn.
 *
 * <p>Source: by definition.
 */
public final class Warming {
    private static final int WANTED = 20;
    private static final int WANTED_IF_LONG = 3; // runs of what takes a good part of a second are not waited for
    private static final long LONG_NANOS = 100_000_000L;
    private static final long TURN_NANOS = 2_000_000;
    private static final long BUSY_NANOS = 200_000_000L; // enough for the compiler to be asked; then it is waited for
    private static final long WAITING_NANOS = 5_000_000;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final ThreadPoolExecutor BACKGROUND = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
        Thread thread = new Thread(task, "fluxion-warm-up");
        thread.setDaemon(true);
        return thread;
    });

    static {
        BACKGROUND.allowCoreThreadTimeOut(true);
    }

    /**
     * What nobody holds any more need not become fast.
     *
     * @param wanted how often the code was asked for, or 0 where the compiler is waited for
     */
    private record Turn(WeakReference<Warming> warming, int wanted) implements Runnable, Comparable<Turn> {
        @Override
        public void run() {
            Optional.ofNullable(warming.get()).ifPresent(Warming::turn);
        }

        @Override
        public int compareTo(Turn other) {
            return Integer.compare(other.wanted, wanted);
        }
    }

    private final Supplier<Runnable> exercise;
    private final long nanos;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile long first;
    private volatile boolean ready;
    private long used;

    /**
     * Code that is not run yet.
     *
     * @param exercise gives, in the background and for each turn anew, what runs the code
     * @param nanos how long that takes at most when it is compiled
     */
    public Warming(Supplier<Runnable> exercise, long nanos) {
        this.exercise = exercise;
        this.nanos = nanos;
    }

    /** Whether the code is fast by now. To ask is to want it. */
    public boolean isReady() {
        if (!ready && wanted.get() < Integer.MAX_VALUE / 2) {
            int times = wanted.incrementAndGet();
            if (times <= WANTED && isWanted(times) && asked.compareAndSet(false, true)) {
                BACKGROUND.execute(new Turn(new WeakReference<>(this), times));
            }
        }
        return ready;
    }

    private boolean isWanted(int times) {
        if (times == 1) {
            first = System.nanoTime();
        }
        return times == WANTED || times >= WANTED_IF_LONG && System.nanoTime() - first > LONG_NANOS;
    }

    /** How often the code was asked for while it was not ready. */
    public int wanted() {
        return wanted.get();
    }

    // All that are being warmed take turns. What is never compiled is given up.
    private void turn() {
        Runnable code = exercise.get();
        long start = System.nanoTime();
        long best = Long.MAX_VALUE;
        long now = start;
        while (now - start < TURN_NANOS && best > nanos) {
            code.run();
            long after = System.nanoTime();
            best = Math.min(best, after - now);
            now = after;
        }
        used += now - start;
        ready = best <= nanos;
        if (!ready && used < LONGEST_NANOS) {
            later();
        }
    }

    private void later() {
        boolean waits = used >= BUSY_NANOS;
        if (waits && BACKGROUND.getQueue().stream().noneMatch(other -> other instanceof Turn turn && turn.wanted > 0)) {
            LockSupport.parkNanos(WAITING_NANOS);
        }
        BACKGROUND.execute(new Turn(new WeakReference<>(this), waits ? 0 : wanted.get()));
    }
}
