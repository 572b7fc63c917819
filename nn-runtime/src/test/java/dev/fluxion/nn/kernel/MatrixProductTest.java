package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixProductTest {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 65};
    private static final int STRIDE = 13; // longer than a tile has rows or steps
    private static final int[] DEPTHS = {0, 1, 2, 7, 33, 256, 511, 785, 1023, 1024, 1025, 2203};

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

    @ParameterizedTest
    @CsvSource({"10, 0, 0", "10, 7, 8", "10, 784, 784", "256, 784, 392", "83, 784, 784", "256, 508, 508", "512, 512, 512", "1024, 1024, 1024", "10, 1025, 516", "10, 2203, 736", "1025, 512, 512", "1025, 784, 392", "1664, 2048, 512"})
    void depthsAreEvenAndPackedBlocksBounded(int n, int k, int depth) {
        assertThat(Blocking.depth(n, k)).isEqualTo(depth);
    }

    @Test
    void widthsBeyondOneColumnBlockAreTheReferenceBitForBit() {
        for (int variant = 0; variant < 8; variant++) {
            checkFloats(new Sizes(6, 2 * Blocking.COLUMN_BLOCK + 5, 11, variant), new Workspace());
            checkDoubles(new Sizes(13, Blocking.COLUMN_BLOCK + 37, 600, variant), new Workspace());
        }
    }

    /** Left factors that are copied: along and across, with rests of all heights of tiles, in more than one block of rows and of the depth. */
    @Test
    void leftFactorsWhoseRowsShareTheirPlaceInTheCacheAreTheReferenceBitForBit() {
        Workspace workspace = new Workspace();
        for (int[] size : new int[][] {{97, 150, 1024}, {130, 131, 2048}, {1024, 140, 5}, {1024, 129, 1100}}) {
            for (int variant = 0; variant < 8; variant++) {
                checkFloats(new Sizes(size[0], size[1], size[2], variant), workspace);
                checkDoubles(new Sizes(size[0], size[1], size[2], variant), workspace);
            }
        }
        int panels = 128 / Tiles.of(Precision.FLOAT).columns();
        assertThat(LeftRows.areWorthCopies(panels)).isTrue();
        assertThat(LeftRows.collide(1024L * Float.BYTES)).isTrue();
        assertThat(LeftRows.collide(1000L * Float.BYTES)).isFalse();
    }

    /** In one block of the depth and in several, of the left factor's rows in one and in two, with rests of all kinds. */
    @Test
    void rightFactorsThatAreReadInPlaceAreTheReferenceBitForBit() {
        Workspace workspace = new Workspace();
        for (int[] size : new int[][] {{8, 1031, 257}, {31, 2048, 131}, {33, 640, 500}, {65, 263, 1100}, {521, 2100, 130}}) {
            assertThat(Blocking.isTurned(size[0], size[1], size[2])).isTrue();
            for (int variant : new int[] {2, 3, 6}) {
                checkFloats(new Sizes(size[0], size[1], size[2], variant), workspace);
                checkDoubles(new Sizes(size[0], size[1], size[2], variant), workspace);
            }
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
            for (int[] size : new int[][] {{128, 256, 784}, {784, 128, 33}, {300, 10, 128}, {303, 3, 40}, {200, 1, 9}, {5, 700, 90}, {9, 1033, 600}, {33, 35, 401}, {1, 1, 70_000}, {1100, 1024, 6},
                {2, 3, 0}}) {
                for (int variant = 0; variant < 8; variant++) {
                    Sizes sizes = new Sizes(size[0], size[1], size[2], variant);
                    assertThat(product(sizes, many)).as(sizes.toString()).isEqualTo(product(sizes, one));
                }
            }
        }
    }

    /** Whether threads shared the depth of the product before is nothing to one on the same workspace. */
    @Test
    void tasksMultiplyWithTheirWorkspaceAfterADepthWasShared() {
        try (WorkerPool pool = new WorkerPool(2)) {
            assertThat(Blocking.isSharedInDepth(128, 256, 784, pool.workers())).isTrue();
            product(new Sizes(128, 256, 784, 0), pool);
            Sizes sizes = new Sizes(9, 35, 2203, 0);
            pool.run((part, parts, workspace) -> checkFloats(sizes, workspace), 1);
        }
    }

    /** On and above the diagonal the bits of the whole product, below it copies; blocks are handed over once, with their entries. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void symmetricProductsAreThoseAboveTheDiagonal(int workers) {
        try (WorkerPool pool = new WorkerPool(workers)) {
            for (int[] size : new int[][] {{1, 1}, {1, 300}, {2, 3}, {7, 0}, {12, 5}, {17, 40}, {33, 257}, {95, 8}, {96, 16}, {97, 33}, {130, 600}, {205, 100},
                {Blocking.COLUMN_BLOCK + 21, 9}}) {
                for (int variant = 0; variant < 4; variant++) {
                    checkSymmetric(new Sizes(size[0], size[0], size[1], variant), pool);
                }
            }
        }
    }

    private void checkSymmetric(Sizes sizes, WorkerPool pool) {
        int n = sizes.n;
        double[] a = doubles(n * sizes.k);
        double[] b = doubles(n * sizes.k);
        double[] expected = new double[n * n];
        MatrixProduct.multiply(a, 0, sizes.transposeA(), b, 0, sizes.transposeB(), expected, 0, n, n, sizes.k, false, new Workspace());
        double[] c = doubles(n * n);
        double[] taken = new double[n * n];
        MatrixProduct.multiplySymmetric(a, sizes.transposeA(), b, sizes.transposeB(), c, n, sizes.k, (rowFrom, rowTo, columnFrom, columnTo) -> {
            for (int i = rowFrom; i < rowTo; i++) {
                for (int j = columnFrom; j < columnTo; j++) {
                    taken[i * n + j] += c[i * n + j]; // no two threads have the same block
                }
            }
        }, pool);
        float[] singleA = floats(n * sizes.k);
        float[] singleB = floats(n * sizes.k);
        float[] singleExpected = new float[n * n];
        MatrixProduct.multiply(singleA, 0, sizes.transposeA(), singleB, 0, sizes.transposeB(), singleExpected, 0, n, n, sizes.k, false, new Workspace());
        float[] single = floats(n * n);
        MatrixProduct.multiplySymmetric(singleA, sizes.transposeA(), singleB, sizes.transposeB(), single, n, sizes.k, MatrixProducts.Epilogue.NONE, pool);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                expected[i * n + j] = expected[j * n + i];
                singleExpected[i * n + j] = singleExpected[j * n + i];
            }
        }
        assertThat(Arrays.equals(c, expected)).as(sizes.toString()).isTrue();
        assertThat(Arrays.equals(taken, expected)).as("blocks of %s", sizes).isTrue();
        assertThat(Arrays.equals(single, singleExpected)).as(sizes.toString()).isTrue();
    }

    /** Of either precision, with as many rows as the widest registers have room for, on every number of columns up to two vectors, in one step and in pairs of them. */
    @ParameterizedTest
    @CsvSource({"1,false,0", "1,true,0", "2,false,0", "8,true,0", "9,false,0", "9,true,0", "1,false,13", "9,false,13"})
    void everyTileGivesTheBitsOfOneWithoutLanes(int depth, boolean across, int distance) {
        for (int rows : new int[] {1, 4, 6, 8, 12}) {
            for (int columns = 1; columns <= Tiles.of(Precision.FLOAT).columns(); columns++) {
                Object expected = floats(rows * 33 + 32);
                Object tile = ((float[]) expected).clone();
                multiply(new TileForm(rows, vectors(Precision.FLOAT, columns), across, across ? 0 : distance), depth, Precision.FLOAT, floats(12 * STRIDE), floats(32 * 9), expected, tile);
                assertThat((float[]) tile).as("%d rows, %d columns", rows, columns).isEqualTo((float[]) expected);
            }
            for (int columns = 1; columns <= Tiles.of(Precision.DOUBLE).columns(); columns++) {
                Object expected = doubles(rows * 33 + 32);
                Object tile = ((double[]) expected).clone();
                multiply(new TileForm(rows, vectors(Precision.DOUBLE, columns), across, across ? 0 : distance), depth, Precision.DOUBLE, doubles(12 * STRIDE), doubles(32 * 9), expected, tile);
                assertThat((double[]) tile).as("%d rows, %d columns", rows, columns).isEqualTo((double[]) expected);
            }
        }
    }

    /** Products narrower than a vector rely on it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 15})
    void rowsReplaceWhatThoseBeforeThemStoredBeyondTheirEnds(int columns) {
        int lanes = Tiles.of(Precision.FLOAT).width(1);
        float[] a = floats(12 * STRIDE);
        float[] b = floats(9 * 2 * lanes);
        for (int rows : new int[] {4, 12}) {
            TileForm form = new TileForm(rows, vectors(Precision.FLOAT, columns), false, 0);
            for (Tile tile : List.of(TileEmitter.tile(form, Precision.FLOAT, lanes), ScalarTileEmitter.tile(form, Precision.FLOAT, lanes))) {
                float[] apart = new float[rows * 2 * lanes];
                tile.run(9, a, 0, STRIDE, b, 0, apart, 0, 2 * lanes, false);
                float[] narrow = new float[rows * columns + 2 * lanes];
                tile.run(9, a, 0, STRIDE, b, 0, narrow, 0, columns, false);
                for (int row = 0; row < rows; row++) {
                    assertThat(Arrays.copyOfRange(narrow, row * columns, (row + 1) * columns)).as("row %d of %d", row, rows)
                            .isEqualTo(Arrays.copyOfRange(apart, row * 2 * lanes, row * 2 * lanes + columns));
                }
            }
        }
    }

    private static int vectors(Precision precision, int columns) {
        return Tiles.of(precision).width(columns) / Tiles.of(precision).width(1);
    }

    private static void multiply(TileForm form, int depth, Precision precision, Object a, Object b, Object plain, Object inLanes) {
        int lanes = Tiles.of(precision).width(1);
        ScalarTileEmitter.tile(form, precision, lanes).run(depth, a, 0, STRIDE, b, 0, plain, 1, 33, false);
        TileEmitter.tile(form, precision, lanes).run(depth, a, 0, STRIDE, b, 0, inLanes, 1, 33, false);
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
        try (WorkerPool pool = new WorkerPool(2)) {
            Allocations allocations = new Allocations();
            assertThat(allocations.helpers()).isPositive();
            long least = Long.MAX_VALUE;
            // Until the compiler has seen the tiles, vectors are objects; on a busy machine that takes a while.
            long end = System.nanoTime() + 30_000_000_000L;
            while (least > 0 && System.nanoTime() < end) {
                long before = allocations.bytes();
                for (int i = 0; i < 20; i++) {
                    MatrixProduct.multiply(a, 0, true, b, 0, false, c, 0, sizes.m, sizes.n, sizes.k, false, pool);
                }
                least = Math.min(least, allocations.bytes() - before);
            }
            assertThat(least).isZero();
        }
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
        int depth = Blocking.depth(sizes.n, sizes.k);
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
        int depth = Blocking.depth(sizes.n, sizes.k);
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
