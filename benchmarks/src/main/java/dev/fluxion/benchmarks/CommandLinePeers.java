package dev.fluxion.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Computer algebra systems that are commands; each measures itself, in a process of its own, right after the product was measured. */
final class CommandLinePeers {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern NAMES = Pattern.compile("\\{(\\p{L}+)1\\.\\.(\\d+)}"); // {x1..50} is x1,x2,…
    private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*(?:[eE][-+]?\\d+)?)s?\\s*$");

    /** What a system is told. */
    private enum Dialect {
        MAXIMA(20_000) {
            @Override
            String definition(String name, String value) {
                return name + ": " + value + "$\n";
            }

            @Override
            String timed(String question, long times) {
                return "t: elapsed_real_time()$\nfor k: 1 thru " + times + " do " + question + "$\nprint(float(elapsed_real_time() - t))$\n";
            }
        },
        GINAC(50) {
            @Override
            String definition(String name, String value) {
                return name + " = " + value + ";\n";
            }

            @Override
            String timed(String question, long times) {
                return "time({" + String.join(",", Collections.nCopies((int) times, question)) + "});\n";
            }
        },
        GIAC(1) { // which repeats what is short, and gives processor time
            @Override
            String definition(String name, String value) {
                return name + ":=" + value + ":;\n";
            }

            @Override
            String timed(String question, long times) {
                return "time(" + question + ")[0];\n";
            }
        };

        private final int mostTimes;

        Dialect(int mostTimes) {
            this.mostTimes = mostTimes;
        }

        abstract String definition(String name, String value);

        abstract String timed(String question, long times);
    }

    /**
     * A system.
     *
     * @param arguments before the file's name, where it takes one; else the file is its standard input
     */
    private record System(String name, String command, List<String> arguments, boolean takesFile, Dialect dialect) {}

    private static final List<System> ALL = List.of(new System("giac", "giac", List.of(), true, Dialect.GIAC),
            new System("Maxima", "maxima", List.of("--very-quiet", "--batch"), true, Dialect.MAXIMA), new System("GiNaC", "ginsh", List.of(), false, Dialect.GINAC));

    private final List<System> present = ALL.stream().filter(system -> path(system.command).isPresent()).toList();

    private static Optional<Path> path(String command) {
        for (String folder : java.lang.System.getenv("PATH").split(java.io.File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, command))) {
                return Optional.of(Path.of(folder, command));
            }
        }
        return Optional.empty();
    }

    /** Which systems are here and which are not. */
    List<String> describe() {
        return ALL.stream().map(system -> system.name + (present.contains(system) ? " is measured in a process of its own."
                : " is not installed here, so not measured.")).toList();
    }

    /** What each system takes for a job, beside the product's row. */
    List<Row> compare(String job, String formula, Row product) throws IOException, InterruptedException {
        return compare(job, List.of(), formula, product);
    }

    /** The same of a formula built up by definitions {@code v1 = …}, {@code v2 = …}: a text nested as deep is more than some readers bear. */
    List<Row> compare(String job, List<String> definitions, String formula, Row product) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (System system : present) {
            String question = new Formulas(job).in(system.command);
            if (question != null) {
                double nanos = nanos(system, definitions, question.replace("{f}", formula));
                rows.add(Row.apart(product.job(), system.name, product.nanos(), nanos));
            }
        }
        return rows;
    }

    // Once to see how long it takes, then as often as fits a second.
    private static double nanos(System system, List<String> definitions, String question) throws IOException, InterruptedException {
        double once = nanos(system, definitions, question, 1);
        long times = (long) Math.clamp(1e9 / Math.max(once, 1), 1, system.dialect.mostTimes);
        return times == 1 || Double.isNaN(once) ? once : nanos(system, definitions, question, times);
    }

    private static String program(Dialect dialect, List<String> definitions, String question, long times) {
        StringBuilder program = new StringBuilder();
        for (int i = 0; i < definitions.size(); i++) {
            program.append(dialect.definition("v" + (i + 1), definitions.get(i)));
        }
        String written = NAMES.matcher(question).replaceAll(range -> IntStream.rangeClosed(1, Integer.parseInt(range.group(2))).mapToObj(i -> range.group(1) + i)
                .collect(Collectors.joining(",")));
        return program + dialect.timed(written, times);
    }

    private static double nanos(System system, List<String> definitions, String question, long times) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("fluxion-peer"); // some leave files where they are started
        Path file = Files.writeString(folder.resolve("program.txt"), program(system.dialect, definitions, question, times));
        Path output = folder.resolve("output.txt");
        try {
            List<String> command = new ArrayList<>(List.of(system.command));
            command.addAll(system.arguments);
            if (system.takesFile) {
                command.add(file.toString());
            }
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(output.toFile())
                    .redirectInput(system.takesFile ? ProcessBuilder.Redirect.from(new java.io.File("/dev/null")) : ProcessBuilder.Redirect.from(file.toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return Double.NaN;
            }
            if (process.exitValue() != 0) {
                return Double.NaN;
            }
            return Files.readAllLines(output).reversed().stream().map(line -> NUMBER.matcher(line.strip())).filter(Matcher::find).findFirst()
                    .map(found -> Double.parseDouble(found.group(1)) * 1e9 / times).orElse(Double.NaN);
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path each : left.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
