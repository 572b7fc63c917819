package dev.fluxion.cli;

import dev.fluxion.cli.script.Bounded;
import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.Output;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
        return Interruption.guarded(this::status);
    }

    // A mistake is told here, and not by whoever called: an interrupted process ends when this returns.
    private int status() {
        Source source = new Source(file.toString(), text(file));
        try {
            Consumer<Output> out = output -> {
                spec.commandLine().getOut().println(output.text());
                spec.commandLine().getOut().flush();
            };
            Session session = new Session(out, Files.ALL, BarDisplay.canBeSeen(System.getenv()) ? new BarDisplay() : new PlainDisplay(out));
            return Bounded.run(Budget.current(), () -> {
                session.run(source, file);
                return 0;
            });
        } catch (FluxionException e) {
            return Failures.report(new Failures.InText(source, e), spec.commandLine(), spec.commandLine().getParseResult());
        }
    }

    static String text(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (NoSuchFileException e) {
            throw problem("there is no file " + file);
        } catch (MalformedInputException e) {
            throw problem(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw problem("cannot read " + file + ": " + e.getMessage());
        }
    }

    static FluxionException problem(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, message, Span.NONE));
    }
}
