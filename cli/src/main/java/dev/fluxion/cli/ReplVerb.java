package dev.fluxion.cli;

import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.DiagnosticText;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.language.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;

/** {@code fluxion repl}. */
@Command(
        name = "repl",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reads statements line by line and answers each; history and completion as in a shell.",
        footer = {"", "Example:", "  fluxion repl"})
final class ReplVerb implements Callable<Integer> {
    private static final String HELP = """
            Type an expression to see its value, or a statement:
              f(x) = x^3 + 2*x      a function
              diff(f(x), x)          its derivative
              show diff(f(x), x)     with every step
              X in R[n, d]           a matrix of unknown size
            :help  this page    :quit  the end (or Ctrl-D)""";

    @Override
    public Integer call() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).appName("fluxion")
                    .completer(new StringsCompleter(Language.INSTANCE.names().stream().sorted().toList()))
                    .variable(LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".fluxion_history")).build();
            Session session = new Session(output -> terminal.writer().println(output.text()), Files.ALL,
                    new PlainDisplay(output -> terminal.writer().println(output.text())));
            loop(reader, session, terminal);
        }
        return 0;
    }

    private static void loop(LineReader reader, Session session, Terminal terminal) {
        while (true) {
            String line;
            try {
                line = reader.readLine("> ").strip();
            } catch (UserInterruptException e) {
                continue; // Ctrl-C drops the line
            } catch (EndOfFileException e) {
                return;
            }
            switch (line) {
                case ":quit", ":q" -> {
                    return;
                }
                case ":help", ":h" -> terminal.writer().println(HELP);
                default -> run(session, line, terminal);
            }
            terminal.flush();
        }
    }

    private static void run(Session session, String line, Terminal terminal) {
        Source source = new Source("input", line);
        try {
            session.run(source);
        } catch (FluxionException e) {
            e.diagnostics().forEach(diagnostic -> terminal.writer().println(DiagnosticText.draw(e.source().orElse(source), diagnostic)));
        }
    }
}
