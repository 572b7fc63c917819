package dev.fluxion.nn.io;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.nio.file.Path;

/** Makes diagnostics about one file. */
record FileMistakes(Path file) {
    FluxionException of(String problem) {
        return with(Diagnostic.Code.REQUEST, problem);
    }

    FluxionException unsupported(String what) {
        return with(Diagnostic.Code.UNSUPPORTED, what);
    }

    private FluxionException with(Diagnostic.Code code, String problem) {
        return new FluxionException(Diagnostic.of(code, file + ": " + problem, Span.NONE));
    }
}
