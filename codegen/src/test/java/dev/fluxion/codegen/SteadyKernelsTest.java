package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that are called again and again: they allocate nothing, and many threads may share those of numbers and of rows. */
class SteadyKernelsTest {
    private static final int THREADS = 8;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /**
     * Work that a kernel does for every call.
     *
     * @param most bytes that a call may allocate
     */
    private record Job(String name, long most, Runnable run) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Job tensors(String formula, String variable) {
        Tensors tensors = new Tensors(Map.of("n", 60L, "d", 4L, "k", 20L), "x n; P n,d; C k,d");
        Expression value = tensors.parse(formula);
        List<Expression> both = List.of(value, Differentiation.derivative(value, tensors.symbol(variable)));
        TensorKernel kernel = TensorKernels.compile(both, tensors.symbols, tensors.sizes, Precision.DOUBLE, MatrixProducts.PLAIN);
        Object[] inputs = tensors.values(-1, 1);
        Object[] outputs = kernel.program().outputs().stream().map(double[]::new).toArray();
        return new Job(formula, 0, () -> kernel.run(inputs, outputs));
    }

    static Stream<Job> jobs() {
        ScalarKernel scalar = Fluxion.compile(Fluxion.parse("x^2*sin(y) + exp(-x*y)"), "x", "y");
        RowKernel rows = Fluxion.rows(List.of(Fluxion.parse("x^2*sin(y) + x/(1 + y^2)")), "x", "y");
        double[] at = {0.5, 0.25};
        double[] gradient = new double[2];
        double[][] columns = {new double[1024], new double[1024]};
        double[][] results = {new double[1024]};
        double[] sum = {0};
        return Stream.of(new Job("numbers", 0, () -> sum[0] += scalar.value(0.5, 0.25) + scalar.valueAndGradient(at, gradient)),
                new Job("rows, whose room is kept", 1_024, () -> rows.run(columns, results)),
                tensors("sum(i = 1..n-1: 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", "x"), tensors("sum(min(tensor(s, j: sum(b: (C[j,b] - P[s,b])^2)), axis = 2))", "C"),
                tensors("sum(relu(x) .* x) + max(x)", "x"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aSteadyKernelAllocatesNothingButItsTile(Job job) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // Vectors are objects until their loops are compiled, for which a busy machine needs seconds.
        long allocated = Long.MAX_VALUE;
        for (long until = System.nanoTime() + PATIENCE_NANOS; System.nanoTime() < until && allocated > 50 * job.most;) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                job.run.run();
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes of 50 runs").isLessThanOrEqualTo(50 * job.most);
    }

    @Test
    void oneKernelServesManyThreadsAtOnce() throws Exception {
        ScalarKernel scalar = Fluxion.compile(Fluxion.parse("fold(h = x, k = 1..10: h - (h^2 - y)/(2*h)) + x^2*sin(y)"), "x", "y");
        RowKernel rows = Fluxion.rows(List.of(Fluxion.parse("x^2*sin(y) + exp(x)"), Fluxion.parse("x/y")), "x", "y");
        VectorFunction long_ = longFunction();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<String>> found = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                found.add(threads.submit((Callable<String>) () -> {
                    start.await();
                    return same(scalar, rows, long_, number);
                }));
            }
            for (Future<String> each : found) {
                assertThat(each.get()).isEmpty();
            }
        }
    }

    // A program of several methods, which hand values on in an array of the call's own.
    private static VectorFunction longFunction() {
        Program program = LongProgramTest.random(11, 6_000, 2, 3);
        ClassEmitter.Emitted emitted = ClassEmitter.emit(VectorFunction.class, List.of(new ClassEmitter.Method("apply", ClassEmitter.Form.STORE, program)));
        return HiddenClasses.instance(VectorFunction.class, emitted.bytes(), emitted.templates());
    }

    // Every thread has points of its own, and gets for them what it got at first.
    private static String same(ScalarKernel scalar, RowKernel rows, VectorFunction function, int number) {
        double x = 1 + number / 16.0;
        double y = 2 - number / 16.0;
        double first = scalar.value(x, y);
        double[][] columns = {new double[3_000], new double[3_000]};
        Arrays.setAll(columns[0], i -> x + i / 3_000.0);
        Arrays.setAll(columns[1], i -> y + i / 3_000.0);
        double[][] expected = new double[2][3_000];
        rows.run(columns, expected);
        double[] values = new double[3];
        function.apply(new double[] {x, y}, values);
        double[] gradient = new double[2];
        for (int i = 0; i < 2_000; i++) {
            double[][] results = new double[2][3_000];
            double[] again = new double[3];
            if (i % 100 == 0) {
                rows.run(columns, results);
            }
            function.apply(new double[] {x, y}, again);
            if (scalar.value(x, y) != first || Double.compare(scalar.valueAndGradient(new double[] {x, y}, gradient), first) != 0 || !Arrays.equals(values, again)
                    || i % 100 == 0 && !Arrays.deepEquals(results, expected)) {
                return "thread " + number + ", turn " + i;
            }
        }
        return "";
    }
}
