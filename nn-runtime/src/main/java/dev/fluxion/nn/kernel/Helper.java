package dev.fluxion.nn.kernel;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** A thread of a pool beside the caller. What it reads while tasks follow each other lies in its share. */
final class Helper extends Thread {
    private final WorkerPool pool;
    private final Share[] all;
    private final Share share;
    private final Failures failures;
    private final Workspace own = new Workspace();

    /**
     * A thread that is not yet started.
     *
     * @param all shares of the pool; the thread's own is that of its number
     */
    Helper(WorkerPool pool, Share[] all, int worker, Failures failures) {
        super("fluxion-worker-" + worker);
        this.pool = pool;
        this.all = all;
        this.share = all[worker];
        this.failures = failures;
        setDaemon(true);
    }

    /** That it belongs to. */
    WorkerPool pool() {
        return pool;
    }

    @Override
    public void run() {
        int seen = 0;
        while (true) {
            seen = awaitPost(seen);
            if (share.isClosed()) {
                return;
            }
            // Where the caller did not come to its first part, it may be waiting for this core: spinning on it would keep it waiting.
            if (work(seen)) {
                Thread.yield();
            }
        }
    }

    /** Whether the part that the caller begins with was among those run. */
    private boolean work(int seen) {
        int done = 0;
        for (int part = share.first(seen); part >= 0; part = share.first(seen)) {
            failures.run(share.task(), part, share.parts(), own);
            done++;
        }
        WorkerPool.Task task = share.task();
        if (done > 0) {
            answer(seen, done);
        }
        return !isPosted(seen, WorkerPool.LOOKS) && help(seen, done, task);
    }

    // Whoever holds a part of a task keeps the caller from posting the next, so that the own share is still of that one.
    private boolean help(int seen, int before, WorkerPool.Task known) {
        int done = before;
        boolean first = false;
        for (Share other : all) {
            for (int part = other == share ? -1 : other.last(seen); part >= 0; part = other.last(seen)) {
                failures.run(before == 0 ? share.task() : known, part, share.parts(), own);
                done++;
                first |= part == 0;
            }
        }
        if (done > before) {
            answer(seen, done);
        }
        return first;
    }

    private void answer(int number, int done) {
        share.answer(number, done);
        VarHandle.fullFence();
        all[0].wake();
    }

    /** Whether there is another task, before the thread has looked so many times. */
    private boolean isPosted(int seen, int looks) {
        for (int look = 0; look < looks; look++) {
            if (share.posted() != seen) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private int awaitPost(int seen) {
        long start = System.nanoTime();
        while (share.posted() == seen) {
            if (System.nanoTime() - start < WorkerPool.SPIN_NANOS) {
                isPosted(seen, WorkerPool.LOOKS);
            } else {
                sleep(seen);
            }
        }
        return share.posted();
    }

    /** Says that it sleeps before it looks once more: whoever posts looks for sleepers after posting, so no post is missed. */
    private void sleep(int seen) {
        share.sleeps(this);
        if (share.posted() == seen) {
            LockSupport.park(pool);
        }
        share.sleeps(null);
    }
}
