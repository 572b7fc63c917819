package dev.fluxion.codegen;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * Whether the virtual machine multiplies and adds in one operation of the processor. Where it does not (an old processor, or an option such as
 * {@code -XX:-UseFMA}), {@link Math#fma(double, double, double)} is computed with decimals of any length, hundreds of times slower than two operations.
 * A difference so large is seen by the clock in less than a millisecond; where the clock leaves a doubt, the virtual machine is asked, which takes 15. So
 * the answer, and with it the bits of a formula, is the same in all processes on a machine (docs/adr/0006-fused-arithmetic.md).
 */
final class Fusing {
    private static final int CALLS = 8;
    private static final int BLOCKS = 12;
    private static final int SURELY_FUSED = 3; // times as long as two operations, at most
    private static final int SURELY_APART = 50; // at least

    static final boolean AVAILABLE = isAvailable();

    private Fusing() {}

    private static boolean isAvailable() {
        double times = timesAsLong();
        if (times < SURELY_FUSED || times > SURELY_APART) {
            return times < SURELY_FUSED;
        }
        return option().orElse(times < Math.sqrt(SURELY_FUSED * SURELY_APART));
    }

    // What else the machine does makes single blocks slow, not the fastest of many. An operation is not faster than a tenth of a nanosecond.
    private static double timesAsLong() {
        long fused = Long.MAX_VALUE;
        long apart = Long.MAX_VALUE;
        double sum = 0.1;
        for (int block = 0; block < BLOCKS; block++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = Math.fma(sum, 0.9, 0.1);
            }
            long between = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = apart(sum, 0.9, 0.1);
            }
            long end = System.nanoTime();
            fused = Math.min(fused, between - start);
            apart = Math.min(apart, end - between);
        }
        return sum < 2 ? fused / Math.max(apart, CALLS / 10.0) : Double.NaN;
    }

    private static double apart(double left, double right, double addend) {
        return left * right + addend;
    }

    /** What the virtual machine says of its option; nothing if it is another one, or runs without the module that tells. */
    static Optional<Boolean> option() {
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "getVMOption",
                    new Object[] {"UseFMA"}, new String[] {String.class.getName()});
            return Optional.of(Boolean.parseBoolean(((CompositeData) answer).get("value").toString()));
        } catch (JMException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }
}
