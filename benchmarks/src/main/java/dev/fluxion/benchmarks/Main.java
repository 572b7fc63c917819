package dev.fluxion.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs comparisons by name: {@code [--brief] NAME…}. */
final class Main {
    /** A group of comparisons. */
    @FunctionalInterface
    interface Comparison {
        void run(Report report) throws Exception;
    }

    private static final Map<String, Comparison> COMPARISONS = new LinkedHashMap<>();

    static {
        COMPARISONS.put("scalar", new ScalarComparison());
        COMPARISONS.put("long", new LongFormulas());
        COMPARISONS.put("gemm", new MatrixProducts());
        COMPARISONS.put("step", new TrainingSteps());
        COMPARISONS.put("symbolic", new SymbolicComparison());
    }

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = List.of(arguments).stream().filter(argument -> !argument.equals("--brief")).toList();
        boolean brief = names.size() < arguments.length;
        if (names.isEmpty() || !COMPARISONS.keySet().containsAll(names)) {
            System.err.println("usage: benchmarks/run [--brief] NAME…, where a name is one of " + String.join(", ", COMPARISONS.keySet()));
            System.exit(2);
        }
        for (String name : names) {
            Report report = new Report(name, brief ? Contest.brief() : Contest.thorough(), System.out);
            COMPARISONS.get(name).run(report);
            report.finish(Path.of(System.getProperty("benchmarks.results", "target/results")));
        }
    }
}
