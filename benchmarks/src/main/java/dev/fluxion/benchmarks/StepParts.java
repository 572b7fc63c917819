package dev.fluxion.benchmarks;

import dev.fluxion.codegen.Step;
import dev.fluxion.nn.train.CompiledKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a training step goes: each part of its program, by the clock on the wall, what a fifth of many single steps stays below. Another
 * program that takes the core for a while is in few of them, and a mean would have it in all.
 */
record StepParts(Model model) implements Main.Comparison {
    private static final long WARM_NANOS = 6_000_000_000L;
    private static final long MEASURED_NANOS = 4_000_000_000L;
    private static final int FEWEST_STEPS = 41;
    private static final int MOST_STEPS = 1_000;
    private static final double SHARE = 0.2;
    private static final int STEPS_WHILE_WARM = 5;

    @Override
    public void run(Report report) throws Exception {
        for (int threads = 1; threads <= Math.min(2, Runtime.getRuntime().availableProcessors()); threads++) {
            double peak = Peak.floatOperationsPerNano(threads);
            for (String optimizer : List.of("sgd", "adam")) {
                try (CompiledKernels kernels = new CompiledKernels(threads)) {
                    report.note(parts(optimizer, threads, peak, TrainingSteps.step(model, optimizer, kernels)));
                }
            }
        }
    }

    private static String parts(String optimizer, int threads, double peak, TrainingSteps.Step step) {
        List<Step> steps = step.program().steps();
        long[] nanos = new long[steps.size()];
        for (long until = System.nanoTime() + WARM_NANOS; System.nanoTime() < until;) {
            step.run(STEPS_WHILE_WARM, nanos);
        }
        double[][] times = new double[steps.size()][MOST_STEPS];
        long until = System.nanoTime() + MEASURED_NANOS;
        int measured = 0;
        while (measured < FEWEST_STEPS || measured < MOST_STEPS && System.nanoTime() < until) {
            Arrays.fill(nanos, 0);
            step.run(1, nanos);
            for (int i = 0; i < nanos.length; i++) {
                times[i][measured] = nanos[i];
            }
            measured++;
        }
        int count = measured;
        return table(optimizer + ", " + threads + " threads", peak, steps,
                Arrays.stream(times).mapToDouble(part -> Contest.quantile(Arrays.copyOf(part, count), SHARE)).toArray());
    }

    private static String table(String job, double peak, List<Step> steps, double[] nanos) {
        double all = Arrays.stream(nanos).sum();
        double arithmetic = steps.stream().mapToLong(StepParts::ofProducts).sum() / peak;
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%s: %s in all, its products would take %s at %.1f GFLOP/s%n%n| time | share | GFLOP/s | part |%n| ---: | ---: | ---: | --- |%n",
                job, Report.time(all), Report.time(arithmetic), peak));
        for (int i = 0; i < nanos.length; i++) {
            text.append(String.format(Locale.ROOT, "| %s | %.1f %% | %.1f | `%s` |%n", Report.time(nanos[i]), 100 * nanos[i] / all,
                    steps.get(i).operations() / nanos[i], steps.get(i).text()));
        }
        return text.toString();
    }

    private static long ofProducts(Step step) {
        return switch (step) {
            case Step.Multiply product -> product.operations();
            case Step.Fused fused -> fused.product().operations();
            case Step other -> 0;
        };
    }
}
