package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transposed right factors that are read where they are, against the same matrices as they are packed. */
class LargeRightFactorsTest {
    /** Of more rows than are packed at once, of either kind, on threads. */
    @ParameterizedTest
    @CsvSource({"521, 2100, 130, false", "2049, 8196, 127, true"})
    void blocksOfALeftFactorAreTurnedToTheirPlaces(int m, int n, int k, boolean transposeA) {
        assertThat(Blocking.isTurned(m, n, k)).isTrue();
        Random random = new Random(m);
        float[] a = floats(random, m * k);
        float[] b = floats(random, n * k);
        float[] turned = new float[n * k];
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                turned[p * n + j] = b[j * k + p];
            }
        }
        float[] expected = new float[m * n];
        MatrixProduct.multiply(a, 0, transposeA, turned, 0, false, expected, 0, m, n, k, false, new Workspace());
        float[] c = new float[m * n];
        float[] seen = new float[m * n];
        try (WorkerPool pool = new WorkerPool(3)) {
            MatrixProduct.multiply(a, 0, transposeA, b, 0, true, c, 0, m, n, k, false, (rowFrom, rowTo, columnFrom, columnTo) -> {
                for (int i = rowFrom; i < rowTo; i++) {
                    for (int j = columnFrom; j < columnTo; j++) {
                        seen[i * n + j] += c[i * n + j]; // no two threads have the same block
                    }
                }
            }, pool);
        }
        assertThat(Arrays.equals(c, expected)).isTrue();
        assertThat(Arrays.equals(seen, expected)).isTrue();
    }

    private static float[] floats(Random random, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = random.nextFloat() - 0.5F;
        }
        return floats;
    }
}
