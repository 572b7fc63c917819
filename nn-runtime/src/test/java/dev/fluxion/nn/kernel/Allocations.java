package dev.fluxion.nn.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread and the helpers of all pools that are open have allocated; asking allocates nothing. */
public final class Allocations {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] helpers = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("fluxion-worker-"))
            .mapToLong(Thread::threadId).toArray();

    /** How many helpers there are. */
    public int helpers() {
        return helpers.length;
    }

    /** Bytes so far. */
    public long bytes() {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (long helper : helpers) {
            bytes += Math.max(0, threads.getThreadAllocatedBytes(helper)); // -1 of one that has ended
        }
        return bytes;
    }
}
