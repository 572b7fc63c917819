package dev.fluxion.cli;

import dev.fluxion.cli.repl.Prompt;
import dev.fluxion.cli.script.PlainDisplay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fluxion repl}. */
@Command(
        name = "repl",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reads statements and answers each; history, completion and several lines as in a shell. :help tells more.",
        footer = {"", "Examples:", "  fluxion repl", "  echo 'diff(x^3, x)' | fluxion repl", "",
            "What is typed on a terminal is kept in ~/.fluxion_history, or in the file that FLUXION_HISTORY names.",
            "With NO_COLOR set, nothing is coloured."})
final class ReplVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (System.console() == null || !System.console().isTerminal()) {
            PrintWriter out = spec.commandLine().getOut();
            Prompt.onPipe(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out, spec.commandLine().getErr(),
                    new PlainDisplay(output -> out.println(output.text())));
            return 0;
        }
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            Prompt.onTerminal(terminal, new BarDisplay(), history(System.getenv()), colours(System.getenv(), terminal.getType()));
        }
        return 0;
    }

    static Path history(Map<String, String> environment) {
        String named = environment.getOrDefault("FLUXION_HISTORY", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".fluxion_history") : Path.of(named);
    }

    /** By the convention of no-color.org: any text but the empty one. */
    static boolean colours(Map<String, String> environment, String terminal) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !terminal.startsWith(Terminal.TYPE_DUMB);
    }
}
