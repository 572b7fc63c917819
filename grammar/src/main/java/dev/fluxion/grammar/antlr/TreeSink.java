package dev.fluxion.grammar.antlr;

import org.antlr.v4.runtime.Token;

/** Takes what the parser has just read, puts its tree into the context, and lets the rest of the context go. */
public interface TreeSink {
    /** A term, read up to a token. */
    void term(FluxionParser.TermContext context, Token stop);

    /** A row of terms and operators, read up to a token. */
    void expression(FluxionParser.ExpressionContext context, Token stop);

    /** A statement, read up to a token. */
    void statement(FluxionParser.StatementContext context, Token stop);
}
