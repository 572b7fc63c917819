package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingTest {
    @Test
    void manySmallProductsWakeOthersForOneOfThem() {
        try (WorkerPool pool = new WorkerPool(2)) {
            awaitSleep(pool);
            int calls = WorkerPool.LEAST_PATIENCE;
            for (int times = 0; times < 4; times++) {
                for (int call = 1; call < calls; call++) {
                    assertThat(Blocking.parts(128, 10, 128, pool)).as("call %d of %d", call, calls).isEqualTo(1);
                }
                assertThat(Blocking.parts(128, 10, 128, pool)).isEqualTo(2);
                calls *= 2;
            }
        }
    }

    @Test
    void largeProductsDoNotCountAsSmallOnes() {
        try (WorkerPool pool = new WorkerPool(2)) {
            awaitSleep(pool);
            for (int call = 1; call < WorkerPool.LEAST_PATIENCE; call++) {
                assertThat(Blocking.parts(128, 10, 128, pool)).isEqualTo(1);
                assertThat(Blocking.parts(512, 512, 512, pool)).isEqualTo(4);
            }
            assertThat(Blocking.parts(128, 10, 128, pool)).isEqualTo(2);
        }
    }

    @Test
    void productsThatAreNeverCutWakeNobody() {
        try (WorkerPool pool = new WorkerPool(2)) {
            awaitSleep(pool);
            for (int call = 1; call <= 2 * WorkerPool.LEAST_PATIENCE; call++) {
                assertThat(Blocking.parts(16, 16, 16, pool)).isEqualTo(1);
            }
            assertThat(Blocking.parts(128, 10, 128, pool)).isEqualTo(1);
        }
    }

    private static void awaitSleep(WorkerPool pool) {
        while (pool.isAwake()) {
            Thread.onSpinWait();
        }
    }
}
