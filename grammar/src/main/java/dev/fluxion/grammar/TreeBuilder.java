package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import dev.fluxion.grammar.antlr.FluxionParser;
import dev.fluxion.grammar.antlr.FluxionParser.ArgumentContext;
import dev.fluxion.grammar.antlr.FluxionParser.ExpressionContext;
import dev.fluxion.grammar.antlr.FluxionParser.PrimaryContext;
import dev.fluxion.grammar.antlr.FluxionParser.RangeContext;
import dev.fluxion.grammar.antlr.FluxionParser.SuffixContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** From the parser's contexts to trees. */
final class TreeBuilder {
    private static final int MOST_EXPONENT_DIGITS = 6;

    private final Offsets offsets;
    private final Limits limits;

    TreeBuilder(Offsets offsets, Limits limits) {
        this.offsets = offsets;
        this.limits = limits;
    }

    Span span(ParserRuleContext context) {
        return offsets.span(context.getStart(), context.getStop());
    }

    Span span(Token token) {
        return offsets.span(token);
    }

    Span span(Token first, Token last) {
        return offsets.span(first, last);
    }

    Tree expression(ExpressionContext context) {
        return new OperatorRow(this, context.children).tree();
    }

    /** An operand of one token. */
    Tree atom(Token token) {
        return switch (token.getType()) {
            case FluxionLexer.NUMBER -> number(token);
            case FluxionLexer.NAME -> new Tree.Name(Characters.name(token.getText()), span(token));
            case FluxionLexer.INFINITY -> new Tree.Name("inf", span(token));
            case FluxionLexer.STRING, FluxionLexer.PROSE -> text(token);
            default -> throw new IllegalStateException("no operand: " + token.getText());
        };
    }

    /** A root or a gradient written as a sign: √x, ∇f. */
    Tree signed(Token sign, Tree operand, Span span) {
        return new Tree.Call(sign.getText(), span(sign), 0, List.of(), List.of(operand), List.of(), span);
    }

    Tree suffix(Tree operand, SuffixContext suffix) {
        Span span = operand.span().to(span(suffix));
        Token token = suffix.getStart();
        return switch (token.getType()) {
            case FluxionLexer.PRIME, FluxionLexer.TRANSPOSED -> new Tree.Postfix(operand, Tree.PostfixOperator.TRANSPOSE, span);
            case FluxionLexer.FACTORIAL -> new Tree.Postfix(operand, Tree.PostfixOperator.FACTORIAL, span);
            case FluxionLexer.SUPERSCRIPT -> new Tree.Power(operand, superscript(token), false, span);
            default -> new Tree.Element(operand, suffix.subscript().stream().map(this::subscript).toList(), span);
        };
    }

    private Tree subscript(FluxionParser.SubscriptContext context) {
        return context.range() == null ? new Tree.Range(null, null, span(context)) : range(context.range());
    }

    Tree primary(PrimaryContext context) {
        return switch (context) {
            case FluxionParser.CallContext call -> call(call, call.PRIME().size(), call.operands());
            case FluxionParser.RaisedCallContext raised -> raised(raised);
            case FluxionParser.BracketsContext brackets -> brackets.expression().tree;
            case FluxionParser.BarsContext bars -> new Tree.Bars(bars.expression().tree, span(bars));
            case FluxionParser.ArrayContext array -> new Tree.Array(
                    array.row().stream().map(row -> row.expression().stream().map(entry -> entry.tree).toList()).toList(), span(array));
            case FluxionParser.PiecewiseContext piecewise -> piecewise(piecewise);
            default -> throw new IllegalStateException("no operand: " + context.getText());
        };
    }

    private Tree.Number number(Token token) {
        String text = token.getText();
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0 && text.length() - exponent - 1 > MOST_EXPONENT_DIGITS) {
            throw limit("the exponent of a number has more than " + MOST_EXPONENT_DIGITS + " characters", token);
        }
        if (text.length() > limits.digits()) {
            throw limit("a number has more than " + limits.digits() + " digits", token);
        }
        return new Tree.Number(decimal(text), span(token));
    }

    // Small whole numbers are shared: a long text is full of them.
    private static BigDecimal decimal(String text) {
        return text.length() == 1 ? BigDecimal.valueOf(text.charAt(0) - '0') : new BigDecimal(text);
    }

    private Tree.Number superscript(Token token) {
        if (token.getText().length() > limits.digits()) {
            throw limit("a number has more than " + limits.digits() + " digits", token);
        }
        return new Tree.Number(new BigDecimal(Characters.number(token.getText())), span(token));
    }

    private FluxionException limit(String message, Token token) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, message, span(token)));
    }

    private static FluxionException mistake(String message, Span span, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, message, span).withHint(hint));
    }

    Tree.Text text(Token token) {
        String text = token.getText();
        boolean prose = token.getType() == FluxionLexer.PROSE;
        String inner = prose ? text.substring(3, text.length() - 3) : unescape(text.substring(1, text.length() - 1), span(token));
        return new Tree.Text(inner, prose, span(token));
    }

    private static String unescape(String text, Span span) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                if ("n\"\\".indexOf(escaped) < 0) {
                    throw mistake("the text has a backslash before '" + escaped + "', which means nothing", span,
                            "write \\\\ for a backslash, in formulas too: \"$\\\\alpha$\"; \\n is a new line, \\\" a quotation mark");
                }
                plain.append(escaped == 'n' ? '\n' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private Tree.Call call(PrimaryContext context, int primes, FluxionParser.OperandsContext written) {
        Token start = context.getStart();
        List<Tree> operands = new ArrayList<>();
        List<Tree.Named> named = new ArrayList<>();
        List<Tree.Binder> binders = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (FluxionParser.BinderContext binder : written.binder()) {
            binders.add(new Tree.Binder(Characters.name(binder.getStart().getText()), binder.range() == null ? null : range(binder.range()), span(binder)));
            requireNew(labels.add(binders.getLast().label()), binders.getLast().label(), span(binder));
        }
        written.expression().forEach(body -> operands.add(body.tree));
        written.argument().forEach(argument -> argument(argument, operands, named, labels));
        String name = start.getType() == FluxionLexer.SIGMA ? start.getText() : Characters.name(start.getText());
        return new Tree.Call(name, span(start), primes, binders, operands, named, span(context));
    }

    // sin^2(x) is sin(x)^2; the exponent's place tells how it was written.
    private Tree raised(FluxionParser.RaisedCallContext context) {
        Token exponent = context.NUMBER() != null ? context.NUMBER().getSymbol() : context.SUPERSCRIPT().getSymbol();
        Tree.Number number = context.NUMBER() != null ? number(exponent) : superscript(exponent);
        return new Tree.Power(call(context, 0, context.operands()), number, false, span(context));
    }

    void argument(ArgumentContext argument, List<Tree> operands, List<Tree.Named> named, Set<String> names) {
        Tree value = range(argument.range());
        if (argument.LABEL() != null) {
            named.add(new Tree.Named(Characters.name(argument.LABEL().getText()), value, span(argument)));
            requireNew(names.add(named.getLast().name()), named.getLast().name(), span(argument));
        } else if (!named.isEmpty()) {
            throw mistake("an operand without a name stands behind a named one", span(argument), "put named operands last");
        } else if (value instanceof Tree.Range range) {
            throw mistake("a range needs a name here", range.span(), "write x = a..b");
        } else {
            operands.add(value);
        }
    }

    /** Refuses a name that stands in a list twice. */
    static void requireNew(boolean isNew, String name, Span span) {
        if (!isNew) {
            throw mistake("'" + name + "' stands here twice", span, "");
        }
    }

    Tree range(RangeContext context) {
        Tree from = context.expression(0).tree;
        return context.expression().size() == 1 ? from : new Tree.Range(from, context.expression(1).tree, span(context));
    }

    private Tree piecewise(FluxionParser.PiecewiseContext context) {
        List<Tree.Case> cases = new ArrayList<>();
        Tree otherwise = null;
        for (FluxionParser.PieceContext piece : context.piece()) {
            if (otherwise != null) {
                throw mistake("a case stands behind else", span(piece), "put else last");
            }
            if (piece.ELSE() != null) {
                otherwise = piece.expression(0).tree;
            } else {
                cases.add(new Tree.Case(piece.expression(0).tree, piece.expression(1).tree));
            }
        }
        return new Tree.Piecewise(cases, otherwise, span(context));
    }
}
