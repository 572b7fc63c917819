package dev.fluxion.grammar;

import org.antlr.v4.runtime.Token;

/** Converts the lexer's offsets, in code points, to those of spans, in UTF-16 units. */
final class Offsets {
    private final int[] units; // null where the two agree
    private final String text;
    private final int length;

    Offsets(String text) {
        this.text = text;
        length = text.length();
        int points = text.codePointCount(0, length);
        units = points == length ? null : new int[points + 1];
        if (units != null) {
            for (int point = 0, unit = 0; point <= points; point++) {
                units[point] = unit;
                unit += unit < length ? Character.charCount(text.codePointAt(unit)) : 0;
            }
        }
    }

    private int unit(int point) {
        return units == null ? point : point < units.length ? units[point] : length;
    }

    /** The end of the text, where it goes on behind a token without anything that counts: the end of the last line that says something. */
    Span behind(Token last) {
        int end = unit(last.getStopIndex() + 1);
        int line = text.indexOf('\n', end);
        return line < 0 ? new Span(length, length + 1) : new Span(end, end + 1);
    }

    Span span(Token token) {
        return span(token, token);
    }

    Span span(Token first, Token last) {
        if (first.getType() == Token.EOF) {
            return new Span(length, length + 1);
        }
        Token end = last == null || last.getType() == Token.EOF ? first : last;
        int start = unit(first.getStartIndex());
        return new Span(start, Math.max(start, unit(end.getStopIndex() + 1)));
    }
}
