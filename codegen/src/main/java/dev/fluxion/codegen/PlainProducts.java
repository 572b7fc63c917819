package dev.fluxion.codegen;

import java.util.Arrays;

/** Matrix products by three loops, the innermost along rows of B where it is not transposed. */
final class PlainProducts implements MatrixProducts {
    @Override
    public void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
            int m, int n, int k, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOffset, cOffset + m * n, 0);
        }
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                float left = a[aOffset + (transposeA ? p * m + i : i * k + p)];
                int from = transposeB ? bOffset + p : bOffset + p * n;
                int step = transposeB ? k : 1;
                for (int j = 0; j < n; j++) {
                    c[cOffset + i * n + j] += left * b[from + j * step];
                }
            }
        }
    }

    @Override
    public void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
            int m, int n, int k, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOffset, cOffset + m * n, 0);
        }
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                double left = a[aOffset + (transposeA ? p * m + i : i * k + p)];
                int from = transposeB ? bOffset + p : bOffset + p * n;
                int step = transposeB ? k : 1;
                for (int j = 0; j < n; j++) {
                    c[cOffset + i * n + j] += left * b[from + j * step];
                }
            }
        }
    }
}
