package dev.fluxion.nn.train;

import dev.fluxion.codegen.Lanes;
import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Parallel;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.TensorKernel;
import dev.fluxion.codegen.TensorKernels;
import dev.fluxion.codegen.WindowKernel;
import dev.fluxion.codegen.WindowSum;
import dev.fluxion.nn.kernel.MatrixProduct;
import dev.fluxion.nn.kernel.WindowSums;
import dev.fluxion.nn.kernel.WorkerPool;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Kernels in bytecode with this module's matrix products, on a pool of threads. Results are the same bits on any number of threads. Close it to
 * end the threads.
 */
public final class CompiledKernels implements Trainer.KernelSource, AutoCloseable {
    /** More than one, so that a thread that is late leaves little to wait for. */
    private static final int PARTS_OF_A_THREAD = 4;

    private final WorkerPool pool;
    private final MatrixProducts products;
    private final Parallel parallel;

    /**
     * Kernels that run on so many threads.
     *
     * @param threads from 1 to {@link #mostThreads}
     * @throws IllegalArgumentException for any other number
     */
    public CompiledKernels(int threads) {
        Lanes.advise();
        pool = new WorkerPool(threads);
        products = new PooledProducts(pool);
        parallel = threads == 1 ? Parallel.SEQUENTIAL : new Pooled(pool, threads);
    }

    /** The most threads that kernels run on. */
    public static int mostThreads() {
        return WorkerPool.mostWorkers();
    }

    private static int first(int part, int parts, int tasks) {
        return (int) ((long) tasks * part / parts);
    }

    /**
     * A kernel from inputs to outputs at given sizes.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link dev.fluxion.codegen.TensorKernels#compile(List, List, Map, Precision,
     * dev.fluxion.codegen.MatrixProducts)}
     * @throws IllegalArgumentException if an input is given twice or with another shape
     */
    @Override
    public Trainer.Kernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision) {
        return kernel(outputs, inputs, sizes, precision)::run;
    }

    /**
     * The same as a kernel whose program can be read.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile}
     * @throws IllegalArgumentException as {@link #compile}
     */
    public TensorKernel kernel(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision) {
        return TensorKernels.compile(outputs, inputs, sizes, precision, products, parallel);
    }

    /**
     * The kernel of a step, which changes in place what it safely can.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(List, List, Map, Precision)}
     */
    @Override
    public Trainer.Kernel compile(TrainingStep step, Map<String, Long> sizes, Precision precision) {
        return new InPlace(kernel(step, sizes, precision));
    }

    /**
     * The same as a kernel whose program can be read; its updates are those of the step that are safe.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(List, List, Map, Precision)}
     */
    public TensorKernel kernel(TrainingStep step, Map<String, Long> sizes, Precision precision) {
        return TensorKernels.compile(step.outputs(), step.inputs(), sizes, precision, products, parallel, step.updates());
    }

    private record InPlace(TensorKernel kernel) implements Trainer.Kernel {
        @Override
        public void run(Object[] inputs, Object[] outputs) {
            kernel.runDeclared(inputs, outputs);
        }

        @Override
        public Map<Integer, Integer> updates() {
            return kernel.program().updates();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private record Pooled(WorkerPool pool, int threads) implements Parallel {
        @Override
        public void run(int tasks, IntConsumer task) {
            prepared(tasks, task).run();
        }

        @Override
        public Runnable prepared(int tasks, IntConsumer task) {
            WorkerPool.Task each = (part, parts, workspace) -> {
                int end = first(part + 1, parts, tasks);
                for (int i = first(part, parts, tasks); i < end; i++) {
                    task.accept(i);
                }
            };
            int parts = Math.clamp(tasks, 1, PARTS_OF_A_THREAD * threads);
            return () -> pool.run(each, parts);
        }
    }

    private record PooledProducts(WorkerPool pool) implements MatrixProducts {
        @Override
        public void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
                int m, int n, int k, boolean accumulate) {
            MatrixProduct.multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate, pool);
        }

        @Override
        public void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset,
                int m, int n, int k, boolean accumulate, Epilogue epilogue) {
            MatrixProduct.multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate, epilogue, pool);
        }

        @Override
        public void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
                int m, int n, int k, boolean accumulate) {
            MatrixProduct.multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate, pool);
        }

        @Override
        public void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset,
                int m, int n, int k, boolean accumulate, Epilogue epilogue) {
            MatrixProduct.multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate, epilogue, pool);
        }

        @Override
        public void multiplySymmetric(float[] a, boolean transposeA, float[] b, boolean transposeB, float[] c, int n, int k, Epilogue epilogue) {
            MatrixProduct.multiplySymmetric(a, transposeA, b, transposeB, c, n, k, epilogue, pool);
        }

        @Override
        public void multiplySymmetric(double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int n, int k, Epilogue epilogue) {
            MatrixProduct.multiplySymmetric(a, transposeA, b, transposeB, c, n, k, epilogue, pool);
        }

        @Override
        public WindowKernel windows(WindowSum sum, Precision precision) {
            return WindowSums.kernel(sum, precision, pool);
        }

        @Override
        public void multiplyInBlocks(float[] a, boolean transposeA, float[] b, boolean transposeB, int m, int n, int k, BlockEpilogue epilogue) {
            MatrixProduct.multiplyInBlocks(a, transposeA, b, transposeB, m, n, k, epilogue, pool);
        }

        @Override
        public void multiplyInBlocks(double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n, int k, BlockEpilogue epilogue) {
            MatrixProduct.multiplyInBlocks(a, transposeA, b, transposeB, m, n, k, epilogue, pool);
        }
    }
}
