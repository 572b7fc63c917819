package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Turns the first mistake that the parser meets into a diagnostic in human words, and stops it. */
final class Mistakes extends BaseErrorListener {
    private static final String OPERAND = "an operand";
    private static final String OPERATOR = "an operator";

    private final Offsets offsets;

    Mistakes(Offsets offsets) {
        this.offsets = offsets;
    }

    @Override
    public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException e) {
        Token found = e != null && e.getOffendingToken() != null ? e.getOffendingToken() : (Token) symbol;
        Token before = found.getTokenIndex() > 0 ? ((Parser) recognizer).getTokenStream().get(found.getTokenIndex() - 1) : null;
        IntervalSet expectedTokens = e != null && e.getExpectedTokens() != null ? e.getExpectedTokens() : ((Parser) recognizer).getExpectedTokens();
        List<String> expected = expected(expectedTokens, before);
        String what = shown(found);
        throw new FluxionException(new Diagnostic(Diagnostic.Code.SYNTAX, message(expected, what), offsets.span(found), what, expected,
                hint(found, before)));
    }

    private static String message(List<String> expected, String found) {
        if (expected.isEmpty() || expected.size() > 4) {
            return "unexpected " + found;
        }
        String list = expected.size() == 1 ? expected.getFirst()
                : String.join(", ", expected.subList(0, expected.size() - 1)) + " or " + expected.getLast();
        return "expected " + list + ", but found " + found;
    }

    private static List<String> expected(IntervalSet types, Token before) {
        List<String> words = new ArrayList<>();
        boolean afterOperand = before != null && endsOperand(before.getType());
        if (!afterOperand && types.contains(FluxionLexer.OPEN)) {
            words.add(OPERAND);
        } else if (afterOperand) {
            words.add(OPERATOR);
        }
        mark(words, types, FluxionLexer.CLOSE, "')'");
        mark(words, types, FluxionLexer.CLOSE_SQUARE, "']'");
        mark(words, types, FluxionLexer.CLOSE_BRACE, "'}'");
        mark(words, types, FluxionLexer.BAR_CLOSE, "'|'");
        if (!afterOperand && words.isEmpty()) {
            mark(words, types, FluxionLexer.NAME, "a name");
            mark(words, types, FluxionLexer.STRING, "a quoted text");
            mark(words, types, FluxionLexer.IN, "'in'");
        }
        return words;
    }

    private static void mark(List<String> words, IntervalSet types, int type, String word) {
        if (types.contains(type)) {
            words.add(word);
        }
    }

    private static boolean endsOperand(int type) {
        return switch (type) {
            case FluxionLexer.NUMBER, FluxionLexer.NAME, FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE,
                FluxionLexer.BAR_CLOSE, FluxionLexer.PRIME, FluxionLexer.FACTORIAL, FluxionLexer.TRANSPOSED, FluxionLexer.SUPERSCRIPT,
                FluxionLexer.INFINITY -> true;
            default -> false;
        };
    }

    private static String shown(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the text";
        }
        if (token.getType() == FluxionLexer.NEWLINE) {
            return "the end of the line";
        }
        if (token.getType() == FluxionLexer.TIMES_IMPLICIT) {
            return "a product";
        }
        String text = token.getText();
        return "'" + (text.length() > 30 ? text.substring(0, 30) + "…" : text) + "'";
    }

    private static String hint(Token found, Token before) {
        boolean name = found.getType() == FluxionLexer.NAME || found.getType() == FluxionLexer.NUMBER;
        if (before != null && name && (before.getType() == FluxionLexer.NAME || before.getType() == FluxionLexer.NUMBER)) {
            return "to multiply, write " + before.getText() + "*" + found.getText();
        }
        if (found.getType() == FluxionLexer.ASSIGN) {
            return "write == to compare";
        }
        if (found.getType() == FluxionLexer.RANGE) {
            return "a range a..b stands in sums, slices, loops and named operands";
        }
        if (before != null && before.getType() == FluxionLexer.SUPERSCRIPT && found.getType() == FluxionLexer.OPEN) {
            return "to multiply, write *";
        }
        return "";
    }
}
