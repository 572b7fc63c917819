package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.language.Language;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupted thread stops within 50 ms, counted in its own processor time, so that a busy machine proves nothing. */
class InterruptionTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long MOST_MILLIS = 50;
    private static final long AT_WORK_AFTER = 250;

    @ParameterizedTest
    @ValueSource(strings = {"diff(tan(x)^x, x, 60)", "expand((a + b + c + d + e1 + f + g)^30)", "N(exp(pi*sqrt(163)) + sin(10^50), 9000) + N(gamma(1/3), 2000)",
        "simplify(expand((sin(x) + cos(y) + tan(x*y) + 1)^12))", "factor(expand((x^3 + y^3 + z^3 - 3*x*y*z)*(x*y*z + 1)*(x^2 + y^2 + z^2 + 1)))",
        "sum(i = 1..100000000: sin(i))", "det([a, b, c, d, e1, f; b, c, d, e1, f, a; c, d, e1, f, a, b; d, e1, f, a, b, c; e1, f, a, b, c, d; f, a, b, c, d, a])^12",
        "integrate(exp(sin(x)^3)*log(x + sqrt(tan(x)))^3/(x^5 + x + 1), x)", "series(exp(sin(tan(x)))/(1 - x*log(1 + x)), x, 0, 60)", "solve(sin(x)*exp(x) - tan(x^2) == x/7, x, -30, 30)"})
    void theWorkStops(String text) {
        // classes that are loaded while the work ends are not its work
        assertThat(Stream.generate(() -> afterInterruption(text)).limit(3).filter(millis -> millis <= MOST_MILLIS).findFirst()).as(text).isPresent();
    }

    private static long afterInterruption(String text) {
        AtomicLong end = new AtomicLong();
        Thread worker = new Thread(() -> {
            try {
                Budget.unhurried().run(() -> Language.parse(text).toString());
            } catch (FluxionException e) {
                // interrupted, or refused before that
            } finally {
                end.set(THREADS.getCurrentThreadCpuTime());
            }
        });
        worker.start();
        while (worker.isAlive() && TimeUnit.NANOSECONDS.toMillis(THREADS.getThreadCpuTime(worker.threadId())) < AT_WORK_AFTER) {
            LockSupport.parkNanos(1_000_000);
        }
        long asked = THREADS.getThreadCpuTime(worker.threadId());
        worker.interrupt();
        try {
            assertThat(worker.join(Duration.ofSeconds(20))).as(text).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return asked > 0 ? TimeUnit.NANOSECONDS.toMillis(end.get() - asked) : 0;
    }
}
