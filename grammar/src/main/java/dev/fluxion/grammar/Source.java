package dev.fluxion.grammar;

import java.io.Serializable;
import java.util.Objects;

/**
 * A text with a name, and its lines.
 *
 * @param name file name or a word such as {@code input}, shown in diagnostics
 * @param text the whole text
 */
public record Source(String name, String text) implements Serializable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Refuses nulls. */
    public Source {
        Objects.requireNonNull(name, "the name of a source is null");
        Objects.requireNonNull(text, "the text of a source is null");
    }

    /**
     * Line of a character, counted from 1; {@code \n}, {@code \r\n} and {@code \r} end lines. Takes time in proportion to the text.
     *
     * @param offset counted from 0 in UTF-16 units; below 0 stands for the first line, beyond the end for the last
     */
    public int line(int offset) {
        int line = 1;
        for (int start = after(0); start >= 0 && start <= offset; start = after(start)) {
            line++;
        }
        return line;
    }

    /**
     * Column of a character in its line, counted from 1 in UTF-16 units; a byte order mark is not counted.
     *
     * @param offset counted from 0 in UTF-16 units; outside the text it stands for the nearest place in it
     */
    public int column(int offset) {
        int at = Math.min(offset, text.length());
        int start = 0;
        for (int next = after(0); next >= 0 && next <= at; next = after(next)) {
            start = next;
        }
        return Math.max(0, at - Math.max(start, firstCharacter())) + 1;
    }

    /**
     * The text of a line, counted from 1, without its end.
     *
     * @throws IndexOutOfBoundsException if the text has no such line
     */
    public String lineText(int line) {
        if (line < 1) {
            throw new IndexOutOfBoundsException("line " + line);
        }
        int start = 0;
        for (int n = 1; n < line; n++) {
            start = after(start);
            if (start < 0) {
                throw new IndexOutOfBoundsException("line " + line + " of a text with " + n);
            }
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(Math.min(end, Math.max(start, firstCharacter())), end);
    }

    private int firstCharacter() {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    // The place behind the end of the line that has this place, or -1 in the last line.
    private int after(int place) {
        for (int i = place; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                return i + 1;
            }
        }
        return -1;
    }
}
