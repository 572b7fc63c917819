package dev.fluxion.benchmarks;

import dev.fluxion.benchmarks.gradbench.Evals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Derivatives of GradBench's evals on one thread, by its processor time, beside the same by hand in C++, compiled as GradBench compiles it and once more with
 * {@code -ffast-math}, and by PyTorch, each in processes right after; all of them take their inputs from one file.
 */
final class EvalComparison implements Main.Comparison {
    /**
     * A job.
     *
     * @param name begins with that of its eval
     * @param whole whether the protocol shows the whole result: of a sparse Jacobian it shows a part
     */
    private record Job(String name, String function, Map<String, Object> input, boolean whole) {
        String module() {
            return name.substring(0, name.indexOf(','));
        }
    }

    private static final int NUMBERS = 700_000;
    private static final int MIXTURE_POINTS = 1_000;
    private static final long WARM_NANOS = 10_000_000_000L;
    private static final String PEER_SECONDS = "1";
    private static final double CLOSE = 1e-9;
    private static final List<String> OPTIONS = List.of("-O3 -march=native", "-O3 -march=native -ffast-math");

    private final double[] numbers = new Random(1).doubles(NUMBERS, -1, 1).toArray();

    private List<Job> jobs() {
        return List.of(new Job("llsq, n = 1,024, m = 128", "gradient", Map.of("x", flat(0, 128), "n", 1_024), true),
                new Job("lse, n = 640,000", "gradient", Map.of("x", flat(0, 640_000)), true), mixture(10, 25), mixture(64, 100),
                new Job("det, order 7", "gradient", Map.of("A", flat(0, 49), "ell", 7), true), clusters(100, 10_000, 8),
                new Job("ba, 49 cameras, 7,776 points, 31,843 observations", "jacobian", Map.of("n", 49, "m", 7_776, "p", 31_843,
                        "cam", List.of(-0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.518870, 0.087812, 0.002739),
                        "x", List.of(7.203245, 0.001144, 3.023326), "w", 0.417022, "feat", List.of(271.760969, 834.209256)), false),
                new Job("ode, n = 10,000, 10 steps", "gradient", Map.of("x", flat(0, 10_000), "s", 10), true));
    }

    private List<Double> flat(int from, int count) {
        return Arrays.stream(numbers, from, from + count).boxed().toList();
    }

    private List<List<Double>> rows(int from, int rows, int columns) {
        return IntStream.range(0, rows).mapToObj(row -> flat(from + row * columns, columns)).toList();
    }

    private Job mixture(int d, int k) {
        int triangle = d * (d - 1) / 2;
        Map<String, Object> input = new LinkedHashMap<>(Map.of("d", d, "k", k, "n", MIXTURE_POINTS, "m", 0, "gamma", 1));
        int at = 0;
        input.put("x", rows(at, MIXTURE_POINTS, d));
        at += MIXTURE_POINTS * d;
        input.put("alpha", flat(at, k));
        at += k;
        input.put("mu", rows(at, k, d));
        at += k * d;
        input.put("q", rows(at, k, d));
        at += k * d;
        input.put("l", rows(at, k, triangle));
        return new Job("gmm, d = " + d + ", k = " + k, "jacobian", input, true);
    }

    private Job clusters(int k, int n, int d) {
        return new Job("kmeans, k = " + k + ", n = 10,000, d = " + d, "dir", Map.of("points", rows(0, n, d), "centroids", rows((n - k) * d, k, d)), true);
    }

    @Override
    public void run(Report report) throws Exception {
        Map<String, Row> own = new LinkedHashMap<>();
        Map<String, Double> magnitudes = new LinkedHashMap<>();
        try (Evals evals = new Evals(Path.of(System.getProperty("gradbench.scripts")))) {
            for (Job job : jobs()) {
                Evals.Run run = evals.prepare(job.module(), job.function, job.input);
                warmUp(run.run());
                own.put(job.name, report.compareSteady(job.name, new Contender("Fluxion", times -> {
                    for (int i = 0; i < times; i++) {
                        run.run().run();
                    }
                    return times;
                }), List.of()).getFirst());
                if (job.whole) {
                    magnitudes.put(job.name, run.magnitude().getAsDouble());
                }
            }
        }
        Path folder = Files.createTempDirectory("fluxion-evals");
        try {
            addPeers(report, own, magnitudes, folder);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    // A hundred loops are compiled one after the other, so that a second or two bring nothing.
    private static void warmUp(Runnable run) {
        for (long until = System.nanoTime() + WARM_NANOS; System.nanoTime() < until;) {
            run.run();
        }
    }

    private void addPeers(Report report, Map<String, Row> own, Map<String, Double> magnitudes, Path folder) throws Exception {
        Path inputs = folder.resolve("inputs");
        ByteBuffer bytes = ByteBuffer.allocate(NUMBERS * Double.BYTES).order(ByteOrder.nativeOrder());
        bytes.asDoubleBuffer().put(numbers);
        Files.write(inputs, bytes.array());
        for (String options : OPTIONS) {
            Path program = folder.resolve("evals");
            if (compiled(folder, program, options)) {
                add(report, own, magnitudes, "C++ by hand, " + options, PeerProcess.lines(List.of(program.toString(), inputs.toString(), PEER_SECONDS), Map.of()));
            } else {
                report.note("No g++ is installed here, so C++ by hand is not measured.");
            }
        }
        PythonPeer python = PythonPeer.with("torch").orElse(null);
        if (python == null) {
            report.note("Python with torch is not installed here, so PyTorch is not measured.");
            return;
        }
        add(report, own, magnitudes, "PyTorch", python.run("evals.py", Map.of("OMP_NUM_THREADS", "1"), inputs.toString(), PEER_SECONDS));
    }

    private static boolean compiled(Path folder, Path program, String options) throws IOException, InterruptedException {
        Path source = folder.resolve("evals.cpp");
        try (InputStream in = EvalComparison.class.getResourceAsStream("evals.cpp")) {
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("g++", "-std=c++17"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of(source.toString(), "-o", program.toString()));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such command
        }
    }

    // A peer that computes something else is no peer.
    private static void add(Report report, Map<String, Row> own, Map<String, Double> magnitudes, String peer, List<String[]> lines) {
        for (String[] parts : lines) {
            Row row = own.get(parts[0]);
            double nanos = Double.parseDouble(parts[1]);
            double magnitude = Double.parseDouble(parts[2]);
            double expected = magnitudes.getOrDefault(parts[0], magnitude);
            if (Math.abs(magnitude - expected) > CLOSE * expected) {
                throw new IllegalStateException(peer + " gives " + magnitude + " for " + parts[0] + " where Fluxion gives " + expected);
            }
            report.add(Row.apart(row.job(), peer, row.nanos(), nanos));
        }
    }
}
