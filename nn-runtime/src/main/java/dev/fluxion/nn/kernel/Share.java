package dev.fluxion.nn.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * What one thread of a pool has to do of a task, and how far it is. The thread takes its parts from the front; others that have nothing left take them
 * from the end. What the caller writes and what the thread answers lie apart from each other and from everything else, as a line of memory that two cores
 * write goes to and fro between them, which takes longer than a small part.
 */
final class Share {
    private static final int MOST = WorkerPool.MOST_PARTS;
    private static final VarHandle OPEN;
    private static final VarHandle ANSWER;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            OPEN = lookup.findVarHandle(Posted.class, "open", long.class);
            ANSWER = lookup.findVarHandle(Answered.class, "answer", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Two lines, as processors fetch them in pairs. Fields of a class lie behind those of the class that it extends; the number fills the gap that may be
    // behind the header.
    private abstract static class Before {
        int before;
        long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14;
    }

    private abstract static class Posted extends Before {
        /** The number of the task in the upper half; below it the first part that nobody has taken, and the end of those. Written after the others. */
        volatile long open;

        WorkerPool.Task task = WorkerPool.NOTHING;
        int parts;
        boolean closed;
    }

    private abstract static class Between extends Posted {
        long c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14;
    }

    private abstract static class Answered extends Between {
        volatile long answer; // the number of the task, and how many parts the thread has finished
        volatile Thread sleeper;
    }

    private static final class Lines extends Answered {
        long d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13, d14;
    }

    private final Lines lines = new Lines();

    /** By the caller, when all parts of the task before have been finished. */
    void post(int number, int from, int to, WorkerPool.Task work, int all) {
        lines.task = work;
        lines.parts = all;
        OPEN.setRelease(lines, (long) number << 32 | (long) from << 16 | to);
    }

    /** Forgets tasks with numbers that begin anew; by the caller, when all have ended. */
    void forget() {
        OPEN.setRelease(lines, 0L);
        ANSWER.setRelease(lines, 0L);
    }

    /** The last post: the thread ends. */
    void close(int number) {
        lines.closed = true;
        post(number, 0, 0, WorkerPool.NOTHING, 0);
    }

    /** The number of the task that was posted last. */
    int posted() {
        return (int) (lines.open >>> 32);
    }

    /** The first part of the task that nobody has taken, or -1: by the thread whose share it is. */
    int first(int number) {
        return take(number, true);
    }

    /** The last one, or -1: by others. */
    int last(int number) {
        return take(number, false);
    }

    private int take(int number, boolean first) {
        while (true) {
            long now = lines.open;
            int from = (int) (now >>> 16) & MOST;
            int to = (int) now & MOST;
            if ((int) (now >>> 32) != number || from == to) {
                return -1;
            }
            if (OPEN.compareAndSet(lines, now, first ? now + (MOST + 1) : now - 1)) {
                return first ? from : to - 1;
            }
        }
    }

    /** Whether the thread has taken no part of a share that begins there. */
    boolean isUntouched(int number, int from) {
        return lines.open >> 16 == ((long) number << 16 | from);
    }

    /** Says how many parts of the task, at least one, the thread has finished. It keeps nothing of the task alive from here on. */
    void answer(int number, int finished) {
        lines.task = WorkerPool.NOTHING;
        ANSWER.setRelease(lines, (long) number << 32 | finished);
    }

    /** How many parts of the task the thread says to have finished. */
    int answered(int number) {
        long now = lines.answer;
        return (int) (now >>> 32) == number ? (int) now : 0;
    }

    /** Drops the task where the thread has finished no part of it. */
    void drop(int number) {
        if (answered(number) == 0) {
            lines.task = WorkerPool.NOTHING;
        }
    }

    /** The task, for who has taken a part of it that is unfinished. */
    WorkerPool.Task task() {
        return lines.task;
    }

    /** Into how many parts it is cut. */
    int parts() {
        return lines.parts;
    }

    /** Whether the thread has to end. */
    boolean isClosed() {
        return lines.closed;
    }

    /** Who sleeps until something happens; said before looking once more whether it has. */
    void sleeps(Thread thread) {
        lines.sleeper = thread;
    }

    /** Wakes who sleeps here; called after the change that is waited for. */
    void wake() {
        Thread sleeper = lines.sleeper;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Whether somebody sleeps here. */
    boolean hasSleeper() {
        return lines.sleeper != null;
    }
}
