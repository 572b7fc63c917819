package dev.fluxion.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that measures a peer, so that its threads and libraries are its own. */
final class PeerProcess {
    private static final int PATIENCE_MINUTES = 20;

    private PeerProcess() {}

    /** What it prints, in lines of fields. */
    static List<String[]> lines(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile("fluxion-peer", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return Files.readAllLines(output).stream().map(text -> text.split("\t")).toList();
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
