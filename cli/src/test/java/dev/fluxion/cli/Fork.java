package dev.fluxion.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A virtual machine of its own that has the modules of the project on its module path, as the built command has. */
final class Fork {
    /** How it ended, and what it wrote on standard output and standard error. */
    record Ending(int status, String out, String err) {}

    private Fork() {}

    /** The class path of the tests without the tests. */
    static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs Java with the given options and input until it ends; its output is kept in files of the folder. */
    static Ending java(Path folder, Path input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command).redirectInput(input.toFile()).redirectOutput(Redirect.to(out.toFile()))
                .redirectError(Redirect.to(err.toFile())).start();
        try {
            return new Ending(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
