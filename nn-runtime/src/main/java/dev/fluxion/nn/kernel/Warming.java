package dev.fluxion.nn.kernel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Code that is slow until it is compiled: vectors are objects to the interpreter, and large code in lanes takes a good part of a second to compile.
 * Once it has been wanted for a while, a thread in the background runs it until it is as fast as it should be; then it is ready.
 *
 * <p>Source: by definition.
 */
final class Warming {
    private static final int WANTED = 20;
    private static final long TURN_NANOS = 2_000_000;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final ThreadPoolExecutor BACKGROUND = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        Thread thread = new Thread(task, "fluxion-warm-up");
        thread.setDaemon(true);
        return thread;
    });

    static {
        BACKGROUND.allowCoreThreadTimeOut(true);
    }

    private final Runnable exercise;
    private final long nanos;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile boolean ready;
    private long used;

    /**
     * @param exercise runs the code
     * @param nanos how long that takes at most when it is compiled
     */
    Warming(Runnable exercise, long nanos) {
        this.exercise = exercise;
        this.nanos = nanos;
    }

    /** Whether the code is fast by now. */
    boolean isReady() {
        if (!ready && wanted.get() < WANTED && wanted.incrementAndGet() == WANTED) {
            BACKGROUND.execute(this::turn);
        }
        return ready;
    }

    // All that are being warmed take turns. What is never compiled is given up.
    private void turn() {
        long start = System.nanoTime();
        long best = Long.MAX_VALUE;
        long now = start;
        while (now - start < TURN_NANOS && best > nanos) {
            exercise.run();
            long after = System.nanoTime();
            best = Math.min(best, after - now);
            now = after;
        }
        used += now - start;
        if (best <= nanos) {
            ready = true;
        } else if (used < LONGEST_NANOS) {
            BACKGROUND.execute(this::turn);
        }
    }
}
