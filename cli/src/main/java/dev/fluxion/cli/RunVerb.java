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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
        footer = {"", "Example:", "  fluxion run examples/tour/04-the-chain-rule.flx"})
final class RunVerb implements Callable<Integer> {
    private static final String STANDARD_INPUT = "standard input";

    @Parameters(index = "0", paramLabel = "FILE", description = "a script; - is standard input")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Interruption.guarded(this::status);
    }

    // A mistake is told here, and not by whoever called: an interrupted process ends when this returns.
    private int status() {
        Source source = source(file);
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

    /** The text of a file, or of standard input. */
    static Source source(Path file) {
        return isStandardInput(file) ? new Source(STANDARD_INPUT, text(STANDARD_INPUT, RunVerb::standardInput)) : new Source(file.toString(), text(file));
    }

    static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    static String text(Path file) {
        return text(file.toString(), () -> java.nio.file.Files.readString(file));
    }

    private interface Reading {
        String text() throws IOException;
    }

    private static String text(String name, Reading reading) {
        try {
            return reading.text();
        } catch (NoSuchFileException e) {
            throw problem("there is no file " + name);
        } catch (CharacterCodingException e) {
            throw problem(name + " is not UTF-8 text");
        } catch (IOException e) {
            throw problem("cannot read " + name + ": " + e.getMessage());
        }
    }

    private static String standardInput() throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(System.in.readAllBytes())).toString();
    }

    static FluxionException problem(String message) {
        return problem(message, "");
    }

    static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, message, Span.NONE).withHint(hint));
    }
}
