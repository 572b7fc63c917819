package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Precision;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowProductsTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Random random = new Random(3);

    @ParameterizedTest
    @EnumSource(Precision.class)
    void anyRowsAreSumsAddedUpOneByOne(Precision precision) {
        Tiles tiles = Tiles.of(precision);
        int width = tiles.columns();
        for (int columns = 1; columns <= tiles.rows(); columns++) {
            for (int rows : new int[] {width, width + 1, 3 * width + 5}) {
                for (int depth : new int[] {1, 2, 33}) {
                    check(precision, rows, columns, depth, 0, rows);
                    check(precision, rows, columns, depth, rows - 3, rows);
                    check(precision, rows, columns, depth, 2, 7);
                }
            }
        }
    }

    private void check(Precision precision, int m, int n, int k, int from, int to) {
        Object a = numbers(precision, 3 + k * m);
        Object b = numbers(precision, 5 + k * n);
        Object c = numbers(precision, 7 + (to - from) * n + 2);
        double before = Array.getDouble(c, 6);
        double behind = Array.getDouble(c, 7 + (to - from) * n);
        Tiles.of(precision).narrow().run(a, 3, b, 5, m, n, k, from, to, c, 7, new Rooms());
        for (int i = from; i < to; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = added(precision, Array.getDouble(a, 3 + p * m + i), Array.getDouble(b, 5 + p * n + j), sum);
                }
                assertThat(Array.getDouble(c, 7 + (i - from) * n + j)).as("%d, %d of %d rows, %d columns, %d steps", i, j, m, n, k).isEqualTo(sum);
            }
        }
        assertThat(Array.getDouble(c, 6)).isEqualTo(before);
        assertThat(Array.getDouble(c, 7 + (to - from) * n)).isEqualTo(behind);
    }

    private static double added(Precision precision, double factor, double other, double sum) {
        return precision == Precision.FLOAT ? Math.fma((float) factor, (float) other, (float) sum) : Math.fma(factor, other, sum);
    }

    private Object numbers(Precision precision, int length) {
        Object numbers = precision.array(length);
        for (int i = 0; i < length; i++) {
            Array.setFloat(numbers, i, random.nextFloat() - 0.5f);
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void productsKeepTheirBitsWhenTheyBecomeNarrow(int workers) {
        int m = 131;
        int n = 3;
        int k = 40;
        float[] a = (float[]) numbers(Precision.FLOAT, m * k);
        float[] b = (float[]) numbers(Precision.FLOAT, k * n);
        float[] first = new float[m * n];
        try (WorkerPool pool = new WorkerPool(workers)) {
            long end = System.nanoTime() + LONGEST.toNanos();
            MatrixProduct.multiply(a, 0, true, b, 0, false, first, 0, m, n, k, false, pool);
            while (!Tiles.of(Precision.FLOAT).narrow().serve(m, n) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(Tiles.of(Precision.FLOAT).narrow().serve(m, n)).isTrue();
            float[] later = new float[m * n];
            MatrixProduct.multiply(a, 0, true, b, 0, false, later, 0, m, n, k, false, pool);
            assertThat(later).isEqualTo(first);
            float[] handedOver = new float[m * n];
            MatrixProduct.multiplyInBlocks(a, true, b, false, m, n, k,
                    (block, rowFrom, rowTo, columnFrom, columnTo) -> System.arraycopy(block, 0, handedOver, rowFrom * n, (rowTo - rowFrom) * n), pool);
            assertThat(handedOver).isEqualTo(first);
        }
    }

    @Test
    void whatHasMoreColumnsOrFewerRowsIsComputedElsewhere() {
        Tiles tiles = Tiles.of(Precision.FLOAT);
        assertThat(tiles.narrow().serve(tiles.columns() - 1, 3)).isFalse();
        assertThat(tiles.narrow().serve(1000, tiles.rows() + 1)).isFalse();
        assertThat(tiles.narrow().serve(1000, 0)).isFalse();
    }
}
