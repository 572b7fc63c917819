package dev.fluxion.grammar.antlr;

import org.antlr.v4.runtime.Token;

/** Takes what the parser has just read, puts its tree into the context, and lets the rest of the context go. */
public interface TreeSink {
    /** An operand in brackets or a call, read up to a token. */
    void primary(FluxionParser.PrimaryContext context, Token stop);

    /** A row of operands and operators, read up to a token. */
    void expression(FluxionParser.ExpressionContext context, Token stop);

    /** A statement, read up to a token. */
    void statement(FluxionParser.StatementContext context, Token stop);
}
