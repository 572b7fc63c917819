package dev.fluxion.benchmarks;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.TensorKernel;
import dev.fluxion.codegen.TensorProgram;
import dev.fluxion.nn.kernel.WorkerPool;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.nn.train.Optimizer;
import dev.fluxion.nn.train.Trainer;
import dev.fluxion.nn.train.TrainingStep;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** A step of training of some models, beside the time that their products need at the machine's peak, and PyTorch. */
record TrainingSteps(List<Model> models) implements Main.Comparison {
    private static final int BATCHES = 26;
    private static final double PEER_SECONDS = 5;
    private static final double WARM_AGAIN_SECONDS = 1;
    private static final int STEPS = 5; // between two looks at the clock
    private static final long WARM_NANOS = 6_000_000_000L;

    @Override
    public void run(Report report) throws Exception {
        Optional<PythonPeer> python = PythonPeer.with("torch");
        if (python.isEmpty()) {
            report.note("PyTorch for Python is not installed here: of that of C++ alone figures are told.");
        }
        for (Model model : models) {
            for (int threads = 1; threads <= Math.min(2, Runtime.getRuntime().availableProcessors()); threads++) {
                for (String optimizer : List.of("sgd", "adam")) {
                    compare(report, python, model, optimizer, threads);
                }
            }
        }
    }

    private static void compare(Report report, Optional<PythonPeer> python, Model model, String optimizer, int threads) throws Exception {
        try (CompiledKernels kernels = new CompiledKernels(threads); WorkerPool pool = new WorkerPool(threads)) {
            Step step = step(model, optimizer, kernels);
            String job = model.text() + ", " + optimizer + ", " + threads + (threads == 1 ? " thread" : " threads");
            // A step is many loops, each to be compiled: longer than the warming up of a contest.
            for (long until = System.nanoTime() + WARM_NANOS; System.nanoTime() < until;) {
                step.run(STEPS);
            }
            compareFloor(report, job, step, model, pool);
            List<Double> own = new ArrayList<>(halfOfSteps(step, threads));
            List<Measured> peers = pyTorch(python, model, optimizer, threads);
            own.addAll(halfOfSteps(step, threads));
            comparePyTorch(report, job, Contest.quantile(own.stream().mapToDouble(Double::doubleValue).toArray(), 0.5), peers);
        }
    }

    private static void compareFloor(Report report, String job, Step step, Model model, WorkerPool pool) throws Exception {
        Contender product = new Contender("Fluxion", step);
        List<Contender> floor = List.of(new Contender("arithmetic floor", times -> {
            for (int i = 0; i < times; i++) {
                pool.run((worker, workers, workspace) -> sink = Peak.spend(model.operations() / workers));
            }
            return sink;
        }));
        Row row = (pool.workers() == 1 ? report.compare(job, product, floor) : report.compareThreads(job, product, floor)).getFirst();
        report.note(String.format(Locale.ROOT, "%s: %.0f steps/s, floor %.0f, %.0f %% of it", job, 1e9 / row.nanos(), 1e9 / row.peerNanos(), 100 / row.ratio()));
    }

    // As peers are measured: steps without a pause, in one half before theirs and in one after them, as the state of the machine changes.
    private static List<Double> halfOfSteps(Step step, int threads) {
        LongSupplier clock = threads == 1 ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
        List<Double> times = new ArrayList<>();
        long start = System.nanoTime();
        for (double seconds = 0; seconds < WARM_AGAIN_SECONDS + PEER_SECONDS / 2; seconds = (System.nanoTime() - start) / 1e9) {
            long before = clock.getAsLong();
            step.run(STEPS);
            if (seconds >= WARM_AGAIN_SECONDS) {
                times.add((clock.getAsLong() - before) / (double) STEPS);
            }
        }
        return times;
    }

    private record Measured(String build, double nanos) {
        static List<Measured> of(List<String[]> lines, String how) {
            return lines.stream().map(line -> new Measured("PyTorch " + line[0] + how, Double.parseDouble(line[1]))).toList();
        }
    }

    // In processes right after: the newer PyTorch of C++, that of Python with the BLAS it was built for and with the one beside this program, each in both
    // ways in which threads may wait. The fastest is the peer, the others are told.
    private static List<Measured> pyTorch(Optional<PythonPeer> python, Model model, String optimizer, int threads) throws Exception {
        String[] arguments = {model.name(), optimizer, Integer.toString(threads), Double.toString(PEER_SECONDS)};
        List<Measured> measured = new ArrayList<>();
        for (String waiting : threads == 1 ? List.of("passive") : List.of("passive", "active")) {
            Map<String, String> environment = Map.of("OMP_WAIT_POLICY", waiting, "OMP_NUM_THREADS", "" + threads, "OPENBLAS_NUM_THREADS", "" + threads);
            String how = threads == 1 ? "" : ", waiting threads " + waiting;
            measured.addAll(Measured.of(LibTorchSteps.run(environment, arguments), how));
            if (python.isPresent()) {
                measured.addAll(Measured.of(python.get().run("steps.py", environment, arguments), how));
                Map<String, String> beside = new HashMap<>(environment);
                beside.putAll(openBlas());
                measured.addAll(Measured.of(python.get().run("steps.py", beside, arguments), " with OpenBLAS" + how));
            }
        }
        measured.sort(Comparator.comparingDouble(Measured::nanos));
        return measured;
    }

    private static void comparePyTorch(Report report, String job, double own, List<Measured> peers) {
        for (Measured each : peers) {
            report.note(String.format(Locale.ROOT, "%s: %.0f µs, %s", job, each.nanos / 1_000, each.build));
        }
        if (peers.isEmpty()) {
            report.note("No PyTorch runs here, so none is measured.");
            return;
        }
        Measured best = peers.getFirst();
        report.add(Row.apart(job, best.build, own, best.nanos));
    }

    // Distributions build PyTorch for a reference BLAS that another may stand in for.
    private static Map<String, String> openBlas() {
        Path folder = Path.of(Loader.load(openblas.class)).getParent();
        Path library = folder.resolve("libopenblas.so.0");
        return Files.exists(library) ? Map.of("LD_PRELOAD", library.toString(), "LD_LIBRARY_PATH", folder.toString()) : Map.of();
    }

    private static volatile float sink;

    /** The step of an optimizer, with small steps: units that die leave numbers too small for ordinary arithmetic in the state of Adam, slow everywhere. */
    static Step step(Model model, String optimizer, CompiledKernels kernels) {
        return new Step(model, Optimizer.named(optimizer).with(Map.of("rate", Constant.of(Rational.of(1, 100_000)))), kernels);
    }

    /** The step with its data. */
    static final class Step implements Work {
        private final Model model;
        private final TensorKernel kernel;
        private final Object[] inputs;
        private final Object[] outputs;
        private final float[][] images; // by batches, as slices of the peer: no copies
        private final float[][] labels;
        private final int trained;
        private int done;

        Step(Model model, Optimizer optimizer, CompiledKernels kernels) {
            this.model = model;
            TrainingStep step = TrainingStep.of(model.loss(), model.trained(), List.of(model.data(), model.labels()), optimizer, List.of());
            kernel = kernels.kernel(step, Map.of("m", (long) model.batch()), Precision.FLOAT);
            RandomStream random = RandomStream.seeded(1);
            inputs = step.inputs().stream().map(symbol -> start(symbol, random)).toArray();
            Map<Integer, Integer> updates = kernel.program().updates();
            outputs = IntStream.range(0, step.outputs().size())
                    .mapToObj(i -> updates.containsKey(i) ? inputs[updates.get(i)] : new float[entries(step.outputs().get(i))]).toArray();
            trained = step.trained().size();
            images = new float[BATCHES][model.batch() * model.rowEntries()];
            labels = new float[BATCHES][model.batch() * Model.CLASSES];
            for (float[] batch : images) {
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = random.nextInt(2) * random.nextFloat(); // half of the pixels are dark
                }
            }
            for (float[] batch : labels) {
                for (int row = 0; row < model.batch(); row++) {
                    batch[row * Model.CLASSES + random.nextInt(Model.CLASSES)] = 1;
                }
            }
        }

        private int entries(Expression expression) {
            return expression.shape().sizes().stream().mapToInt(size -> (int) size.value(name -> (long) model.batch())).reduce(1, Math::multiplyExact);
        }

        private float[] start(Symbol symbol, RandomStream random) {
            float[] values = new float[entries(symbol)];
            if (symbol.role() == Symbol.Role.PARAMETER) {
                double deviation = Model.deviation(model.parameters().get(symbol.name()));
                for (int i = 0; i < values.length && deviation > 0; i++) {
                    values[i] = (float) (deviation * random.nextGaussian());
                }
            }
            return values;
        }

        TensorProgram program() {
            return kernel.program();
        }

        @Override
        public double run(int times) {
            return run(times, (before, after) -> kernel.runDeclared(before, after));
        }

        /** The same, adding the time of each part of the program. */
        double run(int times, long[] nanos) {
            return run(times, (before, after) -> kernel.run(before, after, nanos));
        }

        private double run(int times, Trainer.Kernel by) {
            for (int i = 0; i < times; i++) {
                int batches = BATCHES;
                // Other labels in each pass: what could be learnt by heart would end in gradients too small for ordinary numbers, which are slow.
                int label = (done + done / batches) % batches;
                inputs[0] = images[done % batches];
                inputs[1] = labels[label];
                done++;
                ((float[]) inputs[2])[0] = done;
                by.run(inputs, outputs);
                for (int k = 1; k <= trained; k++) {
                    Object next = outputs[outputs.length - k];
                    outputs[outputs.length - k] = inputs[inputs.length - k];
                    inputs[inputs.length - k] = next;
                }
            }
            return ((float[]) outputs[0])[0];
        }
    }
}
