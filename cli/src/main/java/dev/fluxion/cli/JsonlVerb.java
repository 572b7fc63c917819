package dev.fluxion.cli;

import dev.fluxion.cli.machine.JsonLines;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fluxion jsonl}. */
@Command(
        name = "jsonl",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Answers requests, one JSON object a line, on standard input.",
        footer = {"", "Example:", "  echo '{\"id\":1,\"op\":\"diff\",\"expr\":\"x^2*sin(y)\",\"wrt\":[\"x\"]}' | fluxion jsonl"})
final class JsonlVerb implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        new JsonLines().run(System.in, System.out);
        return 0;
    }
}
