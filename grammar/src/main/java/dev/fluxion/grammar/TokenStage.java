package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Settles what depends on neighbours, between lexer and parser: where a newline ends a statement, which bars open, where juxtaposition
 * multiplies, whether {@code d/dx} is an operator and {@code if} a statement. It also bounds nesting, before anything recurses.
 */
final class TokenStage {
    private final Offsets offsets;
    private final List<? extends Token> raw;
    private final Limits limits;
    private final List<Token> out = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>(); // brackets, bars and braces; a block brace is marked by its channel
    private int prefixes; // roots and derivative operators in a row
    private int deepest;
    private int next;

    private static final int BLOCK = 7; // channel of a brace that opens a block

    TokenStage(Offsets offsets, List<? extends Token> raw, Limits limits) {
        this.offsets = offsets;
        this.raw = raw;
        this.limits = limits;
    }

    /** The tokens for the parser, without the end. */
    List<Token> run() {
        while (next < raw.size()) {
            step(raw.get(next++));
        }
        return out;
    }

    /** The deepest nesting met. */
    int deepest() {
        return deepest;
    }

    private void step(Token token) {
        switch (token.getType()) {
            case FluxionLexer.NEWLINE -> newline(token);
            case FluxionLexer.UNKNOWN, FluxionLexer.DOT -> throw unexpected(token);
            case FluxionLexer.NUMBER -> number(token);
            case FluxionLexer.LEIBNIZ -> leibniz(token);
            case FluxionLexer.BAR -> bar(token);
            case FluxionLexer.OPEN, FluxionLexer.OPEN_SQUARE -> opening(token);
            case FluxionLexer.OPEN_BRACE -> brace(token);
            case FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE -> closing(token);
            case FluxionLexer.IF -> condition(token);
            case FluxionLexer.ELSE -> {
                dropNewlines();
                add(token);
            }
            case FluxionLexer.ROOT -> {
                multiply(token);
                add(token);
                prefix(token);
            }
            default -> {
                multiply(token);
                add(token);
            }
        }
    }

    private void add(Token token) {
        if (token.getType() != FluxionLexer.ROOT && token.getType() != FluxionLexer.LEIBNIZ) {
            prefixes = 0;
        }
        out.add(token);
    }

    private int last() {
        return out.isEmpty() ? FluxionLexer.NEWLINE : out.getLast().getType();
    }

    private void newline(Token token) {
        boolean inside = !open.isEmpty() && open.peek().getChannel() != BLOCK;
        if (!inside && !continues(last())) {
            add(token);
        }
    }

    // After an operator or comma a statement goes on.
    private static boolean continues(int type) {
        return switch (type) {
            case FluxionLexer.PLUS, FluxionLexer.MINUS, FluxionLexer.TIMES, FluxionLexer.TIMES_IMPLICIT, FluxionLexer.DIVIDE, FluxionLexer.TIMES_EACH,
                FluxionLexer.DIVIDE_EACH, FluxionLexer.POWER, FluxionLexer.POWER_EACH, FluxionLexer.EQUAL, FluxionLexer.NOT_EQUAL, FluxionLexer.LESS,
                FluxionLexer.LESS_EQUAL, FluxionLexer.GREATER, FluxionLexer.GREATER_EQUAL, FluxionLexer.AND, FluxionLexer.OR, FluxionLexer.NOT,
                FluxionLexer.COMMA, FluxionLexer.ASSIGN, FluxionLexer.RANGE, FluxionLexer.LEIBNIZ, FluxionLexer.ROOT, FluxionLexer.IN -> true;
            default -> false;
        };
    }

    private static boolean endsOperand(int type) {
        return switch (type) {
            case FluxionLexer.NUMBER, FluxionLexer.NAME, FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE, FluxionLexer.BAR_CLOSE,
                FluxionLexer.PRIME, FluxionLexer.FACTORIAL, FluxionLexer.TRANSPOSED, FluxionLexer.SUPERSCRIPT, FluxionLexer.INFINITY,
                FluxionLexer.STRING, FluxionLexer.PROSE, FluxionLexer.REALS -> true;
            default -> false;
        };
    }

    private void dropNewlines() {
        while (!out.isEmpty() && last() == FluxionLexer.NEWLINE) {
            out.removeLast();
        }
    }

    // "5." is a number unless one of . * / ^ ' follows the dot.
    private void number(Token token) {
        if (next < raw.size() && raw.get(next).getType() == FluxionLexer.DOT && raw.get(next).getStartIndex() == token.getStopIndex() + 1
                && token.getText().indexOf('.') < 0) {
            Token dot = raw.get(next);
            boolean taken = next + 1 < raw.size() && raw.get(next + 1).getType() == FluxionLexer.PRIME
                    && raw.get(next + 1).getStartIndex() == dot.getStopIndex() + 1;
            if (!taken) {
                next++;
                CommonToken longer = new CommonToken(token);
                longer.setStopIndex(dot.getStopIndex());
                longer.setText(token.getText() + ".");
                add(longer);
                return;
            }
        }
        add(token);
    }

    // Juxtaposition multiplies where a number or a closing bracket is followed by a name or an opening bracket.
    private void multiply(Token token) {
        boolean left = last() == FluxionLexer.NUMBER || last() == FluxionLexer.CLOSE;
        boolean right = switch (token.getType()) {
            case FluxionLexer.NAME, FluxionLexer.OPEN, FluxionLexer.NABLA, FluxionLexer.SIGMA, FluxionLexer.ROOT, FluxionLexer.LEIBNIZ,
                FluxionLexer.INFINITY -> true;
            default -> false;
        };
        if (left && right) {
            CommonToken times = new CommonToken(token);
            times.setType(FluxionLexer.TIMES_IMPLICIT);
            times.setText("");
            times.setStopIndex(token.getStartIndex() - 1);
            add(times);
        }
    }

    private void leibniz(Token token) {
        int following = next < raw.size() ? raw.get(next).getType() : Token.EOF;
        boolean operand = switch (following) {
            case FluxionLexer.NUMBER, FluxionLexer.NAME, FluxionLexer.OPEN, FluxionLexer.ROOT, FluxionLexer.LEIBNIZ, FluxionLexer.SIGMA,
                FluxionLexer.BAR -> true;
            default -> false;
        };
        if (operand) {
            multiply(token);
            add(token);
            prefix(token);
            return;
        }
        quotient(token);
    }

    // d/dx that is followed by no operand is a quotient of two names, possibly with powers.
    private void quotient(Token token) {
        if (token.getText().startsWith("∂")) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "nothing to differentiate after " + token.getText(), span(token))
                    .withHint("write the function behind it, or diff(f, x)"));
        }
        int at = token.getStartIndex();
        FluxionLexer lexer = Reader.lexer(token.getText().replace("/", " / "));
        for (Token part : lexer.getAllTokens()) {
            CommonToken copy = new CommonToken(part);
            copy.setStartIndex(at);
            copy.setStopIndex(at + part.getText().length() - 1);
            copy.setText(part.getText());
            at += part.getText().length();
            multiply(copy);
            add(copy);
        }
    }

    private void prefix(Token token) {
        prefixes++;
        bound(token);
    }

    private void opening(Token token) {
        if (token.getType() == FluxionLexer.OPEN) {
            multiply(token);
        }
        push(token);
    }

    private void push(Token token) {
        add(token);
        open.push(token);
        bound(token);
    }

    private void bound(Token token) {
        deepest = Math.max(deepest, open.size() + prefixes);
        if (open.size() + prefixes > limits.nesting()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "nesting is deeper than " + limits.nesting() + " levels", span(token))
                    .withHint("give inner parts a name: a = …"));
        }
    }

    // A brace behind an operand or behind else opens a block, any other a piecewise expression.
    private void brace(Token token) {
        boolean block = (open.isEmpty() || open.peek().getChannel() == BLOCK)
                && (endsOperand(last()) || last() == FluxionLexer.ELSE);
        if (block) {
            CommonToken marked = new CommonToken(token);
            marked.setChannel(BLOCK);
            open.push(marked);
            add(token);
            bound(token);
        } else {
            push(token);
        }
    }

    private void closing(Token token) {
        if (token.getType() == FluxionLexer.CLOSE_BRACE && !open.isEmpty() && open.peek().getChannel() == BLOCK) {
            dropNewlines();
        }
        if (!open.isEmpty()) {
            open.pop();
        }
        add(token);
    }

    private void bar(Token token) {
        CommonToken decided = new CommonToken(token);
        if (endsOperand(last())) {
            decided.setType(FluxionLexer.BAR_CLOSE);
            if (!open.isEmpty() && open.peek().getType() == FluxionLexer.BAR_OPEN) {
                open.pop();
            }
            add(decided);
        } else {
            decided.setType(FluxionLexer.BAR_OPEN);
            push(decided);
        }
    }

    // "if" begins a statement where a block follows its condition; else it is a function.
    private void condition(Token token) {
        boolean first = last() == FluxionLexer.NEWLINE || last() == FluxionLexer.SEMICOLON || last() == FluxionLexer.ELSE
                || last() == FluxionLexer.OPEN_BRACE;
        if (first && blockFollows()) {
            add(token);
            return;
        }
        CommonToken name = new CommonToken(token);
        name.setType(FluxionLexer.NAME);
        multiply(name);
        add(name);
    }

    private boolean blockFollows() {
        int depth = 0;
        for (int i = next; i < raw.size(); i++) {
            switch (raw.get(i).getType()) {
                case FluxionLexer.OPEN, FluxionLexer.OPEN_SQUARE -> depth++;
                case FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE -> depth--;
                case FluxionLexer.OPEN_BRACE -> {
                    if (depth == 0 && endsOperand(raw.get(i - 1).getType())) {
                        return true;
                    }
                    depth++;
                }
                case FluxionLexer.CLOSE_BRACE -> depth--;
                case FluxionLexer.NEWLINE, FluxionLexer.SEMICOLON -> {
                    if (depth == 0) {
                        return false;
                    }
                }
                default -> { }
            }
        }
        return false;
    }

    private FluxionException unexpected(Token token) {
        String character = token.getText();
        String hint = switch (character) {
            case "\"" -> "a text ends with another quote on the same line";
            case "." -> "";
            case "&" -> "write and";
            case "~" -> "write not";
            default -> "";
        };
        String message = character.equals("\"") ? "this quote is not closed" : "unexpected character " + Characters.shown(character.codePointAt(0));
        return new FluxionException(new Diagnostic(Diagnostic.Code.SYNTAX, message, span(token), character, List.of(), hint));
    }

    private Span span(Token token) {
        return offsets.span(token);
    }
}
