package dev.fluxion.codegen;

/**
 * Whether the virtual machine multiplies and adds in one operation of the processor. Where it does not (an old processor, or an option such as
 * {@code -XX:-UseFMA}), {@link Math#fma(double, double, double)} is computed with decimals of any length, a thousand times slower than two operations:
 * a difference so large that a look at the clock tells, in less than a millisecond, where the bean of the virtual machine's options would take 15. Once
 * for a process, so that a formula has the same bits in all of it, with and without the vector module.
 */
final class Fusing {
    private static final int CALLS = 8;
    private static final int BLOCKS = 12;
    // Between 1 and some hundreds.
    private static final int SLOWER = 10;

    static final boolean AVAILABLE = isFast();

    private Fusing() {}

    // What else the machine does makes single blocks slow, not the fastest of many.
    private static boolean isFast() {
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
        return fused < SLOWER * Math.max(apart, CALLS) && sum < 2;
    }

    private static double apart(double left, double right, double addend) {
        return left * right + addend;
    }
}
