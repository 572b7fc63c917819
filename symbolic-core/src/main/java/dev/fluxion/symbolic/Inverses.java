package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.List;
import java.util.Set;

/** A matrix times its inverse is a tie between labels, wherever the inverse exists. */
final class Inverses {
    private Inverses() {}

    /**
     * Removes a matrix and its inverse that are summed with each other alone; the ties that stand for them.
     *
     * @param gone takes the label that they were summed over
     */
    static List<int[]> cancel(List<Factor> factors, Set<Integer> axes, Set<Integer> gone) {
        for (Factor inverse : factors) {
            if (inverse.expression() instanceof MatrixFunction function && function.operator() == TensorRows.INVERSE) {
                for (Factor matrix : factors) {
                    List<int[]> tie = matrix.expression().equals(function.operands().getFirst()) ? tie(inverse.labels(), matrix.labels(), factors, axes) : List.of();
                    if (tie.isEmpty() && matrix.expression().equals(function.operands().getFirst()) && function.isSymmetric()) {
                        tie = tie(inverse.labels().reversed(), matrix.labels(), factors, axes);
                    }
                    if (!tie.isEmpty()) {
                        gone.add(tie.getFirst()[2]);
                        factors.removeAll(List.of(inverse, matrix));
                        return tie;
                    }
                }
            }
        }
        return List.of();
    }

    // inv(A)[i, k]*A[k, j], or A[i, k]*inv(A)[k, j]: i, j and k
    private static List<int[]> tie(List<Integer> inverse, List<Integer> matrix, List<Factor> factors, Set<Integer> axes) {
        if (inverse.getLast().equals(matrix.getFirst()) && isAlone(inverse.getLast(), factors, axes)) {
            return List.of(new int[] {inverse.getFirst(), matrix.getLast(), inverse.getLast()});
        }
        return inverse.getFirst().equals(matrix.getLast()) && isAlone(inverse.getFirst(), factors, axes)
                ? List.of(new int[] {matrix.getFirst(), inverse.getLast(), inverse.getFirst()}) : List.of();
    }

    private static boolean isAlone(int label, List<Factor> factors, Set<Integer> axes) {
        return !axes.contains(label) && factors.stream().mapToLong(factor -> factor.labels().stream().filter(each -> each == label).count()).sum() == 2;
    }
}
