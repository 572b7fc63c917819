package dev.fluxion.grammar;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs what recurses into brackets on a stack that is large enough for their depth. */
public final class DeepCalls {
    private static final int SHALLOW = 60; // levels that fit into any thread's stack
    private static final long BYTES_PER_LEVEL = 12 << 10;

    private DeepCalls() {}

    /** Whether a task of so many levels runs on the caller's own stack. */
    public static boolean needsNoStack(int levels) {
        return levels <= SHALLOW;
    }

    /** The task's value; its exception or error is thrown here. Interrupting the caller interrupts the task. */
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
            default -> throw new IllegalStateException(failure.get());
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
