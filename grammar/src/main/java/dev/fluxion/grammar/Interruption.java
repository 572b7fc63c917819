package dev.fluxion.grammar;

import java.util.function.Supplier;

/** The wish of another thread that this one ends its work. */
public final class Interruption {
    private static final int EVERY = 1 << 10; // steps of a loop between two looks
    private static final ScopedValue<Boolean> DEFERRED = ScopedValue.newInstance();

    private Interruption() {}

    /** Whether this thread is interrupted, and may end here. */
    public static boolean isAsked() {
        return Thread.currentThread().isInterrupted() && !DEFERRED.isBound();
    }

    /**
     * The value of a short task that must not end half done, as what a class needs to be initialised: a class that fails then fails for good. The mark of
     * interruption stays. What the task throws is thrown here.
     */
    public static <T> T deferred(Supplier<T> task) {
        return ScopedValue.where(DEFERRED, true).call(task::get);
    }

    /**
     * To be called with every step of a loop: looks every 1,024 steps.
     *
     * @throws FluxionException the {@linkplain FluxionException#end end of all work} where this thread is interrupted; its mark of interruption stays
     */
    public static void check(long step) {
        if (step % EVERY == 0 && isAsked()) {
            throw FluxionException.end(Diagnostic.of(Diagnostic.Code.LIMIT, "the work was interrupted", Span.NONE));
        }
    }
}
