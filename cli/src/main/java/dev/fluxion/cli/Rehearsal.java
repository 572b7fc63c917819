package dev.fluxion.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs typical calls in one process. The build records which classes they load and how they are used, and every later start begins from there. */
public final class Rehearsal {
    private Rehearsal() {}

    /** Rehearses the calls of the file that is the only argument; exit status 1 where one of them fails. */
    public static void main(String[] arguments) throws IOException {
        boolean allSucceed = true;
        for (List<String> call : calls(Path.of(arguments[0]))) {
            allSucceed &= run(call) == 0;
        }
        System.exit(allSucceed ? 0 : 1);
    }

    /** The exit status of one call. */
    static int run(List<String> call) {
        String[] arguments = call.toArray(String[]::new);
        return FluxionCommand.commandLine(arguments).execute(arguments);
    }

    /** The calls in a file: one a line, arguments separated by tabs, and lines of comment. Scripts lie beside the file. */
    static List<List<String>> calls(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#"))
                .map(line -> Stream.of(line.split("\t")).map(word -> word.endsWith(".flx") ? file.resolveSibling(word).toString() : word).toList()).toList();
    }
}
