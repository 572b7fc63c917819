package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import java.util.Arrays;
import java.util.Random;

/** Prints GFLOP/s of products as they occur in training; arguments: threads, rounds. Run with {@code --add-modules jdk.incubator.vector}. */
final class MatrixProductBench {
    /** m, n, k, transpose A (1), transpose B (2). */
    private static final int[][] PRODUCTS = {
        {128, 256, 784, 0}, {128, 128, 256, 0}, {128, 10, 128, 0}, {784, 256, 128, 1}, {128, 256, 128, 2}, {512, 512, 512, 0}, {1024, 1024, 1024, 0}};

    private MatrixProductBench() {}

    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        try (WorkerPool pool = new WorkerPool(threads)) {
            System.out.printf("%d threads, vector module %s, tile %d columns%n", threads, Lanes.AVAILABLE, Tiles.of(Precision.FLOAT).columns());
            for (int[] product : PRODUCTS) {
                measure(product[0], product[1], product[2], (product[3] & 1) != 0, (product[3] & 2) != 0, rounds, pool);
            }
        }
    }

    private static void measure(int m, int n, int k, boolean transposeA, boolean transposeB, int rounds, WorkerPool pool) {
        float[] a = floats(m * k);
        float[] b = floats(k * n);
        float[] c = new float[m * n];
        double[] wideA = doubles(a);
        double[] wideB = doubles(b);
        double[] wideC = new double[m * n];
        Runnable single = () -> MatrixProduct.multiply(a, 0, transposeA, b, 0, transposeB, c, 0, m, n, k, false, pool);
        Runnable twice = () -> MatrixProduct.multiply(wideA, 0, transposeA, wideB, 0, transposeB, wideC, 0, m, n, k, false, pool);
        double flops = 2.0 * m * n * k;
        System.out.printf("%4d x %4d x %4d %s%s  single %6.1f GFLOP/s  double %6.1f%n",
                m, n, k, transposeA ? "A'" : "A ", transposeB ? "B'" : "B ", flops / nanos(single, flops, rounds), flops / nanos(twice, flops, rounds));
    }

    /** Best of many rounds, after warming up. */
    private static double nanos(Runnable product, double flops, int rounds) {
        int repetitions = (int) Math.max(1, 2e8 / flops);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < repetitions; i++) {
                product.run();
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) repetitions);
        }
        return best;
    }

    private static float[] floats(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
