package dev.fluxion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final long SPIN_NANOS = 110_000_000L; // as threads of OpenBLAS after their work
    private static final int TURNS = 11;

    private volatile long spinsUntil;
    private volatile boolean ended;

    @Test
    void turnsBeginWhenThreadsOfTheOneBeforeSleep() throws Exception {
        Thread spinner = Thread.ofPlatform().daemon().start(this::spin);
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger disturbed = new AtomicInteger();
        boolean[] turns = {false};
        Contender quiet = new Contender("quiet", times -> {
            if (turns[0]) { // what comes before is to get warm
                calls.incrementAndGet();
                disturbed.addAndGet(System.nanoTime() < spinsUntil ? 1 : 0);
            }
            Thread.sleep(2);
            return times;
        });
        Contender spinning = new Contender("spinning", times -> {
            turns[0] = true;
            Thread.sleep(2);
            spinsUntil = System.nanoTime() + SPIN_NANOS;
            return times;
        });
        Contest.brief().byWall().run("sleep", quiet, List.of(spinning));
        ended = true;
        spinner.join();
        assertThat(calls.get()).isEqualTo(2 * TURNS);
        assertThat(disturbed.get()).isZero();
    }

    private void spin() {
        while (!ended) {
            if (System.nanoTime() < spinsUntil) {
                Thread.onSpinWait();
            } else {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
