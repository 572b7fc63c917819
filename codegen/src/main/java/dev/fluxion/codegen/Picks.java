package dev.fluxion.codegen;

/** Copies entries from places. */
final class Picks {
    private Picks() {}

    /** Some entries of the result of a step. */
    static void run(Step.Pick pick, Object operand, Object result, int from, int to) {
        int[] positions = pick.positions();
        if (result instanceof float[] single) {
            float[] given = (float[]) operand;
            for (int i = from; i < to; i++) {
                single[i] = positions[i] < 0 ? 0 : given[positions[i]];
            }
        } else {
            double[] wide = (double[]) result;
            double[] given = (double[]) operand;
            for (int i = from; i < to; i++) {
                wide[i] = positions[i] < 0 ? 0 : given[positions[i]];
            }
        }
    }
}
