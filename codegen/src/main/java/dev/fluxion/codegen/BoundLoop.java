package dev.fluxion.codegen;

/** A loop of a plan: the code of its form, and which arrays it goes over. */
final class BoundLoop {
    private final SharedLoop code;
    private final int[] numbers;

    BoundLoop(LoopForm form) {
        code = SharedLoop.of(form.shared());
        numbers = form.arrays();
    }

    /** As {@link LoopKernel#run}. */
    void run(Object[] arrays, int from, int to, int first, int end, Object block) {
        code.best().run(arrays, numbers, from, to, first, end, block);
    }

    /** The same of a loop that reads no block. */
    void run(Object[] arrays, int from, int to, int first, int end) {
        run(arrays, from, to, first, end, arrays);
    }

    /** Whether it will be faster. */
    boolean isWarming() {
        return code.isWarming();
    }
}
