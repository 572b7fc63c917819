package dev.fluxion.codegen;

import java.util.function.IntConsumer;

/** Runs independent tasks, on as many threads as it likes. Each entry of a result is computed by one task, in one order, so no result depends on threads. */
@FunctionalInterface
public interface Parallel {
    /** One task after the other on the caller's thread. */
    Parallel SEQUENTIAL = (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
            task.accept(i);
        }
    };

    /** How many tasks may run at the same time; more than it are no gain where every task reads what all of them do. */
    default int threads() {
        return 1;
    }

    /**
     * Runs the task for each of {@code 0 … tasks-1}, each once, and returns when all have ended and what they wrote is visible to the caller. What a
     * task throws leaves this method, once the others have ended.
     *
     * @param tasks how many, at least 0
     * @param task safe to be called from several threads at once, with different numbers
     */
    void run(int tasks, IntConsumer task);

    /** The same as {@link #run} as an action, which can be run again and again. */
    default Runnable prepared(int tasks, IntConsumer task) {
        return () -> run(tasks, task);
    }
}
