package dev.fluxion.grammar;

import java.io.Serializable;
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
public record Diagnostic(Code code, String message, Span span, String found, List<String> expected, String hint) implements Serializable {
    /** The families of JSONL's error codes. */
    public enum Code {
        /** A request or an option that is not as it should be. */
        REQUEST,
        /** Text that is not in the language. */
        SYNTAX,
        /** A name that is not known, or is used as what it is not. */
        NAME,
        /** Shapes that do not fit together. */
        SHAPE,
        /** A value that does not exist, such as one divided by exactly zero. */
        DOMAIN,
        /** What the language has and the engine cannot do: refused rather than guessed. */
        UNSUPPORTED,
        /** A limit of the {@code Budget} was exceeded, or the work was interrupted. */
        LIMIT,
        /** A broken invariant: a mistake of the engine, not of its user. */
        INTERNAL;

        /** As it appears in answers. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Refuses nulls, and copies the list. */
    public Diagnostic {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(span);
        Objects.requireNonNull(found);
        Objects.requireNonNull(hint);
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
