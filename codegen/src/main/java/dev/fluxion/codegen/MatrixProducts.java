package dev.fluxion.codegen;

/**
 * Products of row-major matrices, {@code C = op(A)*op(B)}, or {@code C += …} to accumulate; op transposes where it is said. {@code op(A)} has
 * {@code m} rows and {@code k} columns, {@code op(B)} has {@code n} columns; C overlaps neither. Kernels are linked to an implementation when
 * they are compiled: one call does the work of a whole product, so that an interface costs nothing.
 */
public interface MatrixProducts {
    /** Loops without tricks, for use where nothing faster is at hand. */
    MatrixProducts PLAIN = new PlainProducts();

    /**
     * In single precision. No argument is checked but by the virtual machine: kernels give sizes that fit.
     *
     * @param a at least {@code aOffset + m*k} entries; as {@code m} rows of {@code k}, or {@code k} rows of {@code m} to be transposed
     * @param b at least {@code bOffset + k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param c at least {@code cOffset + m*n} entries, {@code m} rows of {@code n}
     * @param accumulate whether the product is added to what C holds, instead of taking its place
     */
    void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate);

    /** In double precision, with the same lengths and order of entries. */
    void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate);

    /** What computes sums over windows in a precision. */
    default WindowKernel windows(WindowSum sum, Precision precision) {
        return new PlainWindows(sum);
    }

    /** What is done with a block of C as soon as it is there, on the thread that computed it. */
    @FunctionalInterface
    interface Epilogue {
        /** Nothing. */
        Epilogue NONE = (rowFrom, rowTo, columnFrom, columnTo) -> { };

        /**
         * One block. Blocks do not overlap and together are all of C.
         *
         * @param rowFrom the first row
         * @param rowTo the row after the last
         * @param columnFrom the first column
         * @param columnTo the column after the last
         */
        void run(int rowFrom, int rowTo, int columnFrom, int columnTo);
    }

    /** Longest sums of products that are handed over in blocks: of longer ones, entries are visited more than once. */
    int DEEPEST_BLOCK = 256;

    /** What is done with a block of a product that is stored nowhere else. */
    @FunctionalInterface
    interface BlockEpilogue {
        /**
         * One block. Blocks do not overlap and together are all of the product.
         *
         * @param block an array of the precision with the rows from {@code rowFrom} on, as wide as the whole product; it is of use during the call alone
         * @param rowFrom the first row
         * @param rowTo the row after the last
         * @param columnFrom the first column that is there
         * @param columnTo the column after the last
         */
        void run(Object block, int rowFrom, int rowTo, int columnFrom, int columnTo);
    }

    /**
     * A product in single precision of which blocks are handed over and none is kept, of the same entries as the others.
     *
     * @param a at least {@code m*k} entries; as {@code m} rows of {@code k}, or {@code k} rows of {@code m} to be transposed
     * @param b at least {@code k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param k from 1 to {@link #DEEPEST_BLOCK}
     */
    default void multiplyInBlocks(float[] a, boolean transposeA, float[] b, boolean transposeB, int m, int n, int k, BlockEpilogue epilogue) {
        float[] whole = new float[m * n];
        multiply(a, 0, transposeA, b, 0, transposeB, whole, 0, m, n, k, false);
        epilogue.run(whole, 0, m, 0, n);
    }

    /** The same in double precision, with the same lengths and order of entries. */
    default void multiplyInBlocks(double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n, int k, BlockEpilogue epilogue) {
        double[] whole = new double[m * n];
        multiply(a, 0, transposeA, b, 0, transposeB, whole, 0, m, n, k, false);
        epilogue.run(whole, 0, m, 0, n);
    }

    /** In single precision, followed by an epilogue on each block; lengths and order of entries are the same. */
    default void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate, Epilogue epilogue) {
        multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate);
        epilogue.run(0, m, 0, n);
    }

    /** In double precision, followed by an epilogue on each block; lengths and order of entries are the same. */
    default void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate, Epilogue epilogue) {
        multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate);
        epilogue.run(0, m, 0, n);
    }

    /**
     * A product in single precision that is known to be symmetric, followed by an epilogue on each block. Entries on and above the diagonal are those of
     * {@link #multiply}; each below it is the one at the place with row and column exchanged, as both are sums of the same products.
     *
     * @param a at least {@code n*k} entries; as {@code n} rows of {@code k}, or {@code k} rows of {@code n} to be transposed
     * @param b at least {@code k*n} entries; as {@code k} rows of {@code n}, or {@code n} rows of {@code k} to be transposed
     * @param c at least {@code n*n} entries, {@code n} rows of {@code n}
     */
    default void multiplySymmetric(float[] a, boolean transposeA, float[] b, boolean transposeB, float[] c, int n, int k, Epilogue epilogue) {
        multiply(a, 0, transposeA, b, 0, transposeB, c, 0, n, n, k, false);
        Mirror.rows(c, 0, n, 0, n);
        epilogue.run(0, n, 0, n);
    }

    /** The same in double precision, with the same lengths and order of entries. */
    default void multiplySymmetric(double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int n, int k, Epilogue epilogue) {
        multiply(a, 0, transposeA, b, 0, transposeB, c, 0, n, n, k, false);
        Mirror.rows(c, 0, n, 0, n);
        epilogue.run(0, n, 0, n);
    }
}
