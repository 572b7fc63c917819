package dev.fluxion.benchmarks;

import dev.fluxion.codegen.Precision;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.nn.train.Trainer;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.PatternedTensor;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hessians in double precision on one thread, beside the closed form in numpy and the fastest of PyTorch's ways, in a process right after: full ones,
 * and those that have a pattern also as they are kept until someone asks for every number.
 */
final class HessianComparison implements Main.Comparison {

    /**
     * A Hessian.
     *
     * @param declared names with sizes, such as {@code "X n,d; w d"}
     */
    private record Job(String name, String declared, Map<String, Long> sizes, String function, String variable) {
        String structured() {
            return name + ", core and pattern";
        }

        List<Symbol> symbols() {
            return Stream.of(declared.split("; ")).map(each -> Symbol.of(each.split(" ")[0],
                    new Shape(Stream.of(each.split(" ")[1].split(",")).map(Size::named).toList()), Symbol.Role.VARIABLE, Set.of())).toList();
        }
    }

    private static final List<Job> JOBS = List.of(logistic(100), logistic(400), quadratic(200), quadratic(800),
            new Job("logsumexp, n = 200", "x n", Map.of("n", 200L), text("exponentials"), "x"),
            new Job("factorisation 100×5, 500×500 numbers", "T m,m; U m,k; V m,k", Map.of("m", 100L, "k", 5L), text("factorisation"), "U"));

    private static String text(String name) {
        return new dev.fluxion.benchmarks.Formulas("hessian." + name).in("fluxion");
    }

    private static Job logistic(long d) {
        return new Job("logistic regression, n = 1000, d = " + d, "X n,d; y n; w d", Map.of("n", 1000L, "d", d), text("logistic"), "w");
    }

    private static Job quadratic(long n) {
        return new Job("x'*A*x, n = " + n, "A n,n; x n", Map.of("n", n), text("quadratic"), "x");
    }

    @Override
    public void run(Report report) throws Exception {
        Map<String, double[]> peers = new HashMap<>();
        Map<String, Row> own = new HashMap<>();
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            for (Job job : JOBS) {
                Expression hessian = hessian(job);
                own.put(job.name, report.compareSteady(job.name, contender(job, List.of(hessian), kernels)).getFirst());
                List<Expression> cores = PatternedTensor.of(hessian).parts().stream().flatMap(part -> part.blocks().stream())
                        .map(PatternedTensor.Block::core).distinct().toList();
                if (cores.stream().noneMatch(core -> core.shape().equals(hessian.shape()))) {
                    own.put(job.structured(), report.compareSteady(job.structured(), contender(job, cores, kernels)).getFirst());
                }
            }
        }
        Optional<PythonPeer> python = PythonPeer.with("numpy");
        if (python.isEmpty()) {
            report.note("Python with numpy is not installed here, so no peers are measured.");
            return;
        }
        for (String[] parts : python.get().run("hessians.py", Map.of())) {
            peers.put(parts[0], Stream.of(parts).skip(1).mapToDouble(Double::parseDouble).toArray());
        }
        for (Job job : JOBS) {
            double[] times = peers.getOrDefault(job.name, new double[0]);
            for (int i = 0; i < times.length; i++) {
                String peer = i == 0 ? "numpy, closed form" : "PyTorch, its fastest way";
                report.add(beside(own.get(job.name), peer, times[i]));
                if (own.containsKey(job.structured())) {
                    report.add(beside(own.get(job.structured()), peer + ", every number", times[i]));
                }
            }
        }
    }

    private static Row beside(Row own, String peer, double nanos) {
        double ratio = own.nanos() / nanos;
        return new Row(own.job(), peer, own.nanos(), nanos, ratio, ratio, ratio);
    }

    private static Expression hessian(Job job) {
        List<Symbol> symbols = job.symbols();
        Names names = Names.strict();
        symbols.forEach(names::declare);
        Expression function = Stabilizer.stabilize(Formulas.parse(job.function, names)).expression();
        Symbol variable = symbols.stream().filter(symbol -> symbol.name().equals(job.variable)).findFirst().orElseThrow();
        return Differentiation.derivative(function, List.of(variable, variable));
    }

    private static Contender contender(Job job, List<Expression> outputs, CompiledKernels kernels) {
        Trainer.Kernel kernel = kernels.compile(outputs, job.symbols(), job.sizes, Precision.DOUBLE);
        Random random = new Random(1);
        Object[] inputs = job.symbols().stream().map(symbol -> random.doubles(entries(symbol.shape(), job.sizes), -1, 1).toArray()).toArray();
        double[][] results = outputs.stream().map(output -> new double[(int) entries(output.shape(), job.sizes)]).toArray(double[][]::new);
        return new Contender("Fluxion", times -> {
            for (int i = 0; i < times; i++) {
                kernel.run(inputs, results);
            }
            return results[0][0];
        });
    }

    private static long entries(Shape shape, Map<String, Long> sizes) {
        return shape.sizes().stream().mapToLong(size -> size.value(sizes::get)).reduce(1, (a, b) -> a * b);
    }
}
