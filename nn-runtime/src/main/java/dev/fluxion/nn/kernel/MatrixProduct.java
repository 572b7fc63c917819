package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Precision;
import java.util.Objects;

/**
 * Products of dense matrices that are stored row-major without gaps: {@code C = op(A) op(B)} or {@code C += op(A) op(B)} with C of {@code m} by
 * {@code n} and a sum over {@code k}. {@code op(A)} is m by k, thus A is stored k by m where it is transposed; {@code op(B)} is k by n, thus B is
 * stored n by k where it is transposed. Every step of a sum is one fused multiply-add.
 *
 * <p>The bits of C do not depend on the number of threads, the machine's vectors, or where in their arrays the matrices lie. Calls allocate nothing
 * once the workspace has grown to the largest product. C must not overlap A or B.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
public final class MatrixProduct {
    private MatrixProduct() {}

    /**
     * A product in single precision on all workers of a pool.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k length of the sums; at 0 C becomes 0, or is kept where {@code accumulate}
     * @param accumulate whether the product is added to C
     * @param a array that holds A from {@code aOffset} on, {@code m*k} entries
     * @param b array that holds B from {@code bOffset} on, {@code k*n} entries
     * @param c array that holds C from {@code cOffset} on, {@code m*n} entries
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiply(
            float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate, WorkerPool pool) {
        multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate, MatrixProducts.Epilogue.NONE, pool);
    }

    /**
     * The same followed by an epilogue on each block, on the thread that computed it; entries and their order are as above.
     *
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiply(
            float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate, MatrixProducts.Epilogue epilogue, WorkerPool pool) {
        check(a, aOffset, a.length, b, bOffset, b.length, c, cOffset, c.length, m, n, k);
        Product product = pool.hold(Precision.FLOAT);
        try {
            product.left(a, aOffset, transposeA).right(b, bOffset, transposeB).into(c, cOffset, accumulate).sizes(m, n, k).then(epilogue);
            product.run(pool);
        } finally {
            pool.release(product);
        }
    }

    /**
     * The same on the caller's thread alone; entries and their order are as above.
     *
     * @param workspace of no other thread meanwhile
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     */
    public static void multiply(
            float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate, Workspace workspace) {
        check(a, aOffset, a.length, b, bOffset, b.length, c, cOffset, c.length, m, n, k);
        Product product = workspace.product(Precision.FLOAT);
        product.left(a, aOffset, transposeA).right(b, bOffset, transposeB).into(c, cOffset, accumulate).sizes(m, n, k);
        product.run(workspace);
        product.release();
    }

    /**
     * The same in double precision on all workers of a pool; entries and their order are as above.
     *
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiply(
            double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate, WorkerPool pool) {
        multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate, MatrixProducts.Epilogue.NONE, pool);
    }

    /**
     * The same followed by an epilogue on each block, on the thread that computed it; entries and their order are as above.
     *
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiply(
            double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate, MatrixProducts.Epilogue epilogue, WorkerPool pool) {
        check(a, aOffset, a.length, b, bOffset, b.length, c, cOffset, c.length, m, n, k);
        Product product = pool.hold(Precision.DOUBLE);
        try {
            product.left(a, aOffset, transposeA).right(b, bOffset, transposeB).into(c, cOffset, accumulate).sizes(m, n, k).then(epilogue);
            product.run(pool);
        } finally {
            pool.release(product);
        }
    }

    /**
     * The same in double precision on the caller's thread alone; entries and their order are as above.
     *
     * @param workspace of no other thread meanwhile
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     */
    public static void multiply(
            double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate, Workspace workspace) {
        check(a, aOffset, a.length, b, bOffset, b.length, c, cOffset, c.length, m, n, k);
        Product product = workspace.product(Precision.DOUBLE);
        product.left(a, aOffset, transposeA).right(b, bOffset, transposeB).into(c, cOffset, accumulate).sizes(m, n, k);
        product.run(workspace);
        product.release();
    }

    /**
     * The same of which blocks are handed over as soon as they are there, on the thread that computed them, and none is kept.
     *
     * @param a at least {@code m*k} entries; as {@code m} rows of {@code k}, or {@code k} rows of {@code m} to be transposed
     * @param b at least {@code k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param k from 1 to {@link MatrixProducts#DEEPEST_BLOCK}
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if a size is negative, or {@code k} out of its range
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiplyInBlocks(float[] a, boolean transposeA, float[] b, boolean transposeB, int m, int n, int k, MatrixProducts.BlockEpilogue epilogue,
            WorkerPool pool) {
        checkInBlocks(a, a.length, b, b.length, m, n, k);
        Product product = pool.hold(Precision.FLOAT);
        try {
            product.left(a, 0, transposeA).right(b, 0, transposeB).into(epilogue).sizes(m, n, k);
            product.run(pool);
        } finally {
            pool.release(product);
        }
    }

    /**
     * The same of which blocks are handed over as soon as they are there, on the thread that computed them, and none is kept.
     *
     * @param a at least {@code m*k} entries; as {@code m} rows of {@code k}, or {@code k} rows of {@code m} to be transposed
     * @param b at least {@code k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param k from 1 to {@link MatrixProducts#DEEPEST_BLOCK}
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if a size is negative, or {@code k} out of its range
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiplyInBlocks(double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n, int k, MatrixProducts.BlockEpilogue epilogue,
            WorkerPool pool) {
        checkInBlocks(a, a.length, b, b.length, m, n, k);
        Product product = pool.hold(Precision.DOUBLE);
        try {
            product.left(a, 0, transposeA).right(b, 0, transposeB).into(epilogue).sizes(m, n, k);
            product.run(pool);
        } finally {
            pool.release(product);
        }
    }

    /**
     * A product that is known to be symmetric, in single precision on all workers of a pool: entries on and above the diagonal are computed, and copied
     * below it. The epilogue runs on each block of C, on the thread that computed it.
     *
     * @param a at least {@code n*k} entries; as {@code n} rows of {@code k}, or {@code k} rows of {@code n} to be transposed
     * @param b at least {@code k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param c at least {@code n*n} entries
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiplySymmetric(float[] a, boolean transposeA, float[] b, boolean transposeB, float[] c, int n, int k, MatrixProducts.Epilogue epilogue,
            WorkerPool pool) {
        check(a, 0, a.length, b, 0, b.length, c, 0, c.length, n, n, k);
        multiplySymmetric(Precision.FLOAT, a, transposeA, b, transposeB, c, n, k, epilogue, pool);
    }

    /**
     * A product that is known to be symmetric, in double precision on all workers of a pool: entries on and above the diagonal are computed, and copied
     * below it. The epilogue runs on each block of C, on the thread that computed it.
     *
     * @param a at least {@code n*k} entries; as {@code n} rows of {@code k}, or {@code k} rows of {@code n} to be transposed
     * @param b at least {@code k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param c at least {@code n*n} entries
     * @throws IndexOutOfBoundsException if a matrix does not lie in its array
     * @throws IllegalArgumentException if C overlaps A or B, or a size is negative
     * @throws IllegalStateException if the pool is closed, or this is called by a task of it
     */
    public static void multiplySymmetric(double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int n, int k, MatrixProducts.Epilogue epilogue,
            WorkerPool pool) {
        check(a, 0, a.length, b, 0, b.length, c, 0, c.length, n, n, k);
        multiplySymmetric(Precision.DOUBLE, a, transposeA, b, transposeB, c, n, k, epilogue, pool);
    }

    private static void multiplySymmetric(Precision precision, Object a, boolean transposeA, Object b, boolean transposeB, Object c, int n, int k,
            MatrixProducts.Epilogue epilogue, WorkerPool pool) {
        Product product = pool.hold(precision);
        try {
            product.left(a, 0, transposeA).right(b, 0, transposeB).into(c, 0, false).symmetric(n, k).then(epilogue);
            product.run(pool);
        } finally {
            pool.release(product);
        }
    }

    private static void check(Object a, int aOffset, int aLength, Object b, int bOffset, int bLength, Object c, int cOffset, int cLength, int m, int n, int k) {
        if (m < 0 || n < 0 || k < 0) {
            throw new IllegalArgumentException("negative size among " + m + ", " + n + ", " + k);
        }
        long aSize = (long) m * k;
        long bSize = (long) k * n;
        long cSize = (long) m * n;
        Objects.checkFromIndexSize((long) aOffset, aSize, (long) aLength);
        Objects.checkFromIndexSize((long) bOffset, bSize, (long) bLength);
        Objects.checkFromIndexSize((long) cOffset, cSize, (long) cLength);
        if (overlap(a, aOffset, aSize, c, cOffset, cSize) || overlap(b, bOffset, bSize, c, cOffset, cSize)) {
            throw new IllegalArgumentException("the result overlaps an operand");
        }
    }

    private static void checkInBlocks(Object a, int aLength, Object b, int bLength, int m, int n, int k) {
        if (k > MatrixProducts.DEEPEST_BLOCK || k == 0) {
            throw new IllegalArgumentException("a product in blocks with sums of " + k);
        }
        check(a, 0, aLength, b, 0, bLength, "", 0, Integer.MAX_VALUE, m, n, k);
    }

    private static boolean overlap(Object one, long oneOffset, long oneSize, Object other, long otherOffset, long otherSize) {
        return one == other && oneSize > 0 && otherSize > 0 && oneOffset < otherOffset + otherSize && otherOffset < oneOffset + oneSize;
    }
}
