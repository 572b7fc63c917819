package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
    @Test
    void everyWorkerRunsItsShareExactlyOnce() {
        try (WorkerPool pool = new WorkerPool(4)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(4);
            Set<Workspace> workspaces = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 2_000; i++) {
                pool.run((worker, workers, workspace) -> {
                    assertThat(workers).isEqualTo(4);
                    runs.incrementAndGet(worker);
                    workspaces.add(workspace);
                });
            }
            assertThat(runs).hasToString("[2000, 2000, 2000, 2000]");
            assertThat(workspaces).hasSize(4);
        }
    }

    @Test
    void parkedWorkersWakeForEveryTask() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(3)) {
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                Thread.sleep(i % 5);
                pool.run((worker, workers, workspace) -> runs.incrementAndGet());
            }
            assertThat(runs).hasValue(150);
        }
    }

    @Test
    void whatWorkersThrowReachesTheCallerAndThePoolLivesOn() {
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run((worker, workers, workspace) -> {
                        if (worker > 0) {
                            throw new IllegalArgumentException("worker " + worker);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("worker 1")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            AtomicInteger runs = new AtomicInteger();
            pool.run((worker, workers, workspace) -> runs.incrementAndGet());
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void tasksInsideTasksAreRefusedOnEveryWorker() {
        try (WorkerPool pool = new WorkerPool(2)) {
            AtomicInteger refused = new AtomicInteger();
            pool.run((worker, workers, workspace) -> {
                assertThatThrownBy(() -> pool.run((a, b, c) -> {})).isInstanceOf(IllegalStateException.class);
                refused.incrementAndGet();
            });
            assertThat(refused).hasValue(2);
        }
    }

    @Test
    void callersOnSeveralThreadsTakeTurns() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(2)) {
            int[] count = new int[2];
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                callers.add(Thread.startVirtualThread(() -> {
                    for (int run = 0; run < 500; run++) {
                        pool.run((worker, workers, workspace) -> count[worker]++);
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(count).containsExactly(1_500, 1_500);
        }
    }

    @Test
    void closedPoolsRunNothingAndTheirThreadsEnd() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        WorkerPool pool = new WorkerPool(3);
        pool.run((worker, workers, workspace) -> threads.add(Thread.currentThread()));
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.run((worker, workers, workspace) -> {})).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        threads.remove(Thread.currentThread());
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void poolsWithoutWorkersAreRefused() {
        assertThatThrownBy(() -> new WorkerPool(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
