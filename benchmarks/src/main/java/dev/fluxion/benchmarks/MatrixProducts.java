package dev.fluxion.benchmarks;

import dev.fluxion.nn.kernel.MatrixProduct;
import dev.fluxion.nn.kernel.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.bytedeco.openblas.global.openblas;

/** Matrix products in single precision beside OpenBLAS, and beside what multiply-adds alone take. */
record MatrixProducts(Predicate<Shape> chosen) implements Main.Comparison {
    static final Predicate<Shape> ALL = shape -> true;
    static final Predicate<Shape> OF_NETWORK = Shape::isOfNetwork;
    static final Predicate<Shape> CUBES = OF_NETWORK.negate();

    /**
     * A product of a training step or a cube.
     *
     * @param a whether A is transposed
     * @param b whether B is
     */
    record Shape(int m, int n, int k, boolean a, boolean b) {
        String text() {
            return m + "×" + k + "×" + n + (a ? " Aᵀ" : " A") + (b ? "·Bᵀ" : "·B");
        }

        double operations() {
            return 2.0 * m * n * k;
        }

        boolean isOfNetwork() {
            return m < 512 || k < 512;
        }
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(new Shape(128, 256, 784, false, false), new Shape(128, 128, 256, false, false),
                new Shape(128, 10, 128, false, false), new Shape(128, 128, 10, false, true), new Shape(128, 10, 128, true, false),
                new Shape(256, 128, 128, true, false), new Shape(128, 256, 128, false, true), new Shape(784, 256, 128, true, false)));
        for (int size : new int[] {512, 1024}) {
            for (int transposed = 0; transposed < 4; transposed++) {
                shapes.add(new Shape(size, size, size, (transposed & 1) != 0, (transposed & 2) != 0));
            }
        }
        return shapes;
    }

    @Override
    public void run(Report report) throws Exception {
        for (int threads = 1; threads <= Math.min(2, Runtime.getRuntime().availableProcessors()); threads++) {
            openblas.blas_set_num_threads(threads);
            double peak = Peak.floatOperationsPerNano(threads);
            report.note(String.format(Locale.ROOT, "peak of %d thread%s: %.1f GFLOP/s in single precision", threads, threads == 1 ? "" : "s", peak));
            try (WorkerPool pool = new WorkerPool(threads)) {
                double time = 0;
                double atPeak = 0;
                for (Shape shape : shapes().stream().filter(chosen).toList()) {
                    Row beside = compare(report, shape, pool).getLast();
                    report.note(String.format(Locale.ROOT, "%s, %d threads: %.0f %% of the peak beside it, %.0f %% of the best", shape.text(), threads,
                            100 / beside.ratio(), 100 * shape.operations() / beside.nanos() / peak));
                    time += shape.isOfNetwork() ? beside.nanos() : 0;
                    atPeak += shape.isOfNetwork() ? beside.peerNanos() : 0;
                }
                if (time > 0) {
                    report.note(String.format(Locale.ROOT, "products of the network, %d threads: %.0f %% of the peak beside them", threads, 100 * atPeak / time));
                }
            }
        }
    }

    private static List<Row> compare(Report report, Shape s, WorkerPool pool) throws Exception {
        float[] a = floats(s.m * s.k);
        float[] b = floats(s.k * s.n);
        float[] c = new float[s.m * s.n];
        float[] d = new float[s.m * s.n];
        Contender product = new Contender("Fluxion", times -> {
            for (int i = 0; i < times; i++) {
                MatrixProduct.multiply(a, 0, s.a, b, 0, s.b, c, 0, s.m, s.n, s.k, false, pool);
            }
            return c[0];
        });
        Contender blas = new Contender("OpenBLAS", times -> {
            for (int i = 0; i < times; i++) {
                openblas.cblas_sgemm(openblas.CblasRowMajor, s.a ? openblas.CblasTrans : openblas.CblasNoTrans,
                        s.b ? openblas.CblasTrans : openblas.CblasNoTrans, s.m, s.n, s.k, 1, a, s.a ? s.m : s.k, b, s.b ? s.k : s.n, 0, d, s.n);
            }
            return d[0];
        });
        // In turns with the products, as what cores give changes within seconds; one task, so that nothing is handed over meanwhile.
        Contender beside = new Contender("the machine's peak", times -> {
            pool.run((worker, workers, workspace) -> sink = Peak.spend(s.operations() * times / workers));
            return sink;
        });
        product.work().run(1);
        blas.work().run(1);
        for (int i = 0; i < c.length; i++) {
            if (!(Math.abs(c[i] - d[i]) < 1e-3)) {
                throw new IllegalStateException(s.text() + ": " + c[i] + " and " + d[i]);
            }
        }
        return pool.workers() == 1
                ? report.compare(s.text() + ", 1 thread", product, List.of(blas, beside))
                : report.compareThreads(s.text() + ", " + pool.workers() + " threads", product, List.of(blas, beside));
    }

    private static volatile float sink;

    private static float[] floats(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
