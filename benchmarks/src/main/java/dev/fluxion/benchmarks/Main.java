package dev.fluxion.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs comparisons by name: {@code [--brief] [--guard] [--avx2] NAME…}; with {@code --guard} the exit status is 1 where a ratio is above its limit, with
 * {@code --avx2} nothing is measured if this virtual machine has wider vectors than those of AVX2.
 */
final class Main {
    /** A group of comparisons. */
    @FunctionalInterface
    interface Comparison {
        void run(Report report) throws Exception;
    }

    private static final int AVX2_BITS = 256;
    private static final Map<String, Comparison> COMPARISONS = new LinkedHashMap<>();

    static {
        COMPARISONS.put("scalar", new ScalarComparison());
        COMPARISONS.put("rows", new RowComparison());
        COMPARISONS.put("indexed", new IndexedSums());
        COMPARISONS.put("long", new LongFormulas());
        COMPARISONS.put("gemm", new MatrixProducts(MatrixProducts.ALL));
        COMPARISONS.put("gemm-network", new MatrixProducts(MatrixProducts.OF_NETWORK));
        COMPARISONS.put("gemm-cubes", new MatrixProducts(MatrixProducts.CUBES));
        COMPARISONS.put("step", new TrainingSteps(Model.ALL));
        COMPARISONS.put("parts", new StepParts(Model.named("mlp")));
        Model.ALL.forEach(model -> COMPARISONS.put("step-" + model.name(), new TrainingSteps(List.of(model))));
        Model.ALL.forEach(model -> COMPARISONS.put("parts-" + model.name(), new StepParts(model)));
        COMPARISONS.put("compile", new CompileTimes());
        COMPARISONS.put("symbolic", new SymbolicComparison());
        COMPARISONS.put("growth", new Growth());
        COMPARISONS.put("hessian", new HessianComparison());
        COMPARISONS.put("evals", new EvalComparison());
    }

    private Main() {}

    static Set<String> names() {
        return COMPARISONS.keySet();
    }

    public static void main(String[] arguments) throws Exception {
        List<String> names = List.of(arguments).stream().filter(argument -> !argument.startsWith("--")).toList();
        boolean guards = List.of(arguments).contains("--guard");
        boolean brief = guards || List.of(arguments).contains("--brief");
        if (names.isEmpty() || !names().containsAll(names)) {
            throw new IllegalArgumentException("benchmarks/run names comparisons"); // and refuses others
        }
        if (List.of(arguments).contains("--avx2") && Machine.here().bits() != AVX2_BITS) {
            System.err.println("benchmarks: vectors have " + Machine.here().bits() + " bits here, so nothing is measured as with AVX2");
            System.exit(2);
        }
        boolean regressed = false;
        for (String name : names) {
            Report report = new Report(name, brief ? Contest.brief() : Contest.thorough(), System.out);
            COMPARISONS.get(name).run(report);
            report.finish(Path.of(System.getProperty("benchmarks.results", "target/results")));
            List<String> broken = guards ? Limits.broken(Path.of(System.getProperty("benchmarks.limits")), name, report.rows()) : List.of();
            broken.forEach(System.out::println);
            regressed |= !broken.isEmpty();
        }
        System.exit(regressed ? 1 : 0);
    }
}
