package dev.fluxion.symbolic.operator;

import static dev.fluxion.symbolic.operator.Operator.matrix;
import static dev.fluxion.symbolic.operator.Operator.reduction;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of functions along an axis and of square matrices. A derivative is the pull-back of a cotangent {@code g}: for a reduction, of one slice with
 * label {@code k}; for a matrix function, in the labels {@code i, j} of its operand.
 *
 * <p>The methods of slices read {@code count} entries {@code x[offset + i*stride]} and store one number at {@code out[outOffset]}, or where the axis
 * is kept one for each at {@code out[outOffset + i*outStride]}; {@code out} is another array than {@code x}. Bounds are those of the arrays. A slice
 * without entries has the largest entry −∞ and the smallest ∞.
 *
 * <p>Source: M. B. Giles, Collected Matrix Derivative Results for Forward and Reverse Mode Algorithmic Differentiation (2008); softmax and logsumexp:
 * P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41, 2021).
 */
public final class TensorRows {
    private static final Kink TIES = new Kink.Tie("ties are shared equally");
    private static final Kink JUMPS = new Kink.Jumps("derivative 0 at the jumps");

    /** The product of the entries, and of factors over an index. */
    public static final Operator PRODUCT = reduction("prod").derivative("g*prod'(x)[k]").latex("\\prod").rule("derivative of a product")
            .java(TensorRows.class, "prod").of(TensorRows::prod);

    /** Sums up to each entry. */
    public static final Operator CUMULATIVE_SUM = reduction("cumsum").keepingAxis().linear().derivative("cumsum'(g)[k]").rule("derivative of a cumulative sum")
                    .java(TensorRows.class, "cumsum").of(TensorRows::cumsum);
    /** The largest entry. */
    public static final Operator MAXIMUM = reduction("max").derivative("g*max'(x)[k]").latex("\\max").rule("derivative of the maximum").kink(TIES)
                    .java(TensorRows.class, "max").of(TensorRows::max);

    /** The smallest entry. */
    public static final Operator MINIMUM = reduction("min").derivative("g*max'(-x)[k]").latex("\\min").rule("derivative of the minimum").kink(TIES)
                    .java(TensorRows.class, "min").of(TensorRows::min);

    /** The logarithm of the sum of exponentials. */
    public static final Operator LOG_SUM_EXP = reduction("logsumexp").overLastAxis().derivative("g*softmax(x)[k]").rule("derivative of logsumexp")
                    .note("shifted by the maximum: no overflow").java(TensorRows.class, "logsumexp").of(TensorRows::logsumexp);
    /** Shares of exponentials along an axis. */
    public static final Operator SOFTMAX = reduction("softmax").keepingAxis().stableLogarithm("logsoftmax(x)[k]")
            .derivative("y[k]*(g[k] - sum(l: g[l]*y[l]))").range("0 < y and y <= 1")
                    .rule("derivative of softmax").note("shifted by the maximum: no overflow").java(TensorRows.class, "softmax")
                    .of(TensorRows::softmax);
    /** Its logarithm. */
    public static final Operator LOG_SOFTMAX = reduction("logsoftmax").keepingAxis().derivative("g[k] - softmax(x)[k]*sum(l: g[l])").range("y <= 0")
                    .rule("softmax with cross-entropy").note("the operand less its logsumexp: finite wherever the operand is")
                    .java(TensorRows.class, "logsoftmax").of(TensorRows::logsoftmax);
    /** The inverse. */
    public static final Operator INVERSE = matrix("inv", "x").derivative("tensor(i, j: -sum(p, q: y[p,i]*g[p,q]*y[j,q]))").latex("{#^1}^{-1}")
            .rule("derivative of the inverse").java(TensorRows.class, "inv").of(TensorRows::inv);
    /** The solution of a system of linear equations: what products with inverses are computed as. It has no name in the language. */
    public static final Operator SOLVE = matrix("solve'", "x", "b")
            .note("by Cholesky's factor of a positive definite matrix, by elimination elsewhere").java(TensorRows.class, "solve").of(TensorRows::solve);
    /** The determinant. */
    public static final Operator DETERMINANT = matrix("det", "x").valueRank(0).derivative("tensor(i, j: g*adj(x)[j,i])").latex("\\det")
            .rule("derivative of the determinant")
                    .java(TensorRows.class, "det").of(TensorRows::det);
    /** The adjugate: the transposed cofactors, which are the inverse times the determinant and exist for singular matrices as well. */
    public static final Operator ADJUGATE = matrix("adj", "x").namingVariableToo().derivative("tensor(i, j: sum(p, q: g[p,q]*det''(x)[q,p,i,j]))")
                    .rule("derivative of the adjugate").java(TensorRows.class, "adj").of(TensorRows::adj);
    /** The logarithm of the determinant's size. */
    public static final Operator LOG_DETERMINANT = matrix("logdet", "x").valueRank(0)
            .note("by Cholesky's factor of a positive definite matrix, by elimination elsewhere").derivative("tensor(i, j: g*inv(x)[j,i])")
            .latex("\\ln\\left|\\det #^1\\right|")
                    .rule("derivative of the log-determinant").java(TensorRows.class, "logdet").of(TensorRows::logdet);
    static final List<Operator> ROWS = List.of(
            SOFTMAX,
            LOG_SOFTMAX,
            LOG_SUM_EXP,
            MAXIMUM,
            reduction("max'").keepingAxis().sharingLargest().derivative("0*g[k]").latex("\\max^{\\prime}").note("equal shares of the largest entries").kink(JUMPS)
                    .java(TensorRows.class, "shareOfLargest").of(TensorRows::shareOfLargest),
            MINIMUM,
            PRODUCT,
            reduction("prod'").keepingAxis()
                    .derivative("tensor(l: sum(k: g[k]*prod'(tensor(i, j: x[j]*(1 - I(size)[i, j]) + I(size)[i, j]), 2)[k, l]) - g[l]*y[l])")
                    .rule("derivative of products of all other entries").latex("\\prod^{\\prime}").note("products of all other entries: safe at zeros")
                    .java(TensorRows.class, "productOfOthers").of(TensorRows::productOfOthers),
            CUMULATIVE_SUM,
            reduction("cumsum'").keepingAxis().linear().derivative("cumsum(g)[k]").rule("derivative of a cumulative sum").latex("\\operatorname{cumsum}^{\\top}")
                    .note("sums from an entry to the last").java(TensorRows.class, "sumOfRest").of(TensorRows::sumOfRest),
            reduction("argmax").overLastAxis().derivative("0*g*x[k]").note("the position of the first largest entry, from 1").kink(JUMPS)
                    .java(TensorRows.class, "argmax").of(TensorRows::argmax),
            INVERSE,
            DETERMINANT,
            ADJUGATE,
            LOG_DETERMINANT);

    private TensorRows() {}

    /** Exponentials divided by their sum, shifted by the largest entry. */
    public static void softmax(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double largest = largest(x, offset, stride, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double e = Math.exp(x[offset + i * stride] - largest);
            out[outOffset + i * outStride] = e;
            sum += e;
        }
        for (int i = 0; i < count; i++) {
            out[outOffset + i * outStride] /= sum;
        }
    }

    /** Logarithm of the sum of exponentials, shifted by the largest entry. */
    public static void logsumexp(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double largest = largest(x, offset, stride, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(x[offset + i * stride] - largest);
        }
        out[outOffset] = Double.isInfinite(largest) ? largest : largest + Math.log(sum);
    }

    /** Logarithm of the softmax: each entry less the logarithm of the sum of exponentials. */
    public static void logsoftmax(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double largest = largest(x, offset, stride, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(x[offset + i * stride] - largest);
        }
        double logarithm = largest + Math.log(sum);
        for (int i = 0; i < count; i++) {
            out[outOffset + i * outStride] = x[offset + i * stride] - logarithm;
        }
    }

    /** Largest entry; NaN if there is one. */
    public static void max(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        out[outOffset] = largest(x, offset, stride, count);
    }

    /** Smallest entry; NaN if there is one. */
    public static void min(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            smallest = Math.min(smallest, x[offset + i * stride]);
        }
        out[outOffset] = smallest;
    }

    /** One over the number of largest entries at each of them, 0 elsewhere; NaN everywhere if there is one. */
    public static void shareOfLargest(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double largest = largest(x, offset, stride, count);
        if (Double.isNaN(largest)) {
            fill(out, outOffset, outStride, count, largest);
            return;
        }
        int ties = entriesEqual(largest, x, offset, stride, count);
        double share = 1.0 / ties;
        fill(out, outOffset, outStride, count, 0);
        for (int i = 0, left = ties; left > 0; i++) {
            if (x[offset + i * stride] == largest) {
                out[outOffset + i * outStride] = share;
                left--;
            }
        }
    }

    /** Product of the entries. */
    public static void prod(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double product = 1;
        for (int i = 0; i < count; i++) {
            product *= x[offset + i * stride];
        }
        out[outOffset] = product;
    }

    /** At each entry the product of all others. */
    public static void productOfOthers(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double before = 1;
        for (int i = 0; i < count; i++) {
            out[outOffset + i * outStride] = before;
            before *= x[offset + i * stride];
        }
        double after = 1;
        for (int i = count - 1; i >= 0; i--) {
            out[outOffset + i * outStride] *= after;
            after *= x[offset + i * stride];
        }
    }

    /** At each entry the sum of all entries up to it. */
    public static void cumsum(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[offset + i * stride];
            out[outOffset + i * outStride] = sum;
        }
    }

    /** At each entry the sum of all entries from it on. */
    public static void sumOfRest(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double sum = 0;
        for (int i = count - 1; i >= 0; i--) {
            sum += x[offset + i * stride];
            out[outOffset + i * outStride] = sum;
        }
    }

    /** Position of the first largest entry, from 1; NaN where an entry is NaN, or there is none. */
    public static void argmax(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride) {
        double largest = largest(x, offset, stride, count);
        int best = 0;
        while (best < count && x[offset + best * stride] != largest) {
            best++;
        }
        out[outOffset] = best == count ? Double.NaN : best + 1.0;
    }

    private static double largest(double[] x, int offset, int stride, int count) {
        return stride == 1 ? largestBetween(x, offset, offset + count) : largestApart(x, offset, stride, count);
    }

    private static double largestApart(double[] x, int offset, int stride, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, x[offset + i * stride]);
        }
        return largest;
    }

    // Four at a time, as each comparison waits for the one before it; the order does not matter to a maximum.
    private static double largestBetween(double[] x, int from, int to) {
        double first = Double.NEGATIVE_INFINITY;
        double second = first;
        double third = first;
        double fourth = first;
        int i = from;
        for (; i < to - 3; i += 4) {
            first = Math.max(first, x[i]);
            second = Math.max(second, x[i + 1]);
            third = Math.max(third, x[i + 2]);
            fourth = Math.max(fourth, x[i + 3]);
        }
        for (; i < to; i++) {
            first = Math.max(first, x[i]);
        }
        return Math.max(Math.max(first, second), Math.max(third, fourth));
    }

    private static void fill(double[] out, int offset, int stride, int count, double value) {
        if (stride == 1) {
            Arrays.fill(out, offset, offset + count, value);
        } else {
            for (int i = 0; i < count; i++) {
                out[offset + i * stride] = value;
            }
        }
    }

    private static int entriesEqual(double value, double[] x, int offset, int stride, int count) {
        int equal = 0;
        if (stride == 1) {
            for (int i = offset; i < offset + count; i++) {
                equal += x[i] == value ? 1 : 0;
            }
            return equal;
        }
        for (int i = 0; i < count; i++) {
            equal += x[offset + i * stride] == value ? 1 : 0;
        }
        return equal;
    }

    private static double[] inv(double[][] operands, int n) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return Factorisation.of(operands[0], n).solve(identity, n);
    }

    private static double[] det(double[][] operands, int n) {
        return new double[] {new Elimination(operands[0], n).determinant()};
    }

    private static double[] adj(double[][] operands, int n) {
        Elimination elimination = new Elimination(operands[0], n);
        if (!elimination.isWellConditioned()) {
            return new SingularValues(operands[0], n).adjugate();
        }
        double[] inverse = inv(operands, n);
        double determinant = elimination.determinant();
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] *= determinant;
        }
        return inverse;
    }

    private static double[] logdet(double[][] operands, int n) {
        return new double[] {Factorisation.of(operands[0], n).logAbsoluteDeterminant()};
    }

    private static double[] solve(double[][] operands, int n) {
        return Factorisation.of(operands[0], n).solve(operands[1], n == 0 ? 1 : operands[1].length / n);
    }
}
