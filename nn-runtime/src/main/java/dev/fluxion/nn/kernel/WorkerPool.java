package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A fixed number of threads that run one task together, the caller being the first of them. The others are daemons that wait for work, spinning for
 * a moment and then parked. A task is cut into parts; each is run once. Every thread has the same parts in each task of so many, so that it finds in its
 * cache what it used before; where a machine is busy with other things and a thread is off its core, the others do its parts. Results must not depend on
 * who runs a part, nor on how many there are.
 */
public final class WorkerPool implements AutoCloseable {
    static final int MOST_PARTS = 0xffff;
    static final Task NOTHING = (part, parts, workspace) -> {};

    /** Longer than most gaps between two kernels of a training step, short beside the time slice that a busy machine would give to another. */
    static final long SPIN_NANOS = 50_000;

    static final int LOOKS = 32; // a microsecond
    // Who looks whether a thread has parts left takes the line of memory away that the thread answers from: only where it has been late before soon.
    private static final int LOOKS_AT_LATE_THREADS = 4;
    private static final int WORKERS_PER_PROCESSOR = 8;

    // Small tasks in a row that find others asleep before they are woken for one: more are likely to follow. Twice as many each time, until that has helped.
    static final int LEAST_PATIENCE = 16;
    private static final int MOST_PATIENCE = 1 << 12;

    /** The pool whose task a thread that is none of a pool's own, or calls from a task of it, is in the midst of. */
    private static final ThreadLocal<WorkerPool> CALLED = new ThreadLocal<>();

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

    private final ReentrantLock callers = new ReentrantLock();
    private final Workspace workspace = new Workspace();
    private final Failures failures = new Failures();
    private final Share[] shares; // the caller's, then the helpers'
    int posted; // the number of the last task; that of none is 0
    private boolean running;
    private boolean closed;
    private int asleep; // small tasks in a row that have found others so; callers that meet here may lose one, which costs at most a wake
    private int patience = LEAST_PATIENCE;
    private boolean late; // others had not begun with the task before, when the caller was done

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
        shares = IntStream.range(0, workers).mapToObj(worker -> new Share()).toArray(Share[]::new);
        Helper[] helpers = IntStream.range(1, workers).mapToObj(worker -> new Helper(this, shares, worker, failures)).toArray(Helper[]::new);
        boolean started = false;
        try {
            for (Helper helper : helpers) {
                start.accept(helper);
            }
            started = true;
        } finally {
            if (!started) {
                end();
            }
        }
    }

    /** The most threads that a pool has: eight for each processor, beyond which they are in each other's way. */
    public static int mostWorkers() {
        return WORKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /** Number of threads that run a task, the caller's among them. */
    public int workers() {
        return shares.length;
    }

    /** Whether all threads wait for work without having to be woken, as between the kernels of a step. */
    boolean isAwake() {
        for (int worker = 1; worker < shares.length; worker++) {
            if (shares[worker].hasSleeper()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the next task is shared although it is not worth waking others for: they wait for it, or many such tasks have found them asleep. */
    boolean sharesSmallTasks() {
        if (isAwake()) {
            asleep = 0;
            patience = LEAST_PATIENCE;
            return true;
        }
        asleep++;
        if (asleep < patience) {
            return false;
        }
        asleep = 0;
        patience = Math.min(2 * patience, MOST_PATIENCE);
        return true;
    }

    /**
     * Runs a task of one part for each worker.
     *
     * @throws IllegalStateException if closed, or called by a task of this pool
     */
    public void run(Task work) {
        run(work, workers());
    }

    /**
     * Runs all parts of a task and waits for the last. Callers on several threads take turns. What parts throw is thrown here when all have ended:
     * the first part's, with the others' as suppressed. A caller that is within a task of another pool does not wait for its turn, as others may wait for that
     * task: where this pool is at work, it runs all parts itself.
     *
     * @param number of parts, from 1 to 65,535
     * @throws IllegalStateException if closed, or called by a task of this pool
     * @throws IllegalArgumentException for another number of parts
     */
    public void run(Task work, int number) {
        if (number < 1 || number > MOST_PARTS) {
            throw new IllegalArgumentException(number + " parts");
        }
        if (!enter()) {
            alone(work, number);
            return;
        }
        WorkerPool around = CALLED.get();
        try {
            requireOpen();
            CALLED.set(this);
            running = true;
            if (number == 1) {
                work.run(0, 1, workspace);
            } else {
                share(work, number);
            }
        } finally {
            running = false;
            CALLED.set(around);
            callers.unlock();
        }
    }

    private void alone(Task work, int number) {
        Workspace own = new Workspace();
        Failures thrown = new Failures();
        WorkerPool around = CALLED.get();
        CALLED.set(this);
        try {
            for (int part = 0; part < number; part++) {
                thrown.run(work, part, number, own);
            }
        } finally {
            CALLED.set(around);
        }
        thrown.rethrow();
    }

    private void share(Task work, int number) {
        post(work, number);
        Share own = shares[0];
        int left = number;
        for (int part = own.first(posted); part >= 0; part = own.first(posted)) {
            failures.run(work, part, number, workspace);
            left--;
        }
        boolean answered = answer(left, late ? LOOKS_AT_LATE_THREADS : LOOKS);
        late = false;
        if (!answered) {
            int taken = help(work, number, true);
            late = taken > 0;
            left -= taken;
            if (!answer(left, LOOKS)) {
                left -= help(work, number, false);
                await(left);
            }
        }
        for (Share share : shares) {
            share.drop(posted);
        }
        failures.rethrow();
    }

    /** The first part of a worker's share; those of the first worker are not fewer than others'. */
    private int first(int worker, int number) {
        return Math.ceilDiv(worker * number, shares.length);
    }

    private void post(Task work, int number) {
        count();
        for (int worker = 0; worker < shares.length; worker++) {
            int from = first(worker, number);
            int to = first(worker + 1, number);
            if (from < to) {
                shares[worker].post(posted, from, to, work, number);
            }
        }
        wake();
    }

    // After 2^32 tasks numbers come again, and a share that had no part since would pass for an answer to another task.
    private void count() {
        posted++;
        if (posted == 0) {
            for (Share share : shares) {
                share.forget();
            }
            posted = 1;
        }
    }

    // Helpers say that they sleep before they look once more for a post.
    private void wake() {
        VarHandle.fullFence();
        for (int worker = 1; worker < shares.length; worker++) {
            if (shares[worker].posted() == posted) {
                shares[worker].wake();
            }
        }
    }

    /** Runs parts of the others' shares: all that are left, or those of threads that have not come at all. */
    private int help(Task work, int number, boolean late) {
        int done = 0;
        for (int worker = 1; worker < shares.length; worker++) {
            Share share = shares[worker];
            int from = first(worker, number);
            while (!late || share.isUntouched(posted, from)) {
                int part = share.last(posted);
                if (part < 0) {
                    break;
                }
                failures.run(work, part, number, workspace);
                done++;
            }
        }
        return done;
    }

    /** Whether others have finished so many parts, before the caller has looked so many times. */
    private boolean answer(int parts, int looks) {
        for (int look = 0; look < looks; look++) {
            if (answered() >= parts) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private int answered() {
        int done = 0;
        for (int worker = 1; worker < shares.length; worker++) {
            done += shares[worker].answered(posted);
        }
        return done;
    }

    // An interruption is kept for the caller: while it is there, parking returns at once.
    private void await(int left) {
        boolean interrupted = false;
        long start = System.nanoTime();
        while (answered() < left) {
            if (System.nanoTime() - start < SPIN_NANOS) {
                answer(left, LOOKS);
            } else {
                // Says that it sleeps before it looks once more: whoever answers looks for it after that.
                shares[0].sleeps(Thread.currentThread());
                if (answered() < left) {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
                shares[0].sleeps(null);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Keeps other callers out, unless this is within a task of another pool and somebody else has this one: who waited then might wait for itself.
     *
     * @return whether nobody else has it now
     */
    private boolean enter() {
        WorkerPool called = CALLED.get();
        WorkerPool around = called == null && Thread.currentThread() instanceof Helper helper ? helper.pool() : called;
        // A task would post another over what is left of it.
        if (around == this) {
            throw new IllegalStateException("a task cannot use its own pool");
        }
        if (around == null) {
            callers.lock();
            return true;
        }
        return !(callers.isHeldByCurrentThread() && running) && callers.tryLock();
    }

    // By who has it.
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** Keeps other callers out until {@link #release}, and gives the product that the caller binds; one that is nobody else's where the pool is not to be had. */
    Product hold(Precision precision) {
        if (!enter()) {
            return new Workspace().product(precision);
        }
        boolean made = false;
        try {
            requireOpen();
            Product product = workspace.product(precision);
            made = true;
            return product;
        } finally {
            if (!made) {
                callers.unlock();
            }
        }
    }

    /** Lets go of what {@link #hold} has given. */
    void release(Product product) {
        product.release();
        if (workspace.has(product)) {
            callers.unlock();
        }
    }

    /**
     * Ends the threads, when the task that runs has ended. A closed pool runs nothing; closing again does nothing.
     *
     * @throws IllegalStateException if called by a task of this pool, or by one of another pool while this one is at work
     */
    @Override
    public void close() {
        if (!enter()) {
            throw new IllegalStateException("a task cannot close a pool that is at work");
        }
        try {
            end();
        } finally {
            callers.unlock();
        }
    }

    private void end() {
        if (!closed) {
            closed = true;
            count();
            for (Share share : shares) {
                share.close(posted);
            }
            wake();
        }
    }
}
