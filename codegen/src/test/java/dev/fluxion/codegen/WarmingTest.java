package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When code that is slow until it is compiled is run in the background. */
class WarmingTest {
    private static final long FAST = Duration.ofHours(1).toNanos();

    @Test
    void whatIsAskedForOftenIsWarmedUp() throws InterruptedException {
        CountDownLatch run = new CountDownLatch(1);
        Warming warming = new Warming(() -> run::countDown, FAST);
        for (int i = 0; i < 20; i++) {
            warming.isReady();
        }
        assertThat(run.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatTakesLongIsNotWaitedFor() throws InterruptedException {
        CountDownLatch run = new CountDownLatch(1);
        Warming warming = new Warming(() -> run::countDown, FAST);
        warming.isReady();
        Thread.sleep(150);
        warming.isReady();
        assertThat(run.getCount()).isEqualTo(1);
        warming.isReady();
        assertThat(run.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
