package dev.fluxion.cli;

import dev.fluxion.cli.machine.Ceiling;
import dev.fluxion.cli.machine.JsonLines;
import dev.fluxion.cli.script.Files;
import dev.fluxion.typeset.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

    @Option(names = "--limit", paramLabel = "NAME=NUMBER", description = "the most that requests may ask for in limits: millis, nodes or depth")
    private Map<String, Long> limits = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (folder != null && !java.nio.file.Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
        }
        try {
            new JsonLines(folder == null ? Files.NONE : Files.below(folder), ceiling()).run(System.in, System.out);
        } catch (IOException e) {
            throw RunVerb.problem("cannot read standard input or " + (folder == null ? "write the answers" : folder) + ": " + AtomicFiles.reason(e));
        }
        return 0;
    }

    private Ceiling ceiling() {
        Ceiling ceiling = Ceiling.STANDARD;
        for (Map.Entry<String, Long> limit : limits.entrySet()) {
            if (!Ceiling.NAMES.contains(limit.getKey()) || limit.getValue() < 1) {
                throw new ParameterException(spec.commandLine(), "--limit takes one of " + String.join(", ", Ceiling.NAMES) + " and a number from 1");
            }
            ceiling = ceiling.with(limit.getKey(), limit.getValue());
        }
        return ceiling;
    }
}
