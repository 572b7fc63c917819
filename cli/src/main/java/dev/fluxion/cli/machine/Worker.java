package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs requests one by one on a thread with a deep stack, and gives up on one that takes too long or too much memory. */
final class Worker {
    private static final long STACK = 256 << 20; // reserved, not committed
    private static final long GRACE = 100; // milliseconds in which the request's own budget ends it

    private ExecutorService thread = start();

    private static ExecutorService start() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(null, task, "fluxion-request", STACK);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** The task's value; what it throws is thrown here, and exceeding a bound is a {@code limit} diagnostic. */
    <T> T run(Supplier<T> task, long millis) {
        Future<T> future = thread.submit(task::get);
        try {
            return future.get(millis > Long.MAX_VALUE - GRACE ? millis : millis + GRACE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon();
            throw limit("millis: the work takes longer than " + millis + " ms");
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
            throw limit("the request was interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException problem -> throw problem;
                case StackOverflowError overflow -> throw limit("depth: the request nests too deep");
                case OutOfMemoryError memory -> throw limit("memory: the request needs too much");
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void abandon() {
        thread.shutdownNow();
        thread = start();
    }

    private static FluxionException limit(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, message, Span.NONE));
    }
}
