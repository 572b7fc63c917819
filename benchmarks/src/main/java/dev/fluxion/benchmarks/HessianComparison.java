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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hessians in double precision on one thread, by its processor time, and on two by the wall, beside the closed form in numpy and the fastest of PyTorch's
 * ways, each on the number of threads that is best for it, in processes right after: full ones, and those that have a pattern also as they are kept until
 * someone asks for every number. Beside them, in turns, what no program can do without: to write so many numbers.
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

    private static final int MOST_THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());
    private static final String PEER_SECONDS = "0.5";

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

    /** What a peer takes at best. */
    private record Best(double nanos, String how) {
        static Best of(Best one, Best other) {
            return one.nanos <= other.nanos ? one : other;
        }
    }

    @Override
    public void run(Report report) throws Exception {
        List<Map<String, Row>> own = new ArrayList<>();
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            own.add(product(report, threads));
        }
        Optional<PythonPeer> python = PythonPeer.with("numpy");
        if (python.isEmpty()) {
            report.note("Python with numpy is not installed here, so no peers are measured.");
            return;
        }
        Map<String, List<Best>> peers = new HashMap<>();
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            for (String waiting : threads == 1 ? List.of("passive") : List.of("passive", "active")) {
                String how = threads(threads) + (threads == 1 ? "" : ", waiting " + waiting);
                for (String[] parts : python.get().run("hessians.py", Map.of("OMP_WAIT_POLICY", waiting), Integer.toString(threads), PEER_SECONDS)) {
                    List<Best> times = Stream.of(parts).skip(1).map(nanos -> new Best(Double.parseDouble(nanos), how)).toList();
                    report.note(parts[0] + ", " + how + ": " + times.stream().map(time -> Report.time(time.nanos)).collect(Collectors.joining(" numpy, ")));
                    peers.merge(parts[0], times, (before, now) -> IntStream.range(0, now.size()).mapToObj(i -> Best.of(before.get(i), now.get(i))).toList());
                }
            }
        }
        for (Map<String, Row> rows : own) {
            for (Job job : JOBS) {
                addBeside(report, rows.get(job.name), peers.getOrDefault(job.name, List.of()), "");
                if (rows.containsKey(job.structured())) {
                    addBeside(report, rows.get(job.structured()), peers.getOrDefault(job.name, List.of()), "every number, ");
                }
            }
        }
    }

    private static void addBeside(Report report, Row own, List<Best> peers, String what) {
        for (int i = 0; i < peers.size(); i++) {
            Best peer = peers.get(i);
            report.add(beside(own, (i == 0 ? "numpy, closed form, " : "PyTorch, its fastest way, ") + what + peer.how, peer.nanos));
        }
    }

    private static String threads(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }

    private static Map<String, Row> product(Report report, int threads) throws Exception {
        Map<String, Row> own = new HashMap<>();
        try (CompiledKernels kernels = new CompiledKernels(threads)) {
            for (Job job : JOBS) {
                Expression hessian = hessian(job);
                own.put(job.name, compare(report, job.name, threads, contenders(job, List.of(hessian), kernels)));
                List<Expression> cores = PatternedTensor.of(hessian).parts().stream().flatMap(part -> part.blocks().stream())
                        .map(PatternedTensor.Block::core).distinct().toList();
                if (threads == 1 && cores.stream().noneMatch(core -> core.shape().equals(hessian.shape()))) {
                    own.put(job.structured(), compare(report, job.structured(), threads, contenders(job, cores, kernels).subList(0, 1)));
                }
            }
        }
        return own;
    }

    private static Row beside(Row own, String peer, double nanos) {
        return Row.apart(own.job(), peer, own.nanos(), nanos);
    }

    private static Expression hessian(Job job) {
        List<Symbol> symbols = job.symbols();
        Names names = Names.strict();
        symbols.forEach(names::declare);
        Expression function = Stabilizer.stabilize(Formulas.parse(job.function, names)).expression();
        Symbol variable = symbols.stream().filter(symbol -> symbol.name().equals(job.variable)).findFirst().orElseThrow();
        return Differentiation.derivative(function, List.of(variable, variable));
    }

    private static Row compare(Report report, String job, int threads, List<Contender> contenders) throws Exception {
        Contender product = contenders.getFirst();
        List<Contender> others = contenders.subList(1, contenders.size());
        String name = job + ", " + threads(threads);
        return (threads == 1 ? report.compareSteady(name, product, others) : report.compareThreads(name, product, others)).getFirst();
    }

    // The product, and what bounds it on a machine: to write as many numbers, and where it reads as many, to copy them.
    private static List<Contender> contenders(Job job, List<Expression> outputs, CompiledKernels kernels) {
        Trainer.Kernel kernel = kernels.compile(outputs, job.symbols(), job.sizes, Precision.DOUBLE);
        Random random = new Random(1);
        double[][] inputs = job.symbols().stream().map(symbol -> random.doubles(entries(symbol.shape(), job.sizes), -1, 1).toArray()).toArray(double[][]::new);
        double[][] results = outputs.stream().map(output -> new double[(int) entries(output.shape(), job.sizes)]).toArray(double[][]::new);
        double[] result = results[0];
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("Fluxion", repeated(result, () -> kernel.run(inputs, results))));
        all.add(new Contender("writing a constant to each entry", repeated(result, () -> Arrays.fill(result, 1.5))));
        Stream.of(inputs).filter(input -> input.length == result.length).forEach(input ->
                all.add(new Contender("copying an input of its size", repeated(result, () -> System.arraycopy(input, 0, result, 0, result.length)))));
        return all;
    }

    private static Work repeated(double[] result, Runnable once) {
        return times -> {
            for (int i = 0; i < times; i++) {
                once.run();
            }
            return result[0];
        };
    }

    private static long entries(Shape shape, Map<String, Long> sizes) {
        return shape.sizes().stream().mapToLong(size -> size.value(sizes::get)).reduce(1, (a, b) -> a * b);
    }
}
