package dev.fluxion.nn.kernel;

import java.util.concurrent.atomic.AtomicLong;

/** Which block of B a thread has packed, so that parts of one product which need the same block pack it once. */
final class PackedBlock {
    private static final AtomicLong CALLS = new AtomicLong();

    private long call;
    private int column;
    private int row;

    /** A number for a product that is about to run, from 1 on; no two have the same. */
    static long newCall() {
        return CALLS.incrementAndGet();
    }

    /** Whether the block is another than the last, which it then becomes. */
    boolean becomes(long otherCall, int otherColumn, int otherRow) {
        boolean another = call != otherCall || column != otherColumn || row != otherRow;
        call = otherCall;
        column = otherColumn;
        row = otherRow;
        return another;
    }
}
