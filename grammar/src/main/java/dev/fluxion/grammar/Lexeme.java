package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * A word of a text with its kind, for colours and completion in an editor. Any text has lexemes, a malformed one too.
 *
 * @param kind what it is
 * @param span where it stands
 */
public record Lexeme(Kind kind, Span span) {
    /** Kinds of words. */
    public enum Kind {
        /** A number without sign. */
        NUMBER,
        /** A name that is not called. */
        NAME,
        /** A name directly before a bracket. */
        FUNCTION,
        /** A word that begins or divides a statement or a condition. */
        KEYWORD,
        /** An operator, a comma or another sign between operands. */
        OPERATOR,
        /** An opening or closing bracket. */
        BRACKET,
        /** A string, with its quotes. */
        TEXT,
        /** From {@code #} to the end of the line. */
        COMMENT,
        /** What is not in the language. */
        UNKNOWN
    }

    /** The lexemes of a text in their order, without space and line ends. Throws nothing, whatever the text. */
    public static List<Lexeme> of(String text) {
        Offsets offsets = new Offsets(text);
        List<? extends Token> tokens = Reader.lexer(text).getAllTokens();
        List<Lexeme> lexemes = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.getType() != FluxionLexer.NEWLINE) {
                int following = i + 1 < tokens.size() ? tokens.get(i + 1).getType() : Token.EOF;
                lexemes.add(new Lexeme(kind(token.getType(), following), offsets.span(token)));
            }
        }
        return lexemes;
    }

    /**
     * Whether a text so far is the beginning of more: brackets, braces or prose are open, or an operator waits for its operand. A prompt then asks
     * for another line. Throws nothing, whatever the text.
     */
    public static boolean isUnfinished(String text) {
        if (Characters.brokenSurrogate(text) >= 0) {
            return false;
        }
        try {
            return Reader.stage(text, new Offsets(text), Limits.STANDARD).isUnfinished();
        } catch (FluxionException tooDeep) {
            return false; // no line to come can mend it
        }
    }

    private static Kind kind(int type, int following) {
        return switch (type) {
            case FluxionLexer.NUMBER -> Kind.NUMBER;
            case FluxionLexer.NAME -> following == FluxionLexer.OPEN ? Kind.FUNCTION : Kind.NAME;
            case FluxionLexer.IF -> following == FluxionLexer.OPEN ? Kind.FUNCTION : Kind.KEYWORD;
            case FluxionLexer.INFINITY, FluxionLexer.REALS -> Kind.NAME;
            case FluxionLexer.STRING, FluxionLexer.PROSE -> Kind.TEXT;
            case FluxionLexer.COMMENT -> Kind.COMMENT;
            case FluxionLexer.UNKNOWN, FluxionLexer.DOT -> Kind.UNKNOWN;
            case FluxionLexer.OPEN, FluxionLexer.OPEN_SQUARE, FluxionLexer.OPEN_BRACE, FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE,
                FluxionLexer.CLOSE_BRACE, FluxionLexer.BAR -> Kind.BRACKET;
            case FluxionLexer.ELSE, FluxionLexer.IN, FluxionLexer.NOT, FluxionLexer.AND, FluxionLexer.OR -> Kind.KEYWORD;
            default -> TokenKinds.beginsStatement(type) ? Kind.KEYWORD : Kind.OPERATOR;
        };
    }
}
