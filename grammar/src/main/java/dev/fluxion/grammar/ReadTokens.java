package dev.fluxion.grammar;

import java.util.List;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.misc.Interval;

/** Tokens that are all there, with the end behind them. ANTLR's own stream asks for channels and more at every look, which takes half as long as to parse. */
final class ReadTokens implements TokenStream {
    private final TokenSource source;
    private final Token[] tokens;
    private int next;

    ReadTokens(List<Token> read) {
        ListTokenSource list = new ListTokenSource(read);
        this.source = list;
        this.tokens = new Token[read.size() + 1];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = list.nextToken();
            ((WritableToken) tokens[i]).setTokenIndex(i);
            Interruption.check(i);
        }
    }

    @Override
    public Token LT(int places) {
        int at = places < 0 ? next + places : next + places - 1;
        return at < 0 ? null : tokens[Math.min(at, tokens.length - 1)];
    }

    @Override
    public int LA(int places) {
        Token token = LT(places);
        return token == null ? Token.INVALID_TYPE : token.getType();
    }

    @Override
    public void consume() {
        if (next == tokens.length - 1) {
            throw new IllegalStateException("the end cannot be consumed");
        }
        next++;
        Interruption.check(next);
    }

    @Override
    public Token get(int index) {
        return tokens[index];
    }

    @Override
    public TokenSource getTokenSource() {
        return source;
    }

    @Override
    public String getText(Interval interval) {
        StringBuilder text = new StringBuilder();
        for (int i = Math.max(0, interval.a); i <= Math.min(interval.b, tokens.length - 2); i++) {
            text.append(tokens[i].getText());
        }
        return text.toString();
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, tokens.length));
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }

    @Override
    public int mark() {
        return 0; // everything is kept
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return next;
    }

    @Override
    public void seek(int index) {
        next = Math.clamp(index, 0, tokens.length - 1);
    }

    @Override
    public int size() {
        return tokens.length;
    }

    @Override
    public String getSourceName() {
        return source.getSourceName();
    }
}
