package dev.fluxion.grammar;

/**
 * A text with a name, and its lines.
 *
 * @param name file name or a word such as {@code input}, shown in diagnostics
 * @param text the whole text
 */
public record Source(String name, String text) {
    /** Line of a character, counted from 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Column of a character in its line, counted from 1 in UTF-16 units. */
    public int column(int offset) {
        int at = Math.min(offset, text.length());
        return at - text.lastIndexOf('\n', at - 1);
    }

    /** The text of a line, counted from 1, without its end. */
    public String lineText(int line) {
        int start = 0;
        for (int n = 1; n < line; n++) {
            start = text.indexOf('\n', start) + 1;
        }
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
