package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.MatrixProducts;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Products of matrices with NaN, infinities, signed zeros and subnormal numbers among their entries have the same bits on any number of threads, and what is no number or
 * infinite is so in any order of the sum: nothing that packing adds to panels is met by it. Finite sums of other order differ by roundings of terms below 1, at most 700.
 */
class SpecialProductsTest {
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, Float.MIN_VALUE};
    private static final int[] WORKERS = {1, 2, 3, 8};

    /** Few enough that most sums have none. */
    private static double[] entries(Random random, int count, int depth) {
        return random.doubles(count, -1, 1).map(x -> random.nextInt(2 + 3 * depth) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : x).toArray();
    }

    private static float[] singles(double[] wide) {
        float[] singles = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            singles[i] = (float) wide[i];
        }
        return singles;
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 4", "13, 17, 9", "33, 10, 40", "40, 12, 300", "61, 67, 129", "128, 130, 33", "9, 35, 700", "200, 1, 9", "1, 300, 20", "9, 1033, 260"})
    void sumsAreNoNumbersWhereOneByOneTheyAreNone(int m, int n, int k) {
        for (int variant = 0; variant < 4; variant++) {
            boolean transposeA = (variant & 1) != 0;
            boolean transposeB = (variant & 2) != 0;
            Random random = new Random(31L * m + variant);
            double[] a = entries(random, m * k, k);
            double[] b = entries(random, k * n, k);
            double[] expected = new double[m * n];
            MatrixProducts.PLAIN.multiply(a, 0, transposeA, b, 0, transposeB, expected, 0, m, n, k, false);
            float[] singleA = singles(a);
            float[] singleB = singles(b);
            float[] expectedSingles = new float[m * n];
            MatrixProducts.PLAIN.multiply(singleA, 0, transposeA, singleB, 0, transposeB, expectedSingles, 0, m, n, k, false);
            double[] first = null;
            float[] firstSingles = null;
            for (int workers : WORKERS) {
                try (WorkerPool pool = new WorkerPool(workers)) {
                    double[] c = new double[m * n];
                    MatrixProduct.multiply(a, 0, transposeA, b, 0, transposeB, c, 0, m, n, k, false, pool);
                    float[] singles = new float[m * n];
                    MatrixProduct.multiply(singleA, 0, transposeA, singleB, 0, transposeB, singles, 0, m, n, k, false, pool);
                    first = first == null ? c : first;
                    firstSingles = firstSingles == null ? singles : firstSingles;
                    assertThat(c).as("%d workers", workers).isEqualTo(first);
                    assertThat(singles).as("%d workers", workers).isEqualTo(firstSingles);
                }
            }
            for (int i = 0; i < m * n; i++) {
                requireKind(first[i], expected[i], 1e-12);
                requireKind(firstSingles[i], expectedSingles[i], 1e-4);
            }
        }
    }

    private static void requireKind(double found, double expected, double tolerance) {
        boolean same = Double.isFinite(expected) ? Math.abs(found - expected) <= tolerance : Double.compare(found, expected) == 0;
        assertThat(same).as("%s instead of %s", found, expected).isTrue();
    }
}
