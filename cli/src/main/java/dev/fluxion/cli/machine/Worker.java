package dev.fluxion.cli.machine;

import dev.fluxion.cli.script.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs requests one by one on a thread with a deep stack, and gives up on one that takes too long or too much memory. What was given up is
 * interrupted; {@link #requireRoom} says whether too many such threads have not ended yet.
 */
final class Worker {
    static final int MOST_GIVEN_UP = 8;

    private static final long STACK = 256 << 20; // reserved, not committed
    private static final long GRACE = 100; // milliseconds in which the request's own budget ends it

    private final List<Thread> givenUp = new ArrayList<>();
    private Thread current = Thread.currentThread();
    private ExecutorService thread = start();

    private ExecutorService start() {
        return Executors.newSingleThreadExecutor(task -> {
            current = new Thread(null, task, "fluxion-request", STACK);
            current.setDaemon(true);
            return current;
        });
    }

    /** Refuses further work while too much that was given up goes on. */
    void requireRoom() {
        givenUp.removeIf(each -> !each.isAlive());
        if (givenUp.size() >= MOST_GIVEN_UP) {
            throw Bounded.limit("threads: " + givenUp.size() + " requests that took too long have not ended yet; ask again later");
        }
    }

    /** The task's value; what it throws is thrown here, and exceeding a bound is a {@code limit} diagnostic. */
    <T> T run(Supplier<T> task, long millis) {
        Future<T> future = thread.submit(task::get);
        try {
            return future.get(millis > Long.MAX_VALUE - GRACE ? millis : millis + GRACE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp();
            throw Bounded.limit("millis: the work takes longer than " + millis + " ms");
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw Bounded.limit("the request was interrupted");
        } catch (ExecutionException e) {
            throw told(e.getCause());
        }
    }

    // Other errors are bugs, in which the process goes on.
    private static RuntimeException told(Throwable cause) {
        return cause instanceof RuntimeException problem ? problem
                : Bounded.exhausted(cause).<RuntimeException>map(limit -> limit).orElseGet(() -> new IllegalStateException(cause));
    }

    private void giveUp() {
        givenUp.add(current);
        thread.shutdownNow();
        thread = start();
    }
}
