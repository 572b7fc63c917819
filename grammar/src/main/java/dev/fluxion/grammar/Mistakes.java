package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Turns the first mistake that the parser meets into a diagnostic in human words, and stops it. */
final class Mistakes extends BaseErrorListener {
    private static final String OPERATOR = "an operator";
    private static final String OPERAND = "an operand";
    private static final int LONGEST = 30; // characters of a token that are quoted

    private final Offsets offsets;

    Mistakes(Offsets offsets) {
        this.offsets = offsets;
    }

    @Override
    public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException e) {
        Parser parser = (Parser) recognizer;
        Token found = e != null && e.getOffendingToken() != null ? e.getOffendingToken() : (Token) symbol;
        if (found.getType() == FluxionLexer.UNKNOWN || found.getType() == FluxionLexer.DOT) {
            throw unknown(found);
        }
        Token before = found.getTokenIndex() > 0 ? parser.getTokenStream().get(found.getTokenIndex() - 1) : null;
        IntervalSet types = e != null && e.getExpectedTokens() != null ? e.getExpectedTokens() : parser.getExpectedTokens();
        List<String> expected = expected(types, before);
        String what = shown(found);
        Span span = found.getType() == Token.EOF && before != null ? offsets.behind(before) : offsets.span(found);
        String missing = expected.contains(OPERAND) && before != null && !isOperand(found) ? missing(before) : "";
        String hint = !missing.isEmpty() ? missing : hint(parser.getTokenStream(), found, before, expected.contains(OPERATOR));
        throw new FluxionException(new Diagnostic(Diagnostic.Code.SYNTAX, message(expected, what), span, what, expected, hint));
    }

    private static boolean isOperand(Token found) {
        return TokenKinds.isWord(found.getType()) || beginsOperand(found.getType());
    }

    // An operator stands where it can be seen what it is waiting for; brackets and commas tell it themselves.
    private static String missing(Token before) {
        boolean operator = TokenKinds.continues(before.getType()) && before.getType() != FluxionLexer.COMMA && before.getType() != FluxionLexer.TIMES_IMPLICIT;
        String sign = before.getText();
        return operator ? "write an operand behind " + sign + ", or leave " + sign + " out" : "";
    }

    private FluxionException unknown(Token found) {
        String text = found.getText();
        boolean quote = text.startsWith("\"");
        String message = quote ? "this quote is not closed" : "unexpected character " + Characters.shown(text.codePointAt(0));
        String hint = switch (text) {
            case "\"" -> "a text ends with another quote on the same line";
            case "\"\"\"" -> "prose ends with another \"\"\"";
            case "&" -> "write and";
            case "~" -> "write not";
            case "@" -> "write * for the product of matrices";
            case "\\" -> "write solve(A, b) for the solution of A*x = b";
            case "." -> "write x' for the transpose, .* ./ .^ for entry by entry";
            case "%" -> "write a/100 for a percentage";
            case "[", "]", "{", "}" -> "brackets come in pairs";
            default -> "";
        };
        return new FluxionException(new Diagnostic(Diagnostic.Code.SYNTAX, message, offsets.span(found), text, List.of(), hint));
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
        boolean operand = before != null && TokenKinds.endsOperand(before.getType());
        mark(words, !operand && types.contains(FluxionLexer.OPEN), OPERAND);
        mark(words, operand && followsExpression(types), OPERATOR);
        if (words.isEmpty()) {
            mark(words, types.contains(FluxionLexer.NAME), "a name");
            mark(words, types.contains(FluxionLexer.STRING), "a quoted text");
            mark(words, types.contains(FluxionLexer.IN), "'in'");
            mark(words, types.contains(FluxionLexer.ASSIGN), "'='");
            mark(words, types.contains(FluxionLexer.OPEN_BRACE), "'{'");
        }
        mark(words, types.contains(FluxionLexer.COLON) && !types.contains(FluxionLexer.OPEN), "':'");
        mark(words, types.contains(FluxionLexer.CLOSE), "')'");
        mark(words, types.contains(FluxionLexer.CLOSE_SQUARE), "']'");
        mark(words, types.contains(FluxionLexer.CLOSE_BRACE), "'}'");
        mark(words, types.contains(FluxionLexer.BAR_CLOSE), "'|'");
        mark(words, words.isEmpty() && operand, OPERATOR);
        return words;
    }

    private static boolean followsExpression(IntervalSet types) {
        return types.contains(FluxionLexer.PLUS) || types.contains(FluxionLexer.POWER) || types.contains(FluxionLexer.CLOSE)
                || types.contains(FluxionLexer.CLOSE_SQUARE) || types.contains(FluxionLexer.CLOSE_BRACE) || types.contains(FluxionLexer.BAR_CLOSE);
    }

    private static void mark(List<String> words, boolean possible, String word) {
        if (possible) {
            words.add(word);
        }
    }

    private static String shown(Token token) {
        return switch (token.getType()) {
            case Token.EOF -> "the end of the text";
            case FluxionLexer.NEWLINE -> "the end of the line";
            case FluxionLexer.TIMES_IMPLICIT -> "a product";
            default -> "'" + shortened(token.getText()) + "'";
        };
    }

    private static String shortened(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return text.substring(0, end) + (end < text.length() ? "…" : "");
    }

    private static String hint(TokenStream tokens, Token found, Token before, boolean operator) {
        Token open = open(tokens, found.getTokenIndex());
        boolean end = found.getType() == Token.EOF || found.getType() == FluxionLexer.NEWLINE;
        if (end && open != null && (operator || open == before)) {
            return "'" + open.getText() + "' in line " + open.getLine() + " is not closed";
        }
        if (TokenKinds.isWord(found.getType())) {
            return "'" + found.getText() + "' is a word of the language, not a name";
        }
        String verb = operator ? verb(tokens, before) : "";
        return !verb.isEmpty() ? verb : switch (found.getType()) {
            case FluxionLexer.ASSIGN -> operator && open == null ? "to compare, write ==; to define, begin with a name, f(x) or A[i, j]"
                    : "write == to compare";
            case FluxionLexer.RANGE -> "a range a..b stands in sums, slices, loops and named operands";
            default -> operator && beginsOperand(found.getType()) ? product(tokens, found, before, open) : "";
        };
    }

    private static boolean beginsOperand(int type) {
        return TokenKinds.beginsOperand(type) || type == FluxionLexer.BAR_OPEN || type == FluxionLexer.BAR_CLOSE || type == FluxionLexer.RAISED;
    }

    private static String product(TokenStream tokens, Token found, Token before, Token open) {
        if (open != null && open.getType() == FluxionLexer.OPEN_SQUARE) {
            return found.getLine() > before.getLine() ? "write ; between rows" : "write , between entries";
        }
        String left = shortened(before.getText());
        String right = shortened(found.getText());
        boolean named = before.getType() == FluxionLexer.NAME;
        boolean simple = found.getType() == FluxionLexer.NAME || found.getType() == FluxionLexer.NUMBER;
        if (right.equals("|") && tokens.get(found.getTokenIndex() + 1).getText().equals("|")) {
            return "of two conditions, write or; between bars, write *";
        }
        if (left.equals("if")) {
            return "if c { … } is a statement, if(c, a, b) a value";
        }
        if (!simple || !named && before.getType() != FluxionLexer.NUMBER) {
            return before.getType() == FluxionLexer.CLOSE_BRACE ? "" : "to multiply, write * before " + right;
        }
        String product = left + "*" + right;
        // Which names are functions is not known here: one letter is a variable more often, a word may be either.
        return named && left.length() > 1 ? "to call a function, write " + left + "(" + right + "); to multiply, write * between the two"
                : "to multiply, write " + product;
    }

    // The first word of a statement that is nearly one with which statements begin.
    private static String verb(TokenStream tokens, Token before) {
        int index = before.getTokenIndex();
        int ahead = index == 0 ? FluxionLexer.NEWLINE : tokens.get(index - 1).getType();
        boolean first = ahead == FluxionLexer.NEWLINE || ahead == FluxionLexer.SEMICOLON || ahead == FluxionLexer.OPEN_BRACE || ahead == FluxionLexer.CLOSE_BRACE;
        return first && before.getType() == FluxionLexer.NAME && before.getText().length() > 1 ? Spelling.nearest(before.getText(), TokenKinds.verbs()) : "";
    }

    // The innermost bracket that is open before a token.
    private static Token open(TokenStream tokens, int index) {
        int closed = 0;
        for (int i = index - 1; i >= 0; i--) {
            int type = tokens.get(i).getType();
            if (TokenKinds.closes(type)) {
                closed++;
            } else if (TokenKinds.opens(type) && closed-- == 0) {
                return tokens.get(i);
            }
        }
        return null;
    }
}
