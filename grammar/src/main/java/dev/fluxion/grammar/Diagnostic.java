package dev.fluxion.grammar;

import java.util.List;
import java.util.Objects;

/**
 * A user's mistake, as data. Drawn by {@link DiagnosticText} alone.
 *
 * @param code the family
 * @param message what is wrong, one line, no final stop
 * @param span where, in the source
 * @param found the offending text, or empty
 * @param expected what could have stood there, possibly none
 * @param hint a way out, or empty
 */
public record Diagnostic(Code code, String message, Span span, String found, List<String> expected, String hint) {
    /** The families of JSONL's error codes. */
    public enum Code {
        REQUEST, SYNTAX, NAME, SHAPE, DOMAIN, UNSUPPORTED, LIMIT, INTERNAL;

        /** As it appears in answers. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Checks and copies. */
    public Diagnostic {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(span);
        expected = List.copyOf(expected);
    }

    /** A diagnostic with message and place only. */
    public static Diagnostic of(Code code, String message, Span span) {
        return new Diagnostic(code, message, span, "", List.of(), "");
    }

    /** The same with a hint. */
    public Diagnostic withHint(String text) {
        return new Diagnostic(code, message, span, found, expected, text);
    }

    /** The same with another message. */
    public Diagnostic withMessage(String text) {
        return new Diagnostic(code, text, span, found, expected, hint);
    }

    /** The same with another place. */
    public Diagnostic at(Span place) {
        return new Diagnostic(code, message, place, found, expected, hint);
    }
}
