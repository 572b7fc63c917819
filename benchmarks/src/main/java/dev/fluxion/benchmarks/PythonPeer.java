package dev.fluxion.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Python that has a module, and scripts that measure peers in it.
 *
 * @param command how it is started
 */
record PythonPeer(String command) {
    /** The first that has the module. */
    static Optional<PythonPeer> with(String module) throws IOException, InterruptedException {
        for (String command : List.of("/usr/bin/python3", "python3")) {
            try {
                Process process = new ProcessBuilder(command, "-c", "import " + module).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                if (process.waitFor() == 0) {
                    return Optional.of(new PythonPeer(command));
                }
            } catch (IOException e) {
                continue; // no such command
            }
        }
        return Optional.empty();
    }

    /**
     * What a script prints, in lines of fields.
     *
     * @param script a resource beside this class
     */
    List<String[]> run(String script, Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path file = Files.createTempFile("fluxion-peer", ".py");
        try (InputStream in = PythonPeer.class.getResourceAsStream(script)) {
            Files.writeString(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            List<String> line = new ArrayList<>(List.of(command, file.toString()));
            line.addAll(List.of(arguments));
            return PeerProcess.lines(line, environment);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
