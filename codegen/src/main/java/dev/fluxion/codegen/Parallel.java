package dev.fluxion.codegen;

import java.util.function.IntConsumer;

/** Runs independent tasks, on as many threads as it likes. How work is cut into tasks depends on shapes alone, so no result depends on threads. */
@FunctionalInterface
public interface Parallel {
    /** One task after the other on the caller's thread. */
    Parallel SEQUENTIAL = (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
            task.accept(i);
        }
    };

    /** Runs the task for each of {@code 0 … tasks-1} and returns when all have ended. */
    void run(int tasks, IntConsumer task);
}
