package dev.fluxion.symbolic.operator;

import java.util.Arrays;
import java.util.Optional;

/** A square matrix in factors: by Cholesky's method where it is symmetric and positive definite, by elimination elsewhere. */
sealed interface Factorisation permits Cholesky, Elimination {
    /** The last one of this thread: a likelihood takes its value and all of its gradients from one. */
    ThreadLocal<Kept> LAST = new ThreadLocal<>();

    /** The largest order that is kept. */
    int KEPT_ORDER = 512;

    /** A matrix with its factors. */
    record Kept(double[] matrix, Factorisation factors) {}

    /** The factors of a matrix in row-major order. */
    static Factorisation of(double[] matrix, int n) {
        Kept kept = LAST.get();
        if (kept != null && kept.matrix.length == n * n && Arrays.equals(kept.matrix, matrix)) {
            return kept.factors;
        }
        Optional<Cholesky> symmetric = Cholesky.of(matrix, n);
        Factorisation factors = symmetric.isPresent() ? symmetric.get() : new Elimination(matrix, n);
        if (n <= KEPT_ORDER) {
            LAST.set(new Kept(matrix.clone(), factors));
        }
        return factors;
    }

    /** The logarithm of the determinant's size. */
    double logAbsoluteDeterminant();

    /** Solves for a right-hand side of {@code columns} columns, row-major. */
    double[] solve(double[] right, int columns);
}
