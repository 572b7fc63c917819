package dev.fluxion.codegen;

/**
 * Products of row-major matrices, {@code C = op(A)*op(B)}, or {@code C += …} to accumulate; op transposes where it is said. {@code op(A)} has
 * {@code m} rows and {@code k} columns, {@code op(B)} has {@code n} columns; C overlaps neither. Kernels are linked to an implementation when
 * they are compiled: one call does the work of a whole product, so that an interface costs nothing.
 */
public interface MatrixProducts {
    /** Loops without tricks, for use where nothing faster is at hand. */
    MatrixProducts PLAIN = new PlainProducts();

    /** In single precision. */
    void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate);

    /** In double precision. */
    void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate);
}
