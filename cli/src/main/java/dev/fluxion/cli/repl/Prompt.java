package dev.fluxion.cli.repl;

import dev.fluxion.cli.script.Display;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads entries, on a terminal with history, completion and colours, or from a pipe without any of them. */
public final class Prompt {
    private Prompt() {}

    /**
     * Talks on a terminal until its end.
     *
     * @param history the file that keeps what was typed
     * @param colours whether words are coloured while they are typed
     */
    public static void onTerminal(Terminal terminal, Display display, Path history, boolean colours) {
        Consumer<String> out = lines(terminal.writer());
        Repl repl = new Repl(out, out, display);
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("fluxion").parser(new Entries())
                .completer(new Completions(() -> repl)).variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "| ").option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        LineReader reader = (colours ? builder.highlighter(new Colours()) : builder).build();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> repl.interrupt());
        try {
            while (!repl.hasEnded()) {
                try {
                    repl.accept(reader.readLine("> "));
                } catch (UserInterruptException e) {
                    continue; // Ctrl-C drops the line
                } catch (EndOfFileException e) {
                    return;
                }
            }
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /** Performs the entries of a pipe until its end; mistakes go to their own stream. */
    public static void onPipe(BufferedReader in, PrintWriter out, PrintWriter problems, Display display) throws IOException {
        Repl repl = new Repl(lines(out), lines(problems), display);
        StringBuilder entry = new StringBuilder();
        for (String line = in.readLine(); line != null && !repl.hasEnded(); line = in.readLine()) {
            entry.append(line);
            if (Entries.isUnfinished(entry.toString())) {
                entry.append('\n');
                continue;
            }
            repl.accept(entry.toString());
            entry.setLength(0);
        }
        if (!repl.hasEnded()) {
            repl.accept(entry.toString());
        }
    }

    // What long work prints is seen while it works.
    private static Consumer<String> lines(PrintWriter writer) {
        return text -> {
            writer.println(text);
            writer.flush();
        };
    }
}
