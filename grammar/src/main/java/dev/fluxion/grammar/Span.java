package dev.fluxion.grammar;

import java.io.Serializable;

/**
 * A half-open range of characters in a source text: {@code start} inclusive, {@code end} exclusive, counted from 0 in UTF-16 units; {@code 0 <= start
 * <= end}, which is not checked.
 *
 * @param start first character
 * @param end one past the last character
 */
public record Span(int start, int end) implements Serializable {
    /** The span of text that came from no source, such as a formula made by the engine. */
    public static final Span NONE = new Span(-1, -1);

    /** The smallest span that covers both; {@link #NONE} is neutral. */
    public Span to(Span other) {
        if (equals(NONE) || other.equals(NONE)) {
            return equals(NONE) ? other : this;
        }
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }
}
