package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.codegen.MatrixProducts;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with blocks of a product. */
class EpilogueTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void eachEntryIsSeenOnceWithItsWholeSum(int workers) {
        Random random = new Random(workers);
        try (WorkerPool pool = new WorkerPool(workers)) {
            for (int[] size : new int[][] {{128, 256, 784}, {300, 10, 128}, {5, 1100, 300}, {9, 1033, 600}, {97, 35, 401}, {1, 1, 1}, {2, 3, 0}, {0, 3, 2}, {3, 0, 2}}) {
                int m = size[0];
                int n = size[1];
                int k = size[2];
                for (int variant = 0; variant < 4; variant++) {
                    float[] a = floats(random, m * k);
                    float[] b = floats(random, k * n);
                    float[] c = new float[m * n];
                    float[] seen = new float[m * n];
                    AtomicIntegerArray times = new AtomicIntegerArray(m * n);
                    MatrixProducts.Epilogue epilogue = (rowFrom, rowTo, columnFrom, columnTo) -> {
                        for (int i = rowFrom; i < rowTo; i++) {
                            for (int j = columnFrom; j < columnTo; j++) {
                                seen[i * n + j] = c[i * n + j];
                                times.incrementAndGet(i * n + j);
                            }
                        }
                    };
                    boolean transposeA = (variant & 1) > 0;
                    boolean transposeB = (variant & 2) > 0;
                    MatrixProduct.multiply(a, 0, transposeA, b, 0, transposeB, c, 0, m, n, k, false, epilogue, pool);
                    float[] expected = new float[m * n];
                    MatrixProduct.multiply(a, 0, transposeA, b, 0, transposeB, expected, 0, m, n, k, false, new Workspace());
                    assertThat(seen).as(Arrays.toString(size)).isEqualTo(expected);
                    for (int i = 0; i < m * n; i++) {
                        assertThat(times.get(i)).isEqualTo(1);
                    }
                }
            }
        }
    }

    /** Lines of memory that two threads write go to and fro between them: activations of layers are shared by rows, those of weights too large for a cache by columns. */
    @ParameterizedTest
    @CsvSource({"128,256,784,false,true", "128,128,256,false,true", "128,256,128,true,true", "128,2048,784,false,false", "128,1024,128,false,false"})
    void rowsOfActivationsAreWrittenByOneThread(int m, int n, int k, boolean transposeB, boolean whole) {
        double[] a = new Random(1).doubles(m * k).toArray();
        double[] b = new Random(2).doubles(k * n).toArray();
        double[] c = new double[m * n];
        AtomicInteger least = new AtomicInteger(n);
        try (WorkerPool pool = new WorkerPool(2)) {
            MatrixProduct.multiply(a, 0, false, b, 0, transposeB, c, 0, m, n, k, false,
                    (rowFrom, rowTo, columnFrom, columnTo) -> least.accumulateAndGet(columnTo - columnFrom, Math::min), pool);
        }
        assertThat(least.get() == n).isEqualTo(whole);
        double[] expected = new double[m * n];
        MatrixProduct.multiply(a, 0, false, b, 0, transposeB, expected, 0, m, n, k, false, new Workspace());
        assertThat(c).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void blocksThatAreHandedOverAreThoseOfTheWholeProduct(int workers) {
        Random random = new Random(workers);
        try (WorkerPool pool = new WorkerPool(workers)) {
            for (int[] size : new int[][] {{128, 256, 256}, {784, 256, 128}, {300, 10, 128}, {5, 1100, 200}, {97, 35, 1}, {1, 1, 1}, {0, 3, 2}, {3, 0, 2}}) {
                for (int variant = 0; variant < 4; variant++) {
                    inBlocks(size[0], size[1], size[2], (variant & 1) > 0, (variant & 2) > 0, random, pool);
                }
            }
        }
    }

    private static void inBlocks(int m, int n, int k, boolean transposeA, boolean transposeB, Random random, WorkerPool pool) {
        float[] a = floats(random, m * k);
        float[] b = floats(random, k * n);
        float[] seen = new float[m * n];
        AtomicIntegerArray times = new AtomicIntegerArray(m * n);
        MatrixProduct.multiplyInBlocks(a, transposeA, b, transposeB, m, n, k, (block, rowFrom, rowTo, columnFrom, columnTo) -> {
            for (int i = rowFrom; i < rowTo; i++) {
                for (int j = columnFrom; j < columnTo; j++) {
                    seen[i * n + j] = ((float[]) block)[(i - rowFrom) * n + j];
                    times.incrementAndGet(i * n + j);
                }
            }
        }, pool);
        float[] expected = new float[m * n];
        MatrixProduct.multiply(a, 0, transposeA, b, 0, transposeB, expected, 0, m, n, k, false, new Workspace());
        assertThat(seen).as("%d by %d by %d", m, k, n).isEqualTo(expected);
        for (int i = 0; i < m * n; i++) {
            assertThat(times.get(i)).isEqualTo(1);
        }
    }

    @Test
    void sumsThatAreVisitedTwiceAreNotHandedOver() {
        int k = MatrixProducts.DEEPEST_BLOCK + 1;
        try (WorkerPool pool = new WorkerPool(1)) {
            assertThatThrownBy(() -> MatrixProduct.multiplyInBlocks(new float[k], false, new float[k], false, 1, 1, k, (block, r, s, c, d) -> { }, pool))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("a product in blocks with sums of 257");
        }
    }

    private static float[] floats(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
