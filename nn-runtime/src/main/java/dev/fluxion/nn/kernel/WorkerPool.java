package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A fixed number of threads that run one task together, the caller being the first of them. The others are daemons that wait for work, spinning for
 * a moment and then parked. A task is cut into parts; each is run once, by whichever thread is free: where a machine is busy with other things and a
 * thread is off its core, the others do its parts. Results must not depend on who runs a part, nor on how many there are.
 */
public final class WorkerPool implements AutoCloseable {
    /** Longer than most gaps between two kernels of a training step, short beside the time slice that a busy machine would give to another. */
    private static final long SPIN_NANOS = 50_000;

    private static final int WORKERS_PER_PROCESSOR = 8;
    private static final int MOST_PARTS = 0xffff;
    private static final Task NOTHING = (part, parts, workspace) -> {};

    /** Work that is cut into parts. */
    @FunctionalInterface
    public interface Task {
        /**
         * One part.
         *
         * @param part from 0 to {@code parts - 1}
         * @param parts how many make up the work
         * @param workspace of the thread that runs it
         */
        void run(int part, int parts, Workspace workspace);
    }

    private record Failure(int part, Throwable thrown) {}

    private final ReentrantLock callers = new ReentrantLock();
    private final Workspace workspace = new Workspace();
    private final Helper[] helpers;
    private final List<Failure> failures = new ArrayList<>();

    /**
     * The number of the task in the upper half; below it the first part that nobody has taken, and the end of those. Written after {@link #task},
     * {@link #parts} and {@link #closed}, which stay as they are while a part that was taken is unfinished.
     */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private Task task = NOTHING;
    private int parts;
    private boolean running;
    private boolean closed;
    private Thread caller = Thread.currentThread();
    private volatile boolean callerParked;

    /**
     * Starts the threads.
     *
     * @param workers from 1, which starts no thread, to {@link #mostWorkers}
     * @throws IllegalArgumentException for any other number
     * @throws OutOfMemoryError if the system has no room for so many threads; those that were started have ended then
     */
    public WorkerPool(int workers) {
        this(workers, Thread::start);
    }

    WorkerPool(int workers, Consumer<Thread> start) {
        if (workers < 1 || workers > mostWorkers()) {
            throw new IllegalArgumentException(workers + " workers are not from 1 to " + mostWorkers());
        }
        helpers = IntStream.range(1, workers).mapToObj(Helper::new).toArray(Helper[]::new);
        boolean started = false;
        try {
            for (Helper helper : helpers) {
                start.accept(helper.thread);
            }
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** The most threads that a pool has: eight for each processor, beyond which they are in each other's way. */
    public static int mostWorkers() {
        return WORKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /** Number of threads that run a task, the caller's among them. */
    public int workers() {
        return helpers.length + 1;
    }

    /** Whether all threads wait for work without having to be woken, as between the kernels of a step. */
    boolean isAwake() {
        return parked.get() == 0;
    }

    /**
     * Runs a task of one part for each worker.
     *
     * @throws IllegalStateException if closed, or called from within a task of this pool
     */
    public void run(Task work) {
        run(work, workers());
    }

    /**
     * Runs all parts of a task and waits for the last. Callers on several threads take turns. What parts throw is thrown here when all have ended:
     * the first part's, with the others' as suppressed.
     *
     * @param number of parts, from 1 to 65,535
     * @throws IllegalStateException if closed, or called from within a task of this pool
     * @throws IllegalArgumentException for another number of parts
     */
    public void run(Task work, int number) {
        if (number < 1 || number > MOST_PARTS) {
            throw new IllegalArgumentException(number + " parts");
        }
        hold();
        try {
            running = true;
            if (number == 1) {
                work.run(0, 1, workspace);
            } else {
                share(work, number);
            }
        } finally {
            task = NOTHING;
            running = false;
            callers.unlock();
        }
    }

    private void share(Task work, int number) {
        task = work;
        parts = number;
        caller = Thread.currentThread();
        unfinished.set(number);
        take(post(number), true, workspace);
        await();
        rethrow();
    }

    /** Keeps other callers out until {@link #release}, and gives the caller's workspace. */
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

    /** The same with the product that the caller binds. */
    Product hold(Precision precision) {
        Workspace own = hold();
        boolean made = false;
        try {
            Product product = own.product(precision);
            made = true;
            return product;
        } finally {
            if (!made) {
                release();
            }
        }
    }

    void release() {
        callers.unlock();
    }

    private int post(int number) {
        int next = (int) (ticket.get() >>> 32) + 1;
        ticket.set((long) next << 32 | number);
        if (parked.get() > 0) {
            for (Helper helper : helpers) {
                helper.wake();
            }
        }
        return next;
    }

    /** Whether the part that the caller begins with was among those taken. */
    private boolean take(int posted, boolean first, Workspace own) {
        boolean firstPart = false;
        for (int part = claim(posted, first); part >= 0; part = claim(posted, first)) {
            firstPart |= part == 0;
            try {
                task.run(part, parts, own);
            } catch (Throwable e) {
                fail(part, e);
            }
            finish();
        }
        return firstPart;
    }

    /** A part that nobody has taken, or -1: the caller takes the first, the helpers the last, so that each finds in its cache what it used before. */
    private int claim(int posted, boolean first) {
        while (true) {
            long now = ticket.get();
            int from = (int) (now >>> 16) & MOST_PARTS;
            int to = (int) now & MOST_PARTS;
            if ((int) (now >>> 32) != posted || from == to) {
                return -1;
            }
            if (ticket.compareAndSet(now, first ? now + (MOST_PARTS + 1) : now - 1)) {
                return first ? from : to - 1;
            }
        }
    }

    private void fail(int part, Throwable thrown) {
        synchronized (failures) {
            failures.add(new Failure(part, thrown));
        }
    }

    private void finish() {
        Thread waiting = caller;
        if (unfinished.decrementAndGet() == 0 && callerParked) {
            LockSupport.unpark(waiting);
        }
    }

    // An interruption is kept for the caller: while it is there, parking returns at once.
    private void await() {
        boolean interrupted = false;
        long start = System.nanoTime();
        while (unfinished.get() > 0) {
            if (System.nanoTime() - start < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                // Says that it parks before it looks once more: whoever finishes last looks for it after finishing.
                callerParked = true;
                if (unfinished.get() > 0) {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
                callerParked = false;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // All parts have ended, so nobody else touches the list.
    private void rethrow() {
        // Apart, so that the ordinary end of a task allocates nothing.
        if (!failures.isEmpty()) {
            throwFirst();
        }
    }

    private void throwFirst() {
        List<Throwable> thrown = failures.stream().sorted(Comparator.comparingInt(Failure::part)).map(Failure::thrown).toList();
        failures.clear();
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
                post(0);
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
        private final Workspace own = new Workspace();
        private final Thread thread;
        private volatile boolean asleep;

        Helper(int worker) {
            this.thread = new HelperThread(WorkerPool.this, this::loop, worker);
        }

        private void loop() {
            int seen = 0;
            while (true) {
                seen = awaitPost(seen);
                if (closed) {
                    return;
                }
                // Where the caller did not come to its first part, it may be waiting for this core: spinning on it would keep it waiting.
                if (take(seen, false, own)) {
                    Thread.yield();
                }
            }
        }

        private int awaitPost(int seen) {
            long start = System.nanoTime();
            while (posted() == seen) {
                if (System.nanoTime() - start < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else {
                    sleep(seen);
                }
            }
            return posted();
        }

        private int posted() {
            return (int) (ticket.get() >>> 32);
        }

        /** Says that it parks before it looks once more: whoever posts looks for parked helpers after posting, so no post is missed. */
        private void sleep(int seen) {
            asleep = true;
            parked.incrementAndGet();
            if (posted() == seen) {
                LockSupport.park(WorkerPool.this);
            }
            parked.decrementAndGet();
            asleep = false;
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(thread);
            }
        }
    }
}
