package dev.fluxion.grammar;

import java.io.Serializable;

/**
 * A text with a name, and its lines.
 *
 * @param name file name or a word such as {@code input}, shown in diagnostics
 * @param text the whole text
 */
public record Source(String name, String text) implements Serializable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Line of a character, counted from 1; {@code \n}, {@code \r\n} and {@code \r} end lines. */
    public int line(int offset) {
        int line = 1;
        for (int start = after(0); start >= 0 && start <= offset; start = after(start)) {
            line++;
        }
        return line;
    }

    /** Column of a character in its line, counted from 1 in UTF-16 units; a byte order mark is not counted. */
    public int column(int offset) {
        int at = Math.min(offset, text.length());
        int start = 0;
        for (int next = after(0); next >= 0 && next <= at; next = after(next)) {
            start = next;
        }
        return Math.max(0, at - Math.max(start, firstCharacter())) + 1;
    }

    /** The text of a line, counted from 1, without its end. */
    public String lineText(int line) {
        int start = 0;
        for (int n = 1; n < line; n++) {
            start = after(start);
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
