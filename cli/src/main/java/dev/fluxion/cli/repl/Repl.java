package dev.fluxion.cli.repl;

import dev.fluxion.cli.script.Bounded;
import dev.fluxion.cli.script.Display;
import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.Output;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.DiagnosticText;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A session at a prompt. Nothing that is typed ends it but the command to quit: neither a mistake, nor a bug, nor an interruption. */
final class Repl {
    private final Consumer<String> out;
    private final Consumer<String> problems;
    private final Display display;
    private Session session;
    private boolean ended;
    private volatile Thread working;

    Repl(Consumer<String> out, Consumer<String> problems, Display display) {
        this.out = out;
        this.problems = problems;
        this.display = display;
        reset();
    }

    Session session() {
        return session;
    }

    void reset() {
        Consumer<Output> printed = output -> out.accept(output.text());
        session = new Session(printed, Files.ALL, display);
    }

    void quit() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    void print(String text) {
        out.accept(text);
    }

    void complain(String text) {
        problems.accept(text);
    }

    /** Performs what was typed: a command of the prompt, or statements. */
    void accept(String text) {
        if (text.startsWith(Commands.PREFIX)) {
            Commands.perform(this, text);
        } else if (!text.isBlank()) {
            work(new Source("input", text), () -> session.run(new Source("input", text)));
        }
    }

    void runFile(String name) {
        Source source;
        Path file;
        try {
            file = Path.of(name);
            source = new Source(name, java.nio.file.Files.readString(file));
        } catch (IOException | InvalidPathException e) {
            complain("error: cannot read " + (name.isEmpty() ? "a file without a name" : name));
            return;
        }
        work(source, () -> session.run(source, file));
    }

    private void work(Source source, Runnable task) {
        working = Thread.currentThread();
        try {
            Bounded.run(Budget.unhurried(), () -> {
                task.run();
                return null;
            });
        } catch (FluxionException e) {
            e.diagnostics().forEach(diagnostic -> complain(DiagnosticText.draw(e.source().orElse(source), diagnostic)));
        } catch (RuntimeException | Error e) {
            complain("internal error: " + e + "\nThis is a bug in Fluxion; the session goes on.");
        } finally {
            working = null;
            Thread.interrupted(); // an interruption that came too late to stop anything
        }
    }

    /** Stops what is being computed, from another thread; the session goes on. */
    void interrupt() {
        Thread thread = working;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
