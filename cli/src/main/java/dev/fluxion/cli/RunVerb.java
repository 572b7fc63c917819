package dev.fluxion.cli;

import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs a script.",
        footer = {"", "Example:", "  fluxion run examples/gradient.flx"})
final class RunVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "a script")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Source source = new Source(file.toString(), text(file));
        try {
            new Session(output -> {
                spec.commandLine().getOut().println(output.text());
                spec.commandLine().getOut().flush();
            }).run(source);
            return 0;
        } catch (FluxionException e) {
            throw new Failures.InText(source, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw problem("there is no file " + file);
        } catch (MalformedInputException e) {
            throw problem(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw problem("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static FluxionException problem(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, message, Span.NONE));
    }
}
