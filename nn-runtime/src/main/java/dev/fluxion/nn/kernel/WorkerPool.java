package dev.fluxion.nn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * A fixed number of threads that run one task together, the caller being the first of them. The others are daemons that wait for work, spinning for
 * a moment and then parked. A task must cut its work so that its results do not depend on the number of workers.
 */
public final class WorkerPool implements AutoCloseable {
    /** Some 100 µs: longer than the gap between two kernels of a training step, short beside what a person notices. */
    private static final int SPINS = 4_000;

    private static final long NAP_NANOS = 50_000;
    private static final Task NOTHING = (worker, workers, workspace) -> {};

    /** Work for all workers at once. */
    @FunctionalInterface
    public interface Task {
        /**
         * One worker's share.
         *
         * @param worker from 0 to {@code workers - 1}
         * @param workers how many share the work
         * @param workspace this worker's own
         */
        void run(int worker, int workers, Workspace workspace);
    }

    private final ReentrantLock callers = new ReentrantLock();
    private final Workspace workspace = new Workspace();
    private final Helper[] helpers;
    private Task task = NOTHING;
    private boolean running;
    private boolean closed;

    /** Written after {@link #task} and {@link #closed}, read by the helpers before them. */
    private volatile int posted;

    /**
     * Starts the threads.
     *
     * @param workers at least 1; 1 starts no thread
     */
    public WorkerPool(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException(workers + " workers");
        }
        helpers = IntStream.range(1, workers).mapToObj(Helper::new).toArray(Helper[]::new);
        for (Helper helper : helpers) {
            helper.thread.start();
        }
    }

    /** Number of threads that run a task, the caller's among them. */
    public int workers() {
        return helpers.length + 1;
    }

    /**
     * Runs a task on all workers and waits for the last. Callers on several threads take turns. What workers throw is thrown here when all have
     * ended: the first worker's, with the others' as suppressed.
     *
     * @throws IllegalStateException if closed, or called from within a task of this pool
     */
    public void run(Task work) {
        hold();
        try {
            running = true;
            task = work;
            post();
            Optional<Throwable> own = share(0, workspace);
            await();
            rethrow(own);
        } finally {
            task = NOTHING;
            running = false;
            callers.unlock();
        }
    }

    /** The same where it is worth while, else all of it on the caller's thread. Under {@link #hold}. */
    void run(Task work, boolean worthThreads) {
        if (worthThreads && helpers.length > 0) {
            run(work);
        } else {
            work.run(0, 1, workspace);
        }
    }

    /** Keeps other callers out until {@link #release}, and gives the first worker's workspace. */
    Workspace hold() {
        if (Thread.currentThread() instanceof HelperThread thread && thread.pool == this) {
            throw new IllegalStateException("a task cannot use its own pool");
        }
        callers.lock();
        if (closed || running) {
            callers.unlock();
            throw new IllegalStateException(closed ? "the pool is closed" : "a task cannot use its own pool");
        }
        return workspace;
    }

    void release() {
        callers.unlock();
    }

    private void post() {
        posted++;
        for (Helper helper : helpers) {
            helper.wake();
        }
    }

    private Optional<Throwable> share(int worker, Workspace own) {
        try {
            task.run(worker, workers(), own);
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private void await() {
        for (Helper helper : helpers) {
            for (int spins = 0; helper.done != posted; spins++) {
                pause(spins);
            }
        }
    }

    /** Spins, then lets others run: on a machine that is busy with other things a helper may be off its core. */
    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else if (spins < 2 * SPINS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private void rethrow(Optional<Throwable> own) {
        boolean failed = own.isPresent();
        for (Helper helper : helpers) {
            failed |= helper.failure.isPresent();
        }
        // Apart, so that the ordinary end of a task allocates nothing.
        if (failed) {
            throwFirst(own);
        }
    }

    private void throwFirst(Optional<Throwable> own) {
        List<Throwable> thrown = new ArrayList<>(own.stream().toList());
        for (Helper helper : helpers) {
            helper.failure.ifPresent(thrown::add);
        }
        Throwable first = thrown.getFirst();
        thrown.stream().skip(1).filter(e -> e != first).forEach(first::addSuppressed);
        switch (first) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(first);
        }
    }

    /** Ends the threads. A closed pool runs nothing; closing again does nothing. */
    @Override
    public void close() {
        callers.lock();
        try {
            if (!closed) {
                closed = true;
                post();
            }
        } finally {
            callers.unlock();
        }
    }

    private static final class HelperThread extends Thread {
        private final WorkerPool pool;

        HelperThread(WorkerPool pool, Runnable loop, int worker) {
            super(loop, "fluxion-worker-" + worker);
            this.pool = pool;
            setDaemon(true);
        }
    }

    private final class Helper {
        private final int worker;
        private final Workspace own = new Workspace();
        private final Thread thread;
        private Optional<Throwable> failure = Optional.empty();
        private volatile boolean parked;

        /** The last task that this helper has ended; written after {@link #failure}. */
        private volatile int done;

        Helper(int worker) {
            this.worker = worker;
            this.thread = new HelperThread(WorkerPool.this, this::loop, worker);
        }

        private void loop() {
            int seen = 0;
            while (true) {
                awaitPost(seen);
                seen = posted;
                if (closed) {
                    return;
                }
                failure = share(worker, own);
                done = seen;
            }
        }

        private void awaitPost(int seen) {
            for (int spins = 0; posted == seen; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    park(seen);
                }
            }
        }

        /** Says that it parks before it looks once more: whoever posts looks for parked helpers after posting, so no post is missed. */
        private void park(int seen) {
            parked = true;
            if (posted == seen) {
                LockSupport.park(WorkerPool.this);
            }
            parked = false;
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }
    }
}
