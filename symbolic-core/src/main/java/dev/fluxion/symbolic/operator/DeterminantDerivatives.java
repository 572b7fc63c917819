package dev.fluxion.symbolic.operator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of the derivatives of the determinant from the second on. That of order k has two axes for each time it is differentiated; it is named by k
 * primes, and its own derivative is the next. They exist for singular matrices as well.
 *
 * <p>Source: {@code ∂ᵏdet/∂A[i₁,j₁]…∂A[iₖ,jₖ]} is the signed minor of the other rows and columns (Jacobi), here by singular values.
 */
final class DeterminantDerivatives {
    private static final int LEAST = 2; // the first is the adjugate
    private static final int MOST = 12; // with 24 axes
    private static final Map<Integer, Operator> ROWS = new ConcurrentHashMap<>();

    private DeterminantDerivatives() {}

    /** The row of a name, if it is that of the determinant with primes. */
    static Optional<Operator> named(String name) {
        String function = TensorRows.DETERMINANT.name();
        int order = name.length() - function.length();
        return order >= LEAST && order <= MOST && name.equals(name(order)) ? Optional.of(ofOrder(order)) : Optional.empty();
    }

    private static String name(int order) {
        return TensorRows.DETERMINANT.name() + "'".repeat(order);
    }

    private static Operator ofOrder(int order) {
        return ROWS.computeIfAbsent(order, DeterminantDerivatives::row);
    }

    private static Operator row(int order) {
        OperatorBuilder builder = Operator.matrix(name(order), "x").valueRank(2 * order)
                .latex(TensorRows.DETERMINANT.latex() + (order <= 3 ? "^{" + "\\prime".repeat(order) + "}" : "^{(" + order + ")}"))
                .rule("derivative of minors").note("signed products of all other singular values: right for singular matrices as well");
        if (order < MOST) {
            String labels = IntStream.range(0, order).mapToObj(k -> "p" + k + ", q" + k).collect(Collectors.joining(", "));
            builder.derivative("tensor(i, j: sum(" + labels + ": g[" + labels + "]*" + name(order + 1) + "(x)[" + labels + ", i, j]))");
        }
        Operator.Matrix value = (operands, n) -> value(operands, n, order);
        return builder.java(DeterminantDerivatives.class, "value", order).of(value);
    }

    private static double[] value(double[][] operands, int n, int order) {
        return new SingularValues(operands[0], n).derivativeOfDeterminant(order);
    }
}
