package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {
    @Test
    void everyPartRunsExactlyOnce() {
        try (WorkerPool pool = new WorkerPool(4)) {
            for (int number : new int[] {1, 2, 4, 7, 300}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(number);
                for (int i = 0; i < 500; i++) {
                    pool.run((part, parts, workspace) -> {
                        assertThat(parts).isEqualTo(number);
                        runs.incrementAndGet(part);
                    }, number);
                }
                for (int part = 0; part < number; part++) {
                    assertThat(runs.get(part)).as("part %d of %d", part, number).isEqualTo(500);
                }
            }
        }
    }

    @Test
    void aSmallProductIsCutWhereNobodyHasToBeWoken() {
        try (WorkerPool pool = new WorkerPool(2)) {
            int[] parts = new int[1];
            Thread caller = Thread.currentThread();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch asked = new CountDownLatch(1);
            pool.run((part, number, workspace) -> {
                if (Thread.currentThread() == caller) {
                    await(begun);
                    parts[0] = Blocking.parts(128, 10, 128, pool);
                    asked.countDown();
                } else {
                    begun.countDown();
                    await(asked);
                }
            });
            assertThat(parts[0]).isEqualTo(2);
            while (pool.isAwake()) {
                Thread.onSpinWait();
            }
            assertThat(Blocking.parts(128, 10, 128, pool)).isEqualTo(1);
            assertThat(Blocking.parts(128, 128, 128, pool)).isEqualTo(4);
        }
    }

    @Test
    void moreThreadsThanAFewForEachProcessorAreRefused() {
        assertThatThrownBy(() -> new WorkerPool(WorkerPool.mostWorkers() + 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workers are not from 1 to " + WorkerPool.mostWorkers());
        assertThatThrownBy(() -> new WorkerPool(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threadsThatWereStartedEndWhereOneCannotBe() throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        assertThatThrownBy(() -> new WorkerPool(4, thread -> {
            if (started.size() == 2) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            thread.start();
            started.add(thread);
        })).isInstanceOf(OutOfMemoryError.class);
        assertThat(started).hasSize(2);
        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void anInterruptedCallerWaitsWithoutWork() {
        try (WorkerPool pool = new WorkerPool(2)) {
            Thread caller = Thread.currentThread();
            long[] spent = new long[1];
            CountDownLatch begun = new CountDownLatch(1);
            pool.run((part, parts, workspace) -> {
                if (Thread.currentThread() == caller) {
                    await(begun);
                    caller.interrupt();
                    spent[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                } else {
                    begun.countDown();
                    java.util.concurrent.locks.LockSupport.parkNanos(400_000_000);
                }
            });
            spent[0] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - spent[0];
            assertThat(Thread.interrupted()).isTrue();
            assertThat(spent[0]).as("nanoseconds of work while waiting").isLessThan(100_000_000);
        }
    }

    @Test
    void allWorkersRunPartsAtOnceEachInItsWorkspace() {
        try (WorkerPool pool = new WorkerPool(4)) {
            CyclicBarrier together = new CyclicBarrier(4);
            for (int i = 0; i < 200; i++) {
                Set<Workspace> workspaces = ConcurrentHashMap.newKeySet();
                pool.run((part, parts, workspace) -> {
                    workspaces.add(workspace);
                    meet(together);
                });
                assertThat(workspaces).hasSize(4);
            }
        }
    }

    @Test
    void partsOfAWorkerThatIsLateAreDoneByOthers() {
        try (WorkerPool pool = new WorkerPool(2)) {
            CountDownLatch othersAreDone = new CountDownLatch(9);
            AtomicInteger waiting = new AtomicInteger();
            pool.run((part, parts, workspace) -> {
                if (waiting.getAndIncrement() == 0) {
                    await(othersAreDone);
                } else {
                    othersAreDone.countDown();
                }
            }, 10);
            assertThat(othersAreDone.getCount()).isZero();
        }
    }

    @Test
    void everyThreadHasTheSamePartInEachTask() {
        try (WorkerPool pool = new WorkerPool(4)) {
            CyclicBarrier together = new CyclicBarrier(4);
            String[] names = new String[4];
            for (int i = 0; i < 200; i++) {
                pool.run((part, parts, workspace) -> {
                    names[part] = Thread.currentThread().getName();
                    meet(together);
                });
                assertThat(names).containsExactly(Thread.currentThread().getName(), "fluxion-worker-1", "fluxion-worker-2", "fluxion-worker-3");
            }
        }
    }

    @Test
    void aTaskIsForgottenWhenItHasEnded() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (int i = 0; i < 20; i++) {
                WeakReference<Object> data = runWithData(pool, i % 2 == 0);
                for (int turn = 0; turn < 100 && data.get() != null; turn++) {
                    System.gc();
                    Thread.sleep(1);
                }
                assertThat(data.get()).as("what task %d held", i).isNull();
            }
        }
    }

    private static WeakReference<Object> runWithData(WorkerPool pool, boolean together) {
        Object data = new Object();
        CountDownLatch begun = new CountDownLatch(together ? 1 : 0);
        pool.run((part, parts, workspace) -> {
            assertThat(data).isNotNull();
            if (part == 0) {
                await(begun);
            } else {
                begun.countDown();
            }
        });
        return new WeakReference<>(data);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void parkedWorkersWakeForEveryTask() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(3)) {
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                Thread.sleep(i % 5);
                pool.run((part, parts, workspace) -> runs.incrementAndGet());
            }
            assertThat(runs).hasValue(150);
        }
    }

    @Test
    void whatPartsThrowReachesTheCallerAndThePoolLivesOn() {
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run((part, parts, workspace) -> {
                        if (part > 0) {
                            throw new IllegalArgumentException("part " + part);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("part 1")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            AtomicInteger runs = new AtomicInteger();
            pool.run((part, parts, workspace) -> runs.incrementAndGet());
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void tasksInsideTasksAreRefused() {
        try (WorkerPool pool = new WorkerPool(2)) {
            AtomicInteger refused = new AtomicInteger();
            pool.run((part, parts, workspace) -> {
                assertThatThrownBy(() -> pool.run((a, b, c) -> {})).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(pool::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("its own pool");
                refused.incrementAndGet();
            });
            assertThat(refused).hasValue(2);
        }
    }

    @Test
    void aNumberThatComesAgainStandsForAnotherTask() {
        try (WorkerPool pool = new WorkerPool(3)) {
            CyclicBarrier together = new CyclicBarrier(3);
            pool.run((part, parts, workspace) -> meet(together)); // the first, to which all threads answer
            for (int i = 0; i < 4; i++) {
                if (i == 1) {
                    pool.posted = -1; // as if all tasks since had had two parts, which the last thread has nothing of
                }
                CountDownLatch begun = new CountDownLatch(1);
                boolean[] done = new boolean[1];
                pool.run((part, parts, workspace) -> {
                    if (part == 0) {
                        await(begun);
                    } else {
                        begun.countDown();
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                        done[0] = true;
                    }
                }, 2);
                assertThat(done[0]).as("the caller has waited for the other part of task %d", pool.posted).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aShareKnowsItsTaskByAnyNumber(int number) {
        Share share = new Share();
        share.post(number, 65_533, WorkerPool.MOST_PARTS, WorkerPool.NOTHING, WorkerPool.MOST_PARTS);
        assertThat(share.posted()).isEqualTo(number);
        assertThat(share.isUntouched(number, 65_533)).isTrue();
        assertThat(share.isUntouched(number + 1, 65_533)).isFalse();
        assertThat(share.last(number)).isEqualTo(65_534);
        assertThat(share.isUntouched(number, 65_533)).isTrue();
        assertThat(share.first(number)).isEqualTo(65_533);
        assertThat(share.isUntouched(number, 65_533)).isFalse();
        assertThat(share.first(number)).isEqualTo(-1);
        share.answer(number, 2);
        assertThat(share.answered(number)).isEqualTo(2);
        assertThat(share.answered(number + 1)).isZero();
    }

    /** Waiting for the pool of an outer task would be waiting for oneself, on whichever thread the inner one runs. */
    @Test
    void tasksOfOtherPoolsRunTheirPartsThemselvesWhereAPoolWaitsForThem() {
        try (WorkerPool first = new WorkerPool(2); WorkerPool second = new WorkerPool(3)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(5);
            float[][] products = new float[6][1];
            first.run((outer, outers, none) -> second.run((middle, middles, nothing) -> {
                first.run((part, parts, workspace) -> runs.incrementAndGet(part), 5);
                MatrixProduct.multiply(new float[] {2, 3}, 0, false, new float[] {5, 7}, 0, false, products[3 * outer + middle], 0, 1, 1, 2, false, first);
                assertThatThrownBy(first::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("at work");
                assertThatThrownBy(() -> first.run((part, parts, workspace) -> first.run((a, b, c) -> {}))).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("its own pool");
            }));
            assertThat(runs.toString()).isEqualTo("[6, 6, 6, 6, 6]");
            assertThat(products).isDeepEqualTo(new float[][] {{31}, {31}, {31}, {31}, {31}, {31}});
            first.run((part, parts, workspace) -> runs.incrementAndGet(part)); // nobody has kept it
            assertThat(runs.get(1)).isEqualTo(7);
        }
    }

    /** Two callers, each of which has the pool that the other wants. */
    @Test
    void poolsThatUseEachOtherDoNotWaitForEachOther() throws InterruptedException {
        try (WorkerPool first = new WorkerPool(2); WorkerPool second = new WorkerPool(2)) {
            CyclicBarrier both = new CyclicBarrier(4);
            AtomicInteger runs = new AtomicInteger();
            List<Thread> callers = List.of(crossing(first, second, both, runs), crossing(second, first, both, runs));
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(runs).hasValue(8);
        }
    }

    private static Thread crossing(WorkerPool outer, WorkerPool inner, CyclicBarrier both, AtomicInteger runs) {
        return new Thread(() -> outer.run((part, parts, workspace) -> {
            meet(both);
            inner.run((a, b, c) -> runs.incrementAndGet());
        }));
    }

    @Test
    void whatPartsThrowThatTheirCallerRunsReachesIt() {
        try (WorkerPool first = new WorkerPool(2); WorkerPool second = new WorkerPool(1)) {
            assertThatThrownBy(() -> first.run((outer, outers, none) -> second.run((middle, middles, nothing) -> first.run((part, parts, workspace) -> {
                throw new IllegalArgumentException("part " + part);
            }, 3)), 1)).isInstanceOf(IllegalArgumentException.class).hasMessage("part 0").satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
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
                        pool.run((part, parts, workspace) -> count[part]++);
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
        CyclicBarrier together = new CyclicBarrier(3);
        pool.run((part, parts, workspace) -> {
            threads.add(Thread.currentThread());
            meet(together);
        });
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.run((part, parts, workspace) -> {})).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThat(threads).hasSize(3);
        threads.remove(Thread.currentThread());
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void poolsWithoutWorkersAndTasksWithoutPartsAreRefused() {
        assertThatThrownBy(() -> new WorkerPool(0)).isInstanceOf(IllegalArgumentException.class);
        try (WorkerPool pool = new WorkerPool(1)) {
            assertThatThrownBy(() -> pool.run((part, parts, workspace) -> {}, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.run((part, parts, workspace) -> {}, 65_536)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
