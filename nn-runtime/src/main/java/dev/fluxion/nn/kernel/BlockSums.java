package dev.fluxion.nn.kernel;

/** Adds sums of a block of the depth to others: vector code of the compiler, the types of the arrays being known where it is done. */
final class BlockSums {
    private BlockSums() {}

    static void add(Object from, int at, int count, Object to, int toAt) {
        switch (from) {
            case float[] single -> add(single, at, count, (float[]) to, toAt);
            case double[] wide -> add(wide, at, count, (double[]) to, toAt);
            default -> throw new IllegalStateException("sums in " + from);
        }
    }

    private static void add(float[] from, int at, int count, float[] to, int toAt) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += from[at + i];
        }
    }

    private static void add(double[] from, int at, int count, double[] to, int toAt) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += from[at + i];
        }
    }
}
