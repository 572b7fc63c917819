package dev.fluxion.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Ends work in order when the process is asked to end (Ctrl-C): the working thread is interrupted, and has a moment to keep what it did and to
 * say so. The virtual machine then ends with the status of the signal, 130 for Ctrl-C.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 10;

    private Interruption() {}

    /** Does the work on this thread. */
    static int guarded(IntSupplier work) {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            worker.interrupt();
            await(ended);
        }, "fluxion-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, by this very hook.
        }
    }
}
