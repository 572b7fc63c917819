package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixProductTest {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 65};
    private static final int[] DEPTHS = {0, 1, 2, 7, 33, 399, 400, 401, 785, 1203};

    private final Random random = new Random(7);

    @Test
    void vectorInstructionsAreTestedHere() {
        assertThat(Lanes.AVAILABLE).isTrue();
    }

    @Test
    void productsOfAllSizesAreTheReferenceBitForBit() {
        Workspace workspace = new Workspace();
        for (int m : SIZES) {
            for (int n : SIZES) {
                int k = DEPTHS[random.nextInt(DEPTHS.length)];
                for (int variant = 0; variant < 8; variant++) {
                    checkFloats(new Sizes(m, n, k, variant), workspace);
                    checkDoubles(new Sizes(m, n, k, variant), workspace);
                }
            }
        }
    }

    @Test
    void depthsOfOneToManyBlocksAreTheReferenceBitForBit() {
        Workspace workspace = new Workspace();
        for (int k : DEPTHS) {
            for (int variant = 0; variant < 8; variant++) {
                checkFloats(new Sizes(9, 35, k, variant), workspace);
                checkDoubles(new Sizes(133, 18, k, variant), workspace);
            }
        }
    }

    @Test
    void widthsBeyondOneColumnBlockAreTheReferenceBitForBit() {
        for (int variant = 0; variant < 8; variant++) {
            checkFloats(new Sizes(6, 2 * Blocking.COLUMN_BLOCK + 5, 11, variant), new Workspace());
        }
    }

    @Test
    void plainSumsAgreeWithinRounding() {
        Sizes sizes = new Sizes(37, 41, 900, 0);
        double[] a = doubles(sizes.m * sizes.k);
        double[] b = doubles(sizes.k * sizes.n);
        double[] c = new double[sizes.m * sizes.n];
        MatrixProduct.multiply(a, 0, false, b, 0, false, c, 0, sizes.m, sizes.n, sizes.k, false, new Workspace());
        for (int i = 0; i < sizes.m; i++) {
            for (int j = 0; j < sizes.n; j++) {
                double sum = 0;
                for (int p = 0; p < sizes.k; p++) {
                    sum += a[i * sizes.k + p] * b[p * sizes.n + j];
                }
                // 900 terms below 1/4 in size: each rounding is at most half an ulp of a partial sum below 225
                assertThat(c[i * sizes.n + j]).isCloseTo(sum, within(900 * Math.ulp(225.0)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void bitsDoNotDependOnTheNumberOfThreads(int workers) {
        try (WorkerPool one = new WorkerPool(1);
                WorkerPool many = new WorkerPool(workers)) {
            for (int[] size : new int[][] {{128, 256, 784}, {784, 128, 33}, {300, 10, 128}, {5, 700, 90}, {33, 35, 401}, {1, 1, 70_000}, {2, 3, 0}}) {
                for (int variant = 0; variant < 8; variant++) {
                    Sizes sizes = new Sizes(size[0], size[1], size[2], variant);
                    assertThat(product(sizes, many)).as(sizes.toString()).isEqualTo(product(sizes, one));
                }
            }
        }
    }

    @Test
    void scalarTilesGiveTheBitsOfVectorTiles() {
        int depth = 50;
        int width = FloatScalarTiles.COLUMNS;
        float[] a = floats(8 * depth);
        float[] b = floats(width * depth);
        float[] scratch = new float[width];
        float[] row = new float[width];
        FloatScalarTiles.row(depth, a, 0, 1, b, 0, scratch, 0, row, 0, false);
        float[] expected = new float[width];
        MatrixProduct.multiply(a, 0, false, b, 0, false, expected, 0, 1, width, depth, false, new Workspace());
        assertThat(row).isEqualTo(expected);
    }

    /** Whichever of the two the machine uses; where eight rows do not fit into its registers they are slower, not other. */
    @Test
    void tilesOfEightRowsGiveTheBitsOfTilesOfFour() {
        int depth = 50;
        float[] a = floats(8 * depth);
        float[] b = floats(FloatTiles.COLUMNS * depth);
        float[] four = new float[8 * FloatTiles.COLUMNS];
        float[] eight = new float[8 * FloatTiles.COLUMNS];
        int half = 4 * FloatTiles.COLUMNS;
        FloatTiles.inPlace(depth, a, 0, depth, b, 0, four, 0, FloatTiles.COLUMNS, false);
        FloatTiles.inPlace(depth, a, 4 * depth, depth, b, 0, four, half, FloatTiles.COLUMNS, false);
        FloatTallTiles.inPlace(depth, a, 0, depth, b, 0, eight, 0, FloatTiles.COLUMNS);
        assertThat(eight).isEqualTo(four);
        Arrays.fill(four, 0);
        Arrays.fill(eight, 0);
        FloatTiles.packed(depth, packed(a, 4, 0, depth), 0, b, 0, four, 0, FloatTiles.COLUMNS, false);
        FloatTiles.packed(depth, packed(a, 4, 4, depth), 0, b, 0, four, half, FloatTiles.COLUMNS, false);
        FloatTallTiles.packed(depth, packed(a, 8, 0, depth), 0, b, 0, eight, 0, FloatTiles.COLUMNS);
        assertThat(eight).isEqualTo(four);
    }

    private static float[] packed(float[] a, int rows, int first, int depth) {
        float[] packed = new float[rows * depth];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = a[(first + i % rows) * depth + i / rows];
        }
        return packed;
    }

    @Test
    void notANumberAndInfinityStayInTheirRowsAndColumns() {
        float[] a = {1, 2, Float.NaN, 4, 5, 6};
        float[] b = {1, Float.POSITIVE_INFINITY, 1, 1};
        float[] c = new float[6];
        MatrixProduct.multiply(a, 0, false, b, 0, false, c, 0, 3, 2, 2, false, new Workspace());
        assertThat(c).containsExactly(3, Float.POSITIVE_INFINITY, Float.NaN, Float.NaN, 11, Float.POSITIVE_INFINITY);
    }

    @Test
    void matricesOutsideTheirArraysAndOverlapsAreRefused() {
        float[] a = new float[12];
        Workspace workspace = new Workspace();
        assertThatThrownBy(() -> MatrixProduct.multiply(a, 0, false, a, 0, false, new float[3], 0, 2, 2, 2, false, workspace))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MatrixProduct.multiply(a, 9, false, a, 0, false, new float[4], 0, 2, 2, 2, false, workspace))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MatrixProduct.multiply(a, 0, false, a, 4, false, a, 7, 2, 2, 2, false, workspace))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MatrixProduct.multiply(a, 0, false, a, 0, false, a, 0, -1, 2, 2, false, workspace))
                .isInstanceOf(IllegalArgumentException.class);
        MatrixProduct.multiply(a, 0, false, a, 4, false, a, 8, 2, 2, 2, false, workspace);
    }

    @Test
    void callsAllocateNothingOnceWarm() {
        Sizes sizes = new Sizes(64, 48, 100, 1);
        float[] a = floats(sizes.m * sizes.k);
        float[] b = floats(sizes.k * sizes.n);
        float[] c = new float[sizes.m * sizes.n];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (WorkerPool pool = new WorkerPool(2)) {
            long least = Long.MAX_VALUE;
            // Until the compiler has seen the tiles, vectors are objects; on a busy machine that takes a while.
            long end = System.nanoTime() + 30_000_000_000L;
            while (least > 0 && System.nanoTime() < end) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 20; i++) {
                    MatrixProduct.multiply(a, 0, true, b, 0, false, c, 0, sizes.m, sizes.n, sizes.k, false, pool);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
    }

    @Test
    void doublePrecisionIsTheSameSourceWithTheTypeReplaced() throws IOException {
        for (String name : new String[] {"Product", "Tiles", "TallTiles", "ScalarTiles", "Packing"}) {
            assertThat(source("Double" + name))
                    .isEqualTo(source("Float" + name).replace("Float", "Double").replace("float", "double").replace("single precision", "double precision"));
        }
    }

    private static String source(String name) throws IOException {
        return Files.readString(Path.of("src/main/java/dev/fluxion/nn/kernel", name + ".java"));
    }

    /** Variant: 1 transposes A, 2 transposes B, 4 accumulates. */
    private record Sizes(int m, int n, int k, int variant) {
        boolean transposeA() {
            return (variant & 1) != 0;
        }

        boolean transposeB() {
            return (variant & 2) != 0;
        }

        boolean accumulate() {
            return (variant & 4) != 0;
        }

        int a(int i, int p) {
            return transposeA() ? p * m + i : i * k + p;
        }

        int b(int p, int j) {
            return transposeB() ? j * k + p : p * n + j;
        }
    }

    private float[] product(Sizes sizes, WorkerPool pool) {
        random.setSeed(sizes.hashCode());
        float[] a = floats(sizes.m * sizes.k);
        float[] b = floats(sizes.k * sizes.n);
        float[] c = floats(sizes.m * sizes.n);
        MatrixProduct.multiply(a, 0, sizes.transposeA(), b, 0, sizes.transposeB(), c, 0, sizes.m, sizes.n, sizes.k, sizes.accumulate(), pool);
        return c;
    }

    private void checkFloats(Sizes sizes, Workspace workspace) {
        float[] a = floats(3 + sizes.m * sizes.k);
        float[] b = floats(5 + sizes.k * sizes.n);
        float[] c = floats(7 + sizes.m * sizes.n + 2);
        float[] expected = c.clone();
        int depth = Blocking.depth(sizes.k);
        for (int i = 0; i < sizes.m; i++) {
            for (int j = 0; j < sizes.n; j++) {
                float total = sizes.accumulate() ? c[7 + i * sizes.n + j] : 0;
                for (int from = 0; from < sizes.k; from += depth) {
                    float sum = 0;
                    for (int p = from; p < Math.min(sizes.k, from + depth); p++) {
                        sum = Math.fma(a[3 + sizes.a(i, p)], b[5 + sizes.b(p, j)], sum);
                    }
                    total += sum;
                }
                expected[7 + i * sizes.n + j] = total;
            }
        }
        MatrixProduct.multiply(a, 3, sizes.transposeA(), b, 5, sizes.transposeB(), c, 7, sizes.m, sizes.n, sizes.k, sizes.accumulate(), workspace);
        assertThat(Arrays.equals(c, expected)).as(sizes.toString()).isTrue();
    }

    private void checkDoubles(Sizes sizes, Workspace workspace) {
        double[] a = doubles(3 + sizes.m * sizes.k);
        double[] b = doubles(5 + sizes.k * sizes.n);
        double[] c = doubles(7 + sizes.m * sizes.n + 2);
        double[] expected = c.clone();
        int depth = Blocking.depth(sizes.k);
        for (int i = 0; i < sizes.m; i++) {
            for (int j = 0; j < sizes.n; j++) {
                double total = sizes.accumulate() ? c[7 + i * sizes.n + j] : 0;
                for (int from = 0; from < sizes.k; from += depth) {
                    double sum = 0;
                    for (int p = from; p < Math.min(sizes.k, from + depth); p++) {
                        sum = Math.fma(a[3 + sizes.a(i, p)], b[5 + sizes.b(p, j)], sum);
                    }
                    total += sum;
                }
                expected[7 + i * sizes.n + j] = total;
            }
        }
        MatrixProduct.multiply(a, 3, sizes.transposeA(), b, 5, sizes.transposeB(), c, 7, sizes.m, sizes.n, sizes.k, sizes.accumulate(), workspace);
        assertThat(Arrays.equals(c, expected)).as(sizes.toString()).isTrue();
    }

    private float[] floats(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private double[] doubles(int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextDouble() - 0.5;
        }
        return values;
    }
}
