package dev.fluxion.nn.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What parts of a task have thrown, on any thread. */
final class Failures {
    private record Failure(int part, Throwable thrown) {}

    private final List<Failure> failures = new ArrayList<>();

    /** Runs a part, and keeps what it throws. */
    void run(WorkerPool.Task task, int part, int parts, Workspace workspace) {
        try {
            task.run(part, parts, workspace);
        } catch (Throwable e) {
            fail(part, e);
        }
    }

    private void fail(int part, Throwable thrown) {
        synchronized (failures) {
            failures.add(new Failure(part, thrown));
        }
    }

    /** Throws the first part's, with the others' as suppressed, if there is any: when all parts have ended, so that nobody else touches the list. */
    void rethrow() {
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
}
