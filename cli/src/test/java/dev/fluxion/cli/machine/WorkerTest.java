package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {
    private final Worker worker = new Worker();

    private static String deaf(CountDownLatch until) {
        while (until.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "late";
    }

    @Test
    void whatCannotBeInterruptedIsBoundedInNumber() throws InterruptedException {
        CountDownLatch until = new CountDownLatch(1);
        try {
            for (int i = 0; i < Worker.MOST_GIVEN_UP; i++) {
                worker.requireRoom();
                assertThatThrownBy(() -> worker.run(() -> deaf(until), 1)).isInstanceOf(FluxionException.class).hasMessageStartingWith("millis: ");
            }
            assertThatThrownBy(worker::requireRoom).isInstanceOf(FluxionException.class).hasMessageStartingWith("threads: ");
        } finally {
            until.countDown();
        }
        for (int attempt = 0; attempt < 500 && !hasRoom(); attempt++) {
            Thread.sleep(20);
        }
        assertThat(hasRoom()).isTrue();
        assertThat(worker.<String>run(() -> "answered", 10_000)).isEqualTo("answered");
    }

    private boolean hasRoom() {
        try {
            worker.requireRoom();
            return true;
        } catch (FluxionException e) {
            return false;
        }
    }

    @Test
    void whatIsUsedUpIsALimitAndOtherErrorsAreBugs() {
        assertThatThrownBy(() -> worker.run(WorkerTest::endless, 60_000)).isInstanceOf(FluxionException.class).hasMessageStartingWith("depth: ");
        assertThatThrownBy(() -> worker.run(() -> new long[Integer.MAX_VALUE - 8][Integer.MAX_VALUE - 8], 60_000)).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("memory: ");
        assertThatThrownBy(() -> worker.run(() -> {
            throw new LinkageError("broken");
        }, 10_000)).isInstanceOf(IllegalStateException.class).hasRootCauseMessage("broken");
        assertThat(worker.<Integer>run(() -> 1, 10_000)).isEqualTo(1);
    }

    private static int endless() {
        return 1 + endless();
    }
}
