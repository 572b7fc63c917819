package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.WindowKernel;
import dev.fluxion.codegen.WindowSum;

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
    private WindowSums() {}

    /**
     * A kernel on all workers of a pool, for one caller at a time.
     *
     * @param precision of all arrays
     */
    public static WindowKernel kernel(WindowSum sum, Precision precision, WorkerPool pool) {
        return TapWindows.serve(sum) ? new TapWindows(sum, precision, pool) : new PlaceWindows(sum, precision, pool);
    }
}
