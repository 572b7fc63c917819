package dev.fluxion.cli;

import dev.fluxion.cli.machine.JsonLines;
import dev.fluxion.cli.script.Files;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fluxion jsonl}. */
@Command(
        name = "jsonl",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Answers requests, one JSON object a line, on standard input. They reach no files, unless a folder is given.",
        footer = {"", "Examples:", "  echo '{\"id\":1,\"op\":\"diff\",\"expr\":\"x^2*sin(y)\",\"wrt\":[\"x\"]}' | fluxion jsonl",
            "  fluxion jsonl --files data < requests.jsonl"})
final class JsonlVerb implements Callable<Integer> {
    @Option(names = "--files", paramLabel = "DIR", description = "a folder below which scripts may read and write files")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (folder != null && !java.nio.file.Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
        }
        new JsonLines(folder == null ? Files.NONE : Files.below(folder)).run(System.in, System.out);
        return 0;
    }
}
