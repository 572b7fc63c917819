package dev.fluxion.codegen;

/** Computes one {@link WindowSum}. It may own arrays: for one thread at a time. */
public interface WindowKernel {
    /**
     * Computes all sums.
     *
     * @param x array of the precision, as w and y; y overlaps neither of the others
     * @param epilogue is run on positions of the batch once all sums with them are there
     */
    void run(Object x, Object w, Object y, Epilogue epilogue);

    /** What is done with sums as soon as they are there, on the thread that computed them. */
    @FunctionalInterface
    interface Epilogue {
        /** Nothing. */
        Epilogue NONE = (from, to) -> { };

        /** Some positions of the batch, its axes taken as one: each is met once. */
        void run(int from, int to);
    }
}
