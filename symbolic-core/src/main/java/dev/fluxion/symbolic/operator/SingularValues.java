package dev.fluxion.symbolic.operator;

import dev.fluxion.symbolic.precise.Effort;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The singular values of a square matrix, {@code A = U·diag(s)·V'}, by one-sided Jacobi rotations (Hestenes 1958), which are accurate for small
 * values too; and what derivatives of a determinant are made of: products of all but one or two of them.
 */
final class SingularValues {
    private static final int MOST_SWEEPS = 60;
    private static final double ROUNDING = Math.ulp(1.0);

    private final int n;
    private final double[] u; // columns are the left vectors, row-major
    private final double[] v;
    private final double[] s;
    private final double sign; // of det(U)·det(V)
    private final Effort.Loops loops = new Effort.Loops();

    SingularValues(double[] matrix, int n) {
        this.n = n;
        u = matrix.clone();
        v = new double[n * n];
        s = new double[n];
        for (int i = 0; i < n; i++) {
            v[i * n + i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && rotateAllPairs(); sweep++) {
            // until every pair of columns is orthogonal
        }
        normalise();
        sign = Math.signum(new Elimination(u, n).determinant()) * Math.signum(new Elimination(v, n).determinant());
    }

    private boolean rotateAllPairs() {
        boolean rotated = false;
        for (int p = 0; p < n; p++) {
            loops.spend(6L * n * (n - p));
            for (int q = p + 1; q < n; q++) {
                rotated |= rotate(p, q);
            }
        }
        return rotated;
    }

    private boolean rotate(int p, int q) {
        double pp = dot(p, p);
        double qq = dot(q, q);
        double pq = dot(p, q);
        if (!(Math.abs(pq) > ROUNDING * Math.sqrt(pp * qq))) {
            return false;
        }
        double zeta = (qq - pp) / (2 * pq);
        double tangent = Math.copySign(1 / (Math.abs(zeta) + Math.hypot(1, zeta)), zeta);
        double cosine = 1 / Math.hypot(1, tangent);
        rotate(u, p, q, cosine, cosine * tangent);
        rotate(v, p, q, cosine, cosine * tangent);
        return true;
    }

    private void rotate(double[] columns, int p, int q, double cosine, double sine) {
        for (int i = 0; i < n; i++) {
            double x = columns[i * n + p];
            double y = columns[i * n + q];
            columns[i * n + p] = cosine * x - sine * y;
            columns[i * n + q] = sine * x + cosine * y;
        }
    }

    private double dot(int p, int q) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += u[i * n + p] * u[i * n + q];
        }
        return sum;
    }

    // Columns of length one; those of no length are made up, orthogonal to all others.
    private void normalise() {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            s[j] = Math.sqrt(dot(j, j));
            largest = Math.max(largest, s[j]);
        }
        boolean[] known = new boolean[n];
        for (int j = 0; j < n; j++) {
            known[j] = !(s[j] <= n * ROUNDING * largest);
            if (known[j]) {
                scale(j, 1 / s[j]);
            } else {
                s[j] = 0;
            }
        }
        for (int j = 0; j < n; j++) {
            if (!known[j]) {
                complete(j, known);
                known[j] = true;
            }
        }
    }

    private void scale(int column, double factor) {
        for (int i = 0; i < n; i++) {
            u[i * n + column] *= factor;
        }
    }

    // The axis that the known columns cover least, made orthogonal to them: twice, so that rounding does not matter.
    private void complete(int column, boolean[] known) {
        int axis = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double covered = 0;
            for (int j = 0; j < n; j++) {
                covered += known[j] ? u[i * n + j] * u[i * n + j] : 0;
            }
            if (covered < least) {
                least = covered;
                axis = i;
            }
        }
        for (int i = 0; i < n; i++) {
            u[i * n + column] = i == axis ? 1 : 0;
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < n; j++) {
                loops.spend(n);
                double part = known[j] ? dot(j, column) : 0;
                for (int i = 0; i < n; i++) {
                    u[i * n + column] -= part * u[i * n + j];
                }
            }
            scale(column, 1 / Math.sqrt(dot(column, column)));
        }
    }

    private double productWithout(int... chosen) {
        double product = sign;
        for (int j = 0, next = 0; j < n; j++) {
            if (next < chosen.length && chosen[next] == j) {
                next++;
            } else {
                product *= s[j];
            }
        }
        return product;
    }

    /** {@code adj(A) = det(U)·det(V)·V·adj(diag(s))·U'}. */
    double[] adjugate() {
        double[] result = new double[n * n];
        for (int a = 0; a < n; a++) {
            loops.spend((long) n * n);
            double rest = productWithout(a);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    result[i * n + j] += rest * v[i * n + a] * u[j * n + a];
                }
            }
        }
        return result;
    }

    /**
     * {@code ∂ᵏdet/∂A[i₁,j₁]…∂A[iₖ,jₖ]}: over all choices of k singular values the product of the others, times the minors of U in the first and of V in
     * the second positions.
     */
    double[] derivativeOfDeterminant(int order) {
        double[] result = new double[power(n, 2 * order)];
        int[] chosen = IntStream.range(0, order).toArray();
        for (boolean more = order <= n; more; more = choosesNext(chosen)) {
            double rest = productWithout(chosen);
            if (rest != 0) {
                add(rest, minors(u, chosen), minors(v, chosen), order, result);
            }
        }
        return result;
    }

    // The next of all choices in order; whether there is one.
    private boolean choosesNext(int[] chosen) {
        int last = chosen.length - 1;
        while (last >= 0 && chosen[last] == n - chosen.length + last) {
            last--;
        }
        if (last < 0) {
            return false;
        }
        chosen[last]++;
        for (int k = last + 1; k < chosen.length; k++) {
            chosen[k] = chosen[k - 1] + 1;
        }
        return true;
    }

    private static int power(int base, int exponent) {
        return IntStream.range(0, exponent).reduce(1, (product, i) -> Math.multiplyExact(product, base));
    }

    // The determinants of k rows, in any order, in the chosen columns: by Laplace's expansion along the first row of each.
    private double[] minors(double[] columns, int[] chosen) {
        if (chosen.length == 0) {
            return new double[] {1};
        }
        int rest = power(n, chosen.length - 1);
        double[] minors = new double[n * rest];
        for (int c = 0; c < chosen.length; c++) {
            int without = c;
            double[] smaller = minors(columns, IntStream.range(0, chosen.length).filter(k -> k != without).map(k -> chosen[k]).toArray());
            for (int i = 0; i < n; i++) {
                loops.spend(rest);
                double factor = (c % 2 == 0 ? 1 : -1) * columns[i * n + chosen[c]];
                for (int k = 0; k < rest; k++) {
                    minors[i * rest + k] += factor * smaller[k];
                }
            }
        }
        return minors;
    }

    // Rows and columns take turns among the axes of the result.
    private void add(double factor, double[] rows, double[] columns, int order, double[] to) {
        for (int row = 0; row < rows.length; row++) {
            loops.spend((long) order * columns.length);
            for (int column = 0; rows[row] != 0 && column < columns.length; column++) {
                int place = 0;
                int unit = 1;
                for (int axis = 0, i = row, j = column; axis < order; axis++, i /= n, j /= n) {
                    place += unit * (j % n + n * (i % n));
                    unit *= n * n;
                }
                to[place] += factor * rows[row] * columns[column];
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(s);
    }
}
