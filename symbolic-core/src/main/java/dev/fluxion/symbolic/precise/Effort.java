package dev.fluxion.symbolic.precise;

import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Meters operations on long numbers and on large matrices, so that such work is as bounded, and as soon interrupted, as any other.
 *
 * <p>Source: by definition.
 */
public final class Effort {
    private static final ScopedValue<LongConsumer> METER = ScopedValue.newInstance();
    private static final int LONG = 512; // bits: an operation on fewer costs less than metering it
    private static final int UNIT = 7; // 128 bits cost what a node of an expression costs

    private Effort() {}

    /**
     * The value of a piece of work whose operations are metered.
     *
     * @param meter is told what each operation costs, and may throw
     * @param bits the precision of the work
     */
    public static <T> T metered(LongConsumer meter, int bits, Supplier<T> work) {
        return bits < LONG ? work.get() : ScopedValue.where(METER, meter).call(work::get);
    }

    /**
     * The value of a piece of work whose long {@linkplain Loops loops} are metered.
     *
     * @param meter is told of pieces of about a million operations, and may throw
     */
    public static <T> T metered(LongConsumer meter, Supplier<T> work) {
        return ScopedValue.where(METER, meter).call(work::get);
    }

    /** Meters loops over the entries of arrays, in pieces so large that it costs nothing. */
    public static final class Loops {
        private static final long PIECE = 1 << 20; // about a millisecond
        private long spent;

        /** To be told of additions and multiplications, before or after them. */
        public void spend(long operations) {
            spent += operations;
            if (spent >= PIECE) {
                long piece = spent;
                spent = 0;
                if (METER.isBound()) {
                    METER.get().accept(piece);
                }
            }
        }
    }

    static void spend(int bits) {
        if (bits >= LONG && METER.isBound()) {
            METER.get().accept(bits >> UNIT);
        }
    }
}
