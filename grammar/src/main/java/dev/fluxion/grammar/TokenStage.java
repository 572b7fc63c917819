package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Settles what depends on neighbours, between lexer and parser: where a newline ends a statement, which bars open, where juxtaposition
 * multiplies, which calls bind labels, whether {@code d/dx} is an operator and {@code if} a statement. It also bounds nesting, before
 * anything recurses. Characters outside the language go on to the parser, which reports them in the order of the text.
 */
final class TokenStage {
    private final List<? extends Token> raw; // without comments
    private final Nesting nesting;
    private final List<Token> out = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>(); // places behind the ends of top-level statements
    private int next;
    private boolean prose; // quotes were opened and never closed
    private boolean quote; // a quote was opened and not closed in its line

    TokenStage(Offsets offsets, List<? extends Token> raw, Limits limits) {
        this.raw = raw;
        this.nesting = new Nesting(offsets, limits);
    }

    /** Settles everything. */
    TokenStage run() {
        while (next < raw.size()) {
            Interruption.check(next);
            step((CommonToken) raw.get(next++));
        }
        return this;
    }

    /** The tokens for the parser, without the end. */
    List<Token> tokens() {
        return out;
    }

    /** The tokens of each top-level statement with its separator. */
    List<List<Token>> statements() {
        List<List<Token>> statements = new ArrayList<>();
        int start = 0;
        for (int end : ends) {
            statements.add(out.subList(start, end));
            start = end;
        }
        statements.add(out.subList(start, out.size()));
        return statements;
    }

    /** A bound of the depth of the tree. */
    int deepest() {
        return nesting.deepest();
    }

    /** Whether brackets are open at the end, or an operator waits for its operand. */
    boolean isUnfinished() {
        return prose || !quote && (!nesting.isEmpty() || TokenKinds.continues(last()));
    }

    private void step(CommonToken token) {
        switch (token.getType()) {
            case FluxionLexer.NEWLINE -> newline(token);
            case FluxionLexer.SEMICOLON, FluxionLexer.COMMA, FluxionLexer.COLON, FluxionLexer.ASSIGN, FluxionLexer.RANGE -> separator(token);
            case FluxionLexer.NUMBER -> number(token);
            case FluxionLexer.LEIBNIZ -> leibniz(token);
            case FluxionLexer.BAR -> bar(token);
            case FluxionLexer.OPEN, FluxionLexer.OPEN_SQUARE, FluxionLexer.OPEN_BRACE -> opening(token);
            case FluxionLexer.CLOSE, FluxionLexer.CLOSE_SQUARE, FluxionLexer.CLOSE_BRACE -> closing(token);
            case FluxionLexer.IF -> condition(token);
            case FluxionLexer.ELSE -> {
                dropNewlines();
                out.add(token);
            }
            case FluxionLexer.NABLA -> {
                token.setType(following(0) == FluxionLexer.OPEN ? FluxionLexer.NABLA_CALL : FluxionLexer.NABLA);
                add(token);
            }
            case FluxionLexer.UNKNOWN -> unknown(token);
            default -> add(token);
        }
    }

    private void add(CommonToken token) {
        int type = token.getType();
        boolean behindOperand = TokenKinds.endsOperand(last());
        multiply(token);
        switch (type) {
            case FluxionLexer.ROOT, FluxionLexer.NABLA, FluxionLexer.NOT, FluxionLexer.POWER, FluxionLexer.POWER_EACH, FluxionLexer.PRIME,
                FluxionLexer.FACTORIAL, FluxionLexer.TRANSPOSED, FluxionLexer.SUPERSCRIPT -> nesting.deeper(token);
            default -> {
                if (TokenKinds.isFactor(type)) {
                    nesting.factor();
                } else if (TokenKinds.isLoose(type) && behindOperand) {
                    nesting.term();
                } else if (TokenKinds.isLoose(type)) {
                    nesting.deeper(token);
                }
            }
        }
        out.add(token);
    }

    private int last() {
        return out.isEmpty() ? FluxionLexer.NEWLINE : out.getLast().getType();
    }

    private int beforeLast(int places) {
        return out.size() > places ? out.get(out.size() - 1 - places).getType() : FluxionLexer.NEWLINE;
    }

    private int following(int places) {
        return next + places < raw.size() ? raw.get(next + places).getType() : Token.EOF;
    }

    private void newline(CommonToken token) {
        boolean goesOn = !nesting.inStatements() || TokenKinds.continues(last());
        if (goesOn && statementFollows()) {
            nesting.abandon(); // no valid text goes on like this: report the open bracket or missing operand in its own line
            goesOn = false;
        }
        if (!goesOn) {
            end(token);
        }
    }

    private boolean statementFollows() {
        if (following(0) != FluxionLexer.NAME || last() == FluxionLexer.COMMA || TokenKinds.opens(last())) {
            return TokenKinds.beginsStatement(following(0));
        }
        int places = 1;
        if (following(places) == FluxionLexer.OPEN) {
            while (following(places) == FluxionLexer.OPEN || following(places) == FluxionLexer.NAME || following(places) == FluxionLexer.COMMA) {
                places++;
            }
            places += following(places) == FluxionLexer.CLOSE ? 1 : 0;
        }
        return following(places) == FluxionLexer.ASSIGN;
    }

    private void end(CommonToken token) {
        nesting.term();
        out.add(token);
        if (nesting.isEmpty()) {
            ends.add(out.size());
        }
    }

    private void separator(CommonToken token) {
        if (token.getType() == FluxionLexer.SEMICOLON && nesting.inStatements()) {
            end(token);
            return;
        }
        nesting.term();
        if (token.getType() == FluxionLexer.ASSIGN) {
            label();
        }
        out.add(token);
        if (!nesting.isEmpty() && nesting.innermost().opening().getType() == FluxionLexer.OPEN) {
            decide(nesting.innermost(), token.getType());
        }
    }

    // The name of a named operand or of a label with its range.
    private void label() {
        boolean first = beforeLast(1) == FluxionLexer.COMMA || beforeLast(1) == FluxionLexer.OPEN || beforeLast(1) == FluxionLexer.OPEN_SHOW;
        if (last() == FluxionLexer.NAME && first && !nesting.isEmpty() && takesOperands(nesting.innermost())) {
            ((CommonToken) out.getLast()).setType(FluxionLexer.LABEL);
        }
    }

    private static boolean takesOperands(Nesting.Level level) {
        int before = level.before().getType();
        return TokenKinds.isRound(level.opening().getType())
                && (TokenKinds.isCallable(before) || before == FluxionLexer.SHOW || before == FluxionLexer.NUMBER || before == FluxionLexer.SUPERSCRIPT);
    }

    // A colon tells that a call binds labels, a comma that show has options.
    private static void decide(Nesting.Level level, int separator) {
        int before = level.before().getType();
        if (separator == FluxionLexer.COLON && TokenKinds.isCallable(before)) {
            level.opening().setType(FluxionLexer.OPEN_BOUND);
        } else if (separator == FluxionLexer.COMMA && before == FluxionLexer.SHOW) {
            level.opening().setType(FluxionLexer.OPEN_SHOW);
        }
    }

    private void dropNewlines() {
        while (!out.isEmpty() && last() == FluxionLexer.NEWLINE) {
            out.removeLast();
        }
        while (!ends.isEmpty() && ends.getLast() > out.size()) {
            ends.removeLast();
        }
    }

    // "5." is a number unless one of . * / ^ ' follows the dot: the lexer has tried all but the last as operators.
    private void number(CommonToken token) {
        if (following(0) == FluxionLexer.DOT && adjoins(token, raw.get(next)) && token.getText().chars().allMatch(Character::isDigit)
                && !(following(1) == FluxionLexer.PRIME && adjoins(raw.get(next), raw.get(next + 1)))) {
            token.setText(token.getText() + ".");
            token.setStopIndex(raw.get(next++).getStopIndex());
        }
        add(token);
    }

    private static boolean adjoins(Token left, Token right) {
        return right.getStartIndex() == left.getStopIndex() + 1;
    }

    // Juxtaposition multiplies where a number or a closing bracket is followed by a name or an opening bracket.
    private void multiply(Token token) {
        if ((last() == FluxionLexer.NUMBER || last() == FluxionLexer.CLOSE) && TokenKinds.beginsFactor(token.getType())) {
            CommonToken times = new CommonToken(token);
            times.setType(FluxionLexer.TIMES_IMPLICIT);
            times.setText("");
            times.setStopIndex(token.getStartIndex() - 1);
            nesting.factor();
            out.add(times);
        }
    }

    // d/dx that is followed by no operand is a quotient of two names, possibly with powers.
    private void leibniz(CommonToken token) {
        if (TokenKinds.beginsOperand(following(0)) || following(0) == FluxionLexer.LEIBNIZ || token.getText().startsWith("∂")) {
            multiply(token);
            nesting.derivative(token);
            out.add(token);
            return;
        }
        int at = token.getStartIndex();
        for (Token part : Reader.lexer(token.getText().replace("/", " / ")).getAllTokens()) {
            CommonToken copy = new CommonToken(part);
            copy.setStartIndex(at);
            copy.setStopIndex(at + part.getText().length() - 1);
            copy.setText(part.getText());
            copy.setLine(token.getLine());
            at += part.getText().length();
            add(copy);
        }
    }

    private void opening(CommonToken token) {
        boolean round = token.getType() == FluxionLexer.OPEN;
        if (round && !raises() && !calls()) {
            multiply(token);
        }
        if (token.getType() == FluxionLexer.OPEN_SQUARE && TokenKinds.endsOperand(last())) {
            nesting.deeper(token); // an element of what stands before
        }
        // a brace behind an operand or behind else opens a block, any other a piecewise expression
        boolean block = token.getType() == FluxionLexer.OPEN_BRACE && nesting.inStatements()
                && (TokenKinds.endsOperand(last()) || last() == FluxionLexer.ELSE);
        nesting.open(token, out.isEmpty() ? token : out.getLast(), block);
        out.add(token);
    }

    // A name directly before a bracket, perhaps with primes.
    private boolean calls() {
        int place = out.size() - 1;
        while (place >= 0 && out.get(place).getType() == FluxionLexer.PRIME) {
            place--;
        }
        if (place < 0 || out.get(place).getType() != FluxionLexer.NAME) {
            return false;
        }
        ((CommonToken) out.get(place)).setType(FluxionLexer.CALLED);
        return true;
    }

    // sin^2(x) and sin²(x): a power of a call, if the exponent is whole and at least 2.
    private boolean raises() {
        int name = last() == FluxionLexer.SUPERSCRIPT ? 1 : last() == FluxionLexer.NUMBER && beforeLast(1) == FluxionLexer.POWER ? 2 : 0;
        if (name == 0 || beforeLast(name) != FluxionLexer.NAME) {
            return false;
        }
        String exponent = name == 1 ? Characters.number(out.getLast().getText()) : out.getLast().getText();
        if (!exponent.chars().allMatch(c -> c >= '0' && c <= '9') || exponent.matches("0*[01]?")) {
            return false;
        }
        ((CommonToken) out.get(out.size() - 1 - name)).setType(FluxionLexer.RAISED);
        return true;
    }

    private void closing(CommonToken token) {
        if (token.getType() == FluxionLexer.CLOSE_BRACE && nesting.inStatements()) {
            dropNewlines();
        }
        nesting.close(token.getType());
        out.add(token);
    }

    private void bar(CommonToken token) {
        if (TokenKinds.endsOperand(last())) {
            token.setType(FluxionLexer.BAR_CLOSE);
            nesting.close(FluxionLexer.BAR_CLOSE);
        } else {
            token.setType(FluxionLexer.BAR_OPEN);
            nesting.open(token, token, false);
        }
        out.add(token);
    }

    // "if" begins a statement where a block follows its condition; else it is a function.
    private void condition(CommonToken token) {
        boolean first = switch (last()) {
            case FluxionLexer.NEWLINE, FluxionLexer.SEMICOLON, FluxionLexer.ELSE, FluxionLexer.OPEN_BRACE -> true;
            default -> false;
        };
        if (first && nesting.inStatements() && blockFollows()) {
            out.add(token);
            return;
        }
        token.setType(FluxionLexer.NAME);
        add(token);
    }

    private boolean blockFollows() {
        int depth = 0;
        for (int i = next; i < raw.size(); i++) {
            int type = raw.get(i).getType();
            if (depth == 0 && (type == FluxionLexer.NEWLINE && !TokenKinds.continues(raw.get(i - 1).getType()) || type == FluxionLexer.SEMICOLON)) {
                return false;
            }
            int before = raw.get(i - 1).getType();
            if (depth == 0 && type == FluxionLexer.OPEN_BRACE && (TokenKinds.endsOperand(before) || before == FluxionLexer.BAR)) {
                return true;
            }
            depth += TokenKinds.opens(type) ? 1 : TokenKinds.closes(type) ? -1 : 0;
        }
        return false;
    }

    // Behind a quote that is not closed nothing can be told from text, up to the end of the line, or of everything.
    private void unknown(CommonToken token) {
        if (token.getText().equals("\"")) {
            prose = last() == FluxionLexer.STRING && out.getLast().getText().equals("\"\"") && adjoins(out.getLast(), token);
            quote = true;
            if (prose) {
                token.setStartIndex(out.removeLast().getStartIndex());
                token.setText("\"\"\"");
            }
            while (next < raw.size() && (prose || following(0) != FluxionLexer.NEWLINE)) {
                next++;
            }
        }
        out.add(token);
    }
}
