package dev.fluxion.codegen;

import java.util.Arrays;
import java.util.List;

/** Executes {@link Step.Sparse}: products in double precision, added term by term, in order. Not safe for several threads. */
final class SparseSums {
    private final Step.Sparse sums;
    private final double[] products;

    SparseSums(Step.Sparse sums) {
        this.sums = sums;
        products = new double[sums.targets().length];
    }

    void run(Object[] arrays) {
        System.arraycopy(sums.coefficients(), 0, products, 0, products.length);
        List<Integer> operands = sums.operands();
        for (int i = 0; i < operands.size(); i++) {
            multiply(arrays[operands.get(i)], sums.places().get(i));
        }
        int[] targets = sums.targets();
        if (arrays[sums.result()] instanceof float[] single) {
            for (int term = 0; term < targets.length; term++) {
                single[targets[term]] += (float) products[term];
            }
        } else {
            double[] result = (double[]) arrays[sums.result()];
            for (int term = 0; term < targets.length; term++) {
                result[targets[term]] += products[term];
            }
        }
    }

    private void multiply(Object factor, int[] places) {
        if (factor instanceof float[] single) {
            Arrays.setAll(products, term -> products[term] * single[places[term]]);
        } else {
            double[] entries = (double[]) factor;
            Arrays.setAll(products, term -> products[term] * entries[places[term]]);
        }
    }
}
