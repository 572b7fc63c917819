package dev.fluxion.benchmarks;

import dev.fluxion.codegen.Precision;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.nn.train.Optimizer;
import dev.fluxion.nn.train.TrainingStep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What it takes to read the loss of a network, to derive its step of training and to compile it: in a process that has done so before, and in a new one up to
 * the first step. Each network has a width of its own, so that nothing is found compiled.
 */
final class CompileTimes implements Main.Comparison {
    private static final int NARROWEST = 100;
    private static final int STARTS = 7;

    private int compiled;

    @Override
    public void run(Report report) throws Exception {
        for (String optimizer : List.of("sgd", "adam")) {
            report.compareSteady("read, derive and compile a step, " + optimizer, new Contender("Fluxion", times -> {
                double instructions = 0;
                for (int i = 0; i < times; i++) {
                    instructions += compile(Model.dense("mlp", "", 784, NARROWEST + compiled++, 128, Model.CLASSES), optimizer);
                }
                return instructions;
            }), List.of());
        }
        report.add(new Row("a new process up to its first step, adam", "", firstStep(), Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }

    private static int compile(Model model, String optimizer) {
        TrainingStep step = TrainingStep.of(model.loss(), model.trained(), List.of(model.data(), model.labels()), Optimizer.named(optimizer).with(Map.of()), List.of());
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            return kernels.kernel(step, Map.of("m", (long) model.batch()), Precision.FLOAT).program().updates().size();
        }
    }

    // The median time of the wall from the start of the process to its end.
    private static double firstStep() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OneStep.class.getName()));
        double[] times = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            int status = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            times[i] = System.nanoTime() - start;
            if (status != 0) {
                throw new IllegalStateException("the process of one step ended with status " + status);
            }
        }
        Arrays.sort(times);
        return times[STARTS / 2];
    }

    /** Compiles a step and makes it once. */
    static final class OneStep {
        private OneStep() {}

        public static void main(String[] arguments) {
            try (CompiledKernels kernels = new CompiledKernels(1)) {
                TrainingSteps.step(Model.named("mlp"), "adam", kernels).run(1);
            }
        }
    }
}
