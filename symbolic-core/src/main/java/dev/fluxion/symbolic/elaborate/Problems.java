package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.Diagnostic.Code;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.List;

/** The mistakes of meaning. */
final class Problems {
    private Problems() {}

    static FluxionException name(String message, Span span, String hint) {
        return new FluxionException(new Diagnostic(Code.NAME, message, span, "", List.of(), hint));
    }

    static FluxionException shape(String message, Span span, String hint) {
        return new FluxionException(new Diagnostic(Code.SHAPE, message, span, "", List.of(), hint));
    }

    static FluxionException syntax(String message, Span span, String hint) {
        return new FluxionException(new Diagnostic(Code.SYNTAX, message, span, "", List.of(), hint));
    }

    static FluxionException unsupported(String message, Span span) {
        return new FluxionException(Diagnostic.of(Code.UNSUPPORTED, message, span));
    }
}
