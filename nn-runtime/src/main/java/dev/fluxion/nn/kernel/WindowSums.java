package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.WindowKernel;
import dev.fluxion.codegen.WindowSum;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.Locale;

/**
 * Sums over windows: convolutions and their gradients. Nothing is multiplied by zeros that stand for an equation, and no matrix of windows is stored.
 *
 * <p>The bits of a result do not depend on the number of threads or the machine's vectors. Calls allocate nothing once workspaces have grown. Every step of
 * a sum is one fused multiply-add: one after the other where there are as many places as taps; else sixteen sums take turns, for each of up to eight
 * chunks of what is summed.
 *
 * <p>Source: M. Cho, D. Brand, MEC: Memory-efficient Convolution for Deep Neural Network (ICML 2017).
 */
public final class WindowSums {
    private static final int MOST_ENTRIES = Integer.MAX_VALUE - 8;

    private WindowSums() {}

    /**
     * A kernel on all workers of a pool, for one caller at a time.
     *
     * @param precision of all arrays
     * @throws FluxionException {@code LIMIT} if what windows read at a time is more than an array holds
     */
    public static WindowKernel kernel(WindowSum sum, Precision precision, WorkerPool pool) {
        return TapWindows.serve(sum) ? new TapWindows(sum, precision, pool) : new PlaceWindows(sum, precision, pool);
    }

    /** Refuses to copy more entries at a time than an array holds. */
    static void requireRoom(long entries) {
        if (entries > MOST_ENTRIES) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, String.format(Locale.ROOT,
                    "a sum over windows would copy %,d entries at a time, more than the %,d that an array holds", entries, MOST_ENTRIES), Span.NONE)
                    .withHint("smaller windows, or cut what they read into parts"));
        }
    }
}
