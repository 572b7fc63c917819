package dev.fluxion.cli;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.DiagnosticText;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What the command says when something goes wrong, and the exit status: 1 for a user's error, 2 for wrong usage, 70 for a bug. */
final class Failures {
    static final int USER = 1;
    static final int BUG = 70;

    /** A user's error together with the text it stands in. */
    static final class InText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Source source;
        private final transient FluxionException problem;

        InText(Source source, FluxionException problem) {
            super(problem.getMessage());
            this.source = source;
            this.problem = problem;
        }
    }

    private Failures() {}

    static int report(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case InText inText -> draw(inText.source, inText.problem, err);
            case FluxionException problem -> draw(new Source("input", ""), problem, err);
            default -> {
                Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
                err.println("internal error: " + cause);
                err.println("This is a bug in Fluxion. The text that caused it helps to mend it.");
                cause.printStackTrace(err);
                err.flush();
                return BUG;
            }
        }
        err.flush();
        return USER;
    }

    private static void draw(Source source, FluxionException problem, PrintWriter err) {
        for (Diagnostic diagnostic : problem.diagnostics()) {
            err.println(DiagnosticText.draw(problem.source().orElse(source), diagnostic));
        }
    }
}
