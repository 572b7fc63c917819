package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An inverse with what is multiplied to one of its sides, as a system of equations.
 *
 * <p>Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms (2nd ed., 2002), §14.1.
 */
record SolvedSide(Product product, int inverse, int side) {
    private int summed() {
        return product.labels(inverse).get(side);
    }

    private int free() {
        return product.labels(inverse).get(1 - side);
    }

    private boolean isSummed(int label) {
        return label >= product.shape().rank();
    }

    // Factors that hang together with the side over summed labels, without the inverse itself.
    private List<Integer> partners() {
        BitSet labels = new BitSet();
        labels.set(summed());
        List<Integer> found = new ArrayList<>();
        for (boolean grown = true; grown;) {
            grown = false;
            for (int i = 0; i < product.factors().size(); i++) {
                if (i != inverse && !found.contains(i) && product.labels(i).stream().anyMatch(label -> isSummed(label) && label != free() && labels.get(label))) {
                    found.add(i);
                    product.labels(i).forEach(labels::set);
                    grown = true;
                }
            }
        }
        return found;
    }

    /** The product with the system in the place of the inverse and its partners, if they make a vector or a matrix. */
    Optional<Expression> solved() {
        List<Integer> partners = isSummed(summed()) && summed() != free() ? partners() : List.of();
        List<Integer> columns = partners.stream().flatMap(i -> product.labels(i).stream())
                .filter(label -> label != summed() && (!isSummed(label) || label == free())).distinct().toList();
        if (partners.isEmpty() || columns.size() > 1 || partners.stream().anyMatch(i -> product.factors().get(i) instanceof Indicator)) {
            return Optional.empty();
        }
        List<Integer> axes = new ArrayList<>(columns);
        axes.addFirst(summed());
        Labels right = new Labels();
        partners.forEach(i -> right.factor(product.factors().get(i), product.labels(i)));
        Expression made = right.build(axes);
        Labels whole = new Labels();
        List<Integer> out = IntStream.range(0, product.shape().rank()).boxed().toList();
        out.forEach(whole::of);
        IntStream.range(0, product.factors().size()).filter(i -> i != inverse && !partners.contains(i))
                .forEach(i -> whole.factor(product.factors().get(i), product.labels(i)));
        axes.set(0, free());
        whole.factor(solution(made instanceof Product inner ? Solves.of(inner) : made), axes);
        whole.builder.coefficient(product.coefficient());
        product.deltas().forEach(delta -> whole.builder.delta(whole.of(delta.first()), whole.of(delta.second())));
        return Optional.of(whole.build(out));
    }

    private Expression solution(Expression right) {
        Expression matrix = ((MatrixFunction) product.factors().get(inverse)).operands().getFirst();
        return MatrixFunction.of(TensorRows.SOLVE, List.of(side == 1 ? matrix : transposed(matrix), right));
    }

    private static Expression transposed(Expression matrix) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(matrix.shape());
        return builder.factor(matrix, labels).build(labels[1], labels[0]);
    }

    /** A product of some of the factors: a label that none of them has is none of its own. */
    private final class Labels {
        private final ProductBuilder builder = new ProductBuilder();
        private final Map<Integer, Integer> names = new HashMap<>();

        int of(int label) {
            return names.computeIfAbsent(label, key -> builder.label(product.size(key)));
        }

        void factor(Expression factor, List<Integer> labels) {
            builder.factor(factor, labels.stream().mapToInt(this::of).toArray());
        }

        Expression build(List<Integer> axes) {
            return builder.build(axes.stream().mapToInt(this::of).toArray());
        }
    }
}
