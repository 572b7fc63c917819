package dev.fluxion.grammar;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs what recurses into brackets on a stack that is large enough for their depth. */
public final class DeepCalls {
    private static final int SHALLOW = 60; // levels that fit into any thread's stack
    private static final long BYTES_PER_LEVEL = 12 << 10;

    private DeepCalls() {}

    /**
     * Whether a task of so many levels runs on the caller's own stack.
     *
     * @param levels how deep the task recurses, in brackets or operators
     */
    public static boolean needsNoStack(int levels) {
        return levels <= SHALLOW;
    }

    /**
     * The task's value. On a thread of its own, with twelve kilobytes of stack per level, where the levels are many: values of threads and scopes are
     * not inherited there. Interrupting the caller interrupts the task, whose end is awaited all the same; the caller's mark of interruption stays.
     * What the task throws is thrown here.
     *
     * @param levels how deep the task recurses at most, in brackets or operators
     * @throws OutOfMemoryError if there is no room for such a stack
     */
    public static <T> T run(int levels, Supplier<T> task) {
        if (needsNoStack(levels)) {
            return task.get();
        }
        AtomicReference<T> value = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = new Thread(null, () -> {
            try {
                value.set(task.get());
            } catch (RuntimeException | Error e) {
                failure.set(e);
            }
        }, "fluxion-reader", levels * BYTES_PER_LEVEL);
        worker.start();
        join(worker);
        switch (failure.get()) {
            case null -> { }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure.get()); // a task throws nothing checked
        }
        return value.get();
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
                worker.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
