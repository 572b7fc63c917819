package dev.fluxion.nn.data;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Rows of values separated by commas (RFC 4180), one at a time in buffers that are used again. Blanks around a value are left out, and so are
 * lines without anything. Not thread-safe.
 */
final class CsvScanner {
    /** The text is none that RFC 4180 describes. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    private final Reader in;
    private final char[] buffer = new char[BUFFER];
    private int at;
    private int filled;
    private long line = 1;
    private long row;
    private char[] text = new char[BUFFER >> 6];
    private int length;
    private int[] ends = new int[16];
    private int cells;

    CsvScanner(Reader in) {
        this.in = in;
    }

    /** Goes on to the next row; false if there is none. */
    boolean next() throws IOException {
        while (peek() == '\n' || peek() == '\r') {
            endLine();
        }
        row = line;
        cells = 0;
        length = 0;
        if (peek() == END) {
            return false;
        }
        cell();
        while (peek() == ',') {
            at++;
            cell();
        }
        endLine();
        return true;
    }

    /** The line of the file in which the row begins, the first being 1. */
    long row() {
        return row;
    }

    /** How many cells the row has. */
    int cells() {
        return cells;
    }

    /** The characters of all cells, one after the other. */
    char[] text() {
        return text;
    }

    /** Where a cell begins in {@link #text}. */
    int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    /** Where a cell ends in {@link #text}. */
    int end(int cell) {
        return ends[cell];
    }

    /** A cell as a string. */
    String cell(int cell) {
        return new String(text, start(cell), end(cell) - start(cell));
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer, 0, BUFFER));
            at = 0;
            if (filled == 0) {
                return END;
            }
        }
        return buffer[at];
    }

    private void endLine() throws IOException {
        int c = peek();
        if (c == END) {
            return;
        }
        at++;
        line++;
        if (c == '\r' && peek() == '\n') {
            at++;
        }
    }

    private void put(int c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = (char) c;
    }

    private void skipBlanks() throws IOException {
        while (isBlank(peek())) {
            at++;
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    private void cell() throws IOException {
        skipBlanks();
        if (peek() == '"') {
            at++;
            quoted();
        } else {
            plain();
        }
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, 2 * cells);
        }
        ends[cells++] = length;
    }

    private void plain() throws IOException {
        int start = length;
        for (int c = peek(); c != ',' && c != '\n' && c != '\r' && c != END; c = peek()) {
            put(c);
            at++;
        }
        while (length > start && isBlank(text[length - 1])) {
            length--;
        }
    }

    private void quoted() throws IOException {
        long opened = line;
        while (true) {
            int c = peek();
            if (c == END) {
                throw new Malformed("a quotation mark is not closed: it opens in row " + opened);
            }
            at++;
            if (c == '"' && peek() != '"') {
                break;
            }
            if (c == '"') {
                at++;
            } else if (c == '\n' || c == '\r' && peek() != '\n') {
                line++;
            }
            put(c);
        }
        skipBlanks();
        int c = peek();
        if (c != ',' && c != '\n' && c != '\r' && c != END) {
            throw new Malformed("row " + row + ": '" + (char) c + "' follows a closing quotation mark, where a comma or the end of the line is expected");
        }
    }
}
