package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Product;
import java.util.List;
import java.util.function.ToLongFunction;

/** The value of a labelled product by a loop over all labels. */
final class Contraction {
    private static final int TERMS_PER_TICK = 1 << 12;
    private static final int TERMS_PER_NODE = 8;

    private final Product product;
    private final int[] dimensions;
    private final int[] ranges;
    private final Budget budget;

    Contraction(Product product, int[] dimensions, ToLongFunction<String> sizes, Budget budget) {
        this.budget = budget;
        this.product = product;
        this.dimensions = dimensions;
        this.ranges = new int[product.labelCount()];
        for (int label = 0; label < ranges.length; label++) {
            ranges[label] = Math.toIntExact(product.size(label).value(sizes));
        }
    }

    Value value(List<Value> factors) {
        double[] out = new double[java.util.Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
        int[] outStrides = new int[ranges.length];
        for (int axis = dimensions.length - 1, stride = 1; axis >= 0; axis--) {
            outStrides[axis] = stride;
            stride *= dimensions[axis];
        }
        int[][] strides = new int[factors.size()][ranges.length];
        for (int f = 0; f < strides.length; f++) {
            int[] sizes = factors.get(f).sizes();
            for (int axis = sizes.length - 1, stride = 1; axis >= 0; axis--) {
                strides[f][product.labels(f).get(axis)] += stride;
                stride *= sizes[axis];
            }
        }
        loop(factors, strides, outStrides, out);
        double coefficient = product.coefficient().doubleValue();
        for (int i = 0; i < out.length; i++) {
            out[i] *= coefficient;
        }
        return new Value(dimensions, out);
    }

    // An odometer over the labels, the last turning fastest.
    private void loop(List<Value> factors, int[][] strides, int[] outStrides, double[] out) {
        for (int range : ranges) {
            if (range == 0) {
                return;
            }
        }
        int[] index = new int[ranges.length];
        long terms = 0;
        while (true) {
            if (onDiagonals(index)) {
                double term = 1;
                for (int f = 0; f < strides.length; f++) {
                    term *= factors.get(f).entries()[offset(index, strides[f])];
                }
                out[offset(index, outStrides)] += term;
            }
            int label = ranges.length - 1;
            if (++terms % TERMS_PER_TICK == 0) {
                budget.tick(TERMS_PER_TICK / TERMS_PER_NODE);
            }
            while (label >= 0 && ++index[label] == ranges[label]) {
                index[label--] = 0;
            }
            if (label < 0) {
                return;
            }
        }
    }

    private boolean onDiagonals(int[] index) {
        for (Product.Delta delta : product.deltas()) {
            if (index[delta.first()] != index[delta.second()]) {
                return false;
            }
        }
        return true;
    }

    private static int offset(int[] index, int[] strides) {
        int offset = 0;
        for (int label = 0; label < index.length; label++) {
            offset += index[label] * strides[label];
        }
        return offset;
    }
}
