package dev.fluxion.codegen;

/** Executes {@link Step.Sparse}: term by term, in order. */
final class SparseSums {
    private SparseSums() {}

    static void add(Step.Sparse sums, double[][] operands, double[] result) {
        double[] coefficients = sums.coefficients();
        int[] targets = sums.targets();
        for (int term = 0; term < targets.length; term++) {
            double product = coefficients[term];
            for (int i = 0; i < operands.length; i++) {
                product *= operands[i][sums.places().get(i)[term]];
            }
            result[targets[term]] += product;
        }
    }

    static void add(Step.Sparse sums, float[][] operands, float[] result) {
        double[] coefficients = sums.coefficients();
        int[] targets = sums.targets();
        for (int term = 0; term < targets.length; term++) {
            double product = coefficients[term];
            for (int i = 0; i < operands.length; i++) {
                product *= operands[i][sums.places().get(i)[term]];
            }
            result[targets[term]] += (float) product;
        }
    }
}
