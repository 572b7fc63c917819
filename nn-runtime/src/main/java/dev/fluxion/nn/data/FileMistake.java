package dev.fluxion.nn.data;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.nio.file.Path;

/** Diagnostics about a data file. */
final class FileMistake {
    private FileMistake() {}

    static FluxionException of(Path file, String problem) {
        return of(file, problem, "");
    }

    static FluxionException of(Path file, String problem, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.REQUEST, file + ": " + problem, Span.NONE).withHint(hint));
    }
}
