package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import dev.fluxion.grammar.antlr.FluxionParser;
import dev.fluxion.grammar.antlr.FluxionParser.ArgumentContext;
import dev.fluxion.grammar.antlr.FluxionParser.ConditionContext;
import dev.fluxion.grammar.antlr.FluxionParser.PostfixContext;
import dev.fluxion.grammar.antlr.FluxionParser.PowerContext;
import dev.fluxion.grammar.antlr.FluxionParser.PrimaryContext;
import dev.fluxion.grammar.antlr.FluxionParser.RangeContext;
import dev.fluxion.grammar.antlr.FluxionParser.SuffixContext;
import dev.fluxion.grammar.antlr.FluxionParser.UnaryContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the parser's contexts to trees. */
final class TreeBuilder {
    private static final int MOST_EXPONENT_DIGITS = 6;

    private final Offsets offsets;
    private final Limits limits;

    TreeBuilder(Offsets offsets, Limits limits) {
        this.offsets = offsets;
        this.limits = limits;
    }

    Tree whole(FluxionParser.WholeExpressionContext context) {
        return condition(context.condition());
    }

    Span span(ParserRuleContext context) {
        return offsets.span(context.getStart(), context.getStop());
    }

    Span span(Token token) {
        return offsets.span(token);
    }

    Tree condition(ConditionContext context) {
        return chain(context, context.children, 0);
    }

    // One operand or a chain: the levels share this shape, operands at even places and operators between.
    private Tree chain(ParserRuleContext context, List<ParseTree> children, int start) {
        Tree first = level(children.get(start));
        if (children.size() == start + 1) {
            return first;
        }
        List<Tree.Link> links = new ArrayList<>((children.size() - start) / 2);
        for (int i = start + 1; i + 1 < children.size(); i += 2) {
            Token operator = ((TerminalNode) children.get(i)).getSymbol();
            links.add(new Tree.Link(infix(operator.getType()), level(children.get(i + 1)), span(operator)));
        }
        return new Tree.Chain(first, links, span(context));
    }

    private Tree level(ParseTree child) {
        return switch (child) {
            case FluxionParser.NegationContext negation -> negation(negation);
            case FluxionParser.ProductContext product -> product(product);
            case UnaryContext unary -> unary(unary);
            case ParserRuleContext context -> chain(context, context.children, 0);
            default -> throw new IllegalStateException("no level: " + child);
        };
    }

    private Tree negation(FluxionParser.NegationContext context) {
        Tree operand = chain(context.comparison(), context.comparison().children, 0);
        for (int i = context.NOT().size() - 1; i >= 0; i--) {
            operand = new Tree.Prefix(Tree.PrefixOperator.NOT, operand, span(context.NOT(i).getSymbol()).to(operand.span()));
        }
        return operand;
    }

    private Tree product(FluxionParser.ProductContext context) {
        List<ParseTree> children = context.children;
        List<Tree> operands = new ArrayList<>();
        List<Token> operators = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            switch (children.get(i)) {
                case TerminalNode node when node.getSymbol().getType() == FluxionLexer.LEIBNIZ ->
                    operands.add(leibniz(node.getSymbol(), product((FluxionParser.ProductContext) children.get(++i))));
                case TerminalNode node -> operators.add(node.getSymbol());
                default -> operands.add(level(children.get(i)));
            }
        }
        if (operators.isEmpty()) {
            return operands.getFirst();
        }
        List<Tree.Link> links = new ArrayList<>(operators.size());
        for (int i = 0; i < operators.size(); i++) {
            links.add(new Tree.Link(infix(operators.get(i).getType()), operands.get(i + 1), span(operators.get(i))));
        }
        return new Tree.Chain(operands.getFirst(), links, span(context));
    }

    private static Tree.Infix infix(int type) {
        return switch (type) {
            case FluxionLexer.PLUS -> Tree.Infix.PLUS;
            case FluxionLexer.MINUS -> Tree.Infix.MINUS;
            case FluxionLexer.TIMES -> Tree.Infix.TIMES;
            case FluxionLexer.TIMES_IMPLICIT -> Tree.Infix.TIMES_IMPLICIT;
            case FluxionLexer.DIVIDE -> Tree.Infix.DIVIDE;
            case FluxionLexer.TIMES_EACH -> Tree.Infix.TIMES_EACH;
            case FluxionLexer.DIVIDE_EACH -> Tree.Infix.DIVIDE_EACH;
            case FluxionLexer.EQUAL -> Tree.Infix.EQUAL;
            case FluxionLexer.NOT_EQUAL -> Tree.Infix.NOT_EQUAL;
            case FluxionLexer.LESS -> Tree.Infix.LESS;
            case FluxionLexer.LESS_EQUAL -> Tree.Infix.LESS_EQUAL;
            case FluxionLexer.GREATER -> Tree.Infix.GREATER;
            case FluxionLexer.GREATER_EQUAL -> Tree.Infix.GREATER_EQUAL;
            case FluxionLexer.AND -> Tree.Infix.AND;
            case FluxionLexer.OR -> Tree.Infix.OR;
            default -> throw new IllegalStateException("no operator: " + type);
        };
    }

    private Tree leibniz(Token operator, Tree operand) {
        String text = operator.getText();
        boolean partial = text.startsWith("∂");
        List<String> variables = new ArrayList<>();
        for (String part : text.substring(text.indexOf('/') + 2).split("∂")) {
            addVariable(part, variables);
        }
        int orders = order(text.substring(1, text.indexOf('/')));
        if (orders != variables.size()) {
            throw mistake("the orders above and below do not agree in " + text, span(operator), "");
        }
        return new Tree.Leibniz(variables, partial, operand, span(operator).to(operand.span()));
    }

    private static void addVariable(String part, List<String> variables) {
        int power = part.indexOf('^');
        int end = power >= 0 ? power : part.length();
        while (power < 0 && end > 0 && "²³⁴⁵⁶⁷⁸⁹".indexOf(part.charAt(end - 1)) >= 0) {
            end--;
        }
        int times = order(part.substring(end));
        for (int i = 0; i < times; i++) {
            variables.add(Characters.name(part.substring(0, end)));
        }
    }

    private static int order(String text) {
        String digits = text.startsWith("^") ? text.substring(1) : text.isEmpty() ? "1" : Characters.number(text);
        return digits.length() > 3 ? 1_000 : Integer.parseInt(digits);
    }

    private Tree unary(UnaryContext context) {
        Tree operand = power(context.power());
        for (int i = context.getChildCount() - 2; i >= 0; i--) {
            operand = sign(((TerminalNode) context.getChild(i)).getSymbol(), operand);
        }
        return operand;
    }

    private Tree sign(Token sign, Tree operand) {
        Tree.PrefixOperator operator = sign.getType() == FluxionLexer.MINUS ? Tree.PrefixOperator.MINUS : Tree.PrefixOperator.PLUS;
        return new Tree.Prefix(operator, operand, span(sign).to(operand.span()));
    }

    // Right to left: x^-y^2 is x^(-(y^2)).
    private Tree power(PowerContext context) {
        List<ParseTree> children = context.children;
        Tree exponent = postfix((PostfixContext) children.getLast());
        for (int i = children.size() - 2; i >= 0; i--) {
            switch (children.get(i)) {
                case PostfixContext base -> {
                    boolean each = ((TerminalNode) children.get(i + 1)).getSymbol().getType() == FluxionLexer.POWER_EACH;
                    Tree raised = postfix(base);
                    exponent = new Tree.Power(raised, exponent, each, raised.span().to(exponent.span()));
                }
                case TerminalNode node when node.getSymbol().getType() == FluxionLexer.MINUS || node.getSymbol().getType() == FluxionLexer.PLUS ->
                    exponent = sign(node.getSymbol(), exponent);
                default -> { }
            }
        }
        return exponent;
    }

    private Tree postfix(PostfixContext context) {
        Tree operand = primary(context.primary());
        for (SuffixContext suffix : context.suffix()) {
            operand = suffix(operand, suffix);
        }
        return operand;
    }

    private Tree suffix(Tree operand, SuffixContext suffix) {
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
        if (context.condition().isEmpty()) {
            return new Tree.Range(null, null, span(context));
        }
        Tree from = condition(context.condition(0));
        return context.condition().size() == 1 ? from : new Tree.Range(from, condition(context.condition(1)), span(context));
    }

    private Tree primary(PrimaryContext context) {
        return switch (context) {
            case FluxionParser.NumberContext number -> number(number.NUMBER().getSymbol());
            case FluxionParser.TextContext text -> text(text.getStart());
            case FluxionParser.SignContext sign -> new Tree.Call(sign.getStart().getText(), span(sign.getStart()), 0, List.of(),
                    List.of(postfix(sign.postfix())), List.of(), span(sign));
            case FluxionParser.CallContext call -> call(call, call.PRIME().size(), call.operands());
            case FluxionParser.RaisedCallContext raised -> raised(raised);
            case FluxionParser.NameContext name -> new Tree.Name(Characters.name(name.getText()), span(name));
            case FluxionParser.InfinityContext infinity -> new Tree.Name("inf", span(infinity));
            case FluxionParser.BracketsContext brackets -> condition(brackets.condition());
            case FluxionParser.BarsContext bars -> new Tree.Bars(condition(bars.condition()), span(bars));
            case FluxionParser.ArrayContext array -> new Tree.Array(
                    array.row().stream().map(row -> row.condition().stream().map(this::condition).toList()).toList(), span(array));
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
        return new Tree.Number(new BigDecimal(text), span(token));
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
        String inner = prose ? text.substring(3, text.length() - 3) : unescape(text.substring(1, text.length() - 1));
        return new Tree.Text(inner, prose, span(token));
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
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
        for (FluxionParser.BinderContext binder : written.binder()) {
            binders.add(new Tree.Binder(Characters.name(binder.NAME().getText()), binder.range() == null ? null : range(binder.range()), span(binder)));
            requireNew(binders.stream().map(Tree.Binder::label).toList(), span(binder));
        }
        if (written.condition() != null) {
            operands.add(condition(written.condition()));
        }
        written.argument().forEach(argument -> argument(argument, operands, named));
        String name = start.getType() == FluxionLexer.SIGMA ? start.getText() : Characters.name(start.getText());
        return new Tree.Call(name, span(start), primes, binders, operands, named, span(context));
    }

    // sin^2(x) is sin(x)^2; the exponent's place tells how it was written.
    private Tree raised(FluxionParser.RaisedCallContext context) {
        Token exponent = context.NUMBER() != null ? context.NUMBER().getSymbol() : context.SUPERSCRIPT().getSymbol();
        Tree.Number number = context.NUMBER() != null ? number(exponent) : superscript(exponent);
        return new Tree.Power(call(context, 0, context.operands()), number, false, span(context));
    }

    void argument(ArgumentContext argument, List<Tree> operands, List<Tree.Named> named) {
        Tree value = range(argument.range());
        if (argument.NAME() != null) {
            named.add(new Tree.Named(Characters.name(argument.NAME().getText()), value, span(argument)));
            requireNew(named.stream().map(Tree.Named::name).toList(), span(argument));
        } else if (!named.isEmpty()) {
            throw mistake("an operand without a name stands behind a named one", span(argument), "put named operands last");
        } else if (value instanceof Tree.Range range) {
            throw mistake("a range needs a name here", range.span(), "write x = a..b");
        } else {
            operands.add(value);
        }
    }

    /** Refuses a list of names whose last one stands in it twice. */
    static void requireNew(List<String> names, Span span) {
        if (names.indexOf(names.getLast()) < names.size() - 1) {
            throw mistake("'" + names.getLast() + "' stands here twice", span, "");
        }
    }

    Tree range(RangeContext context) {
        Tree from = condition(context.condition(0));
        return context.condition().size() == 1 ? from : new Tree.Range(from, condition(context.condition(1)), span(context));
    }

    private Tree piecewise(FluxionParser.PiecewiseContext context) {
        List<Tree.Case> cases = new ArrayList<>();
        Tree otherwise = null;
        for (FluxionParser.PieceContext piece : context.piece()) {
            if (otherwise != null) {
                throw mistake("a case stands behind else", span(piece), "put else last");
            }
            if (piece.ELSE() != null) {
                otherwise = condition(piece.condition(0));
            } else {
                cases.add(new Tree.Case(condition(piece.condition(0)), condition(piece.condition(1))));
            }
        }
        return new Tree.Piecewise(cases, otherwise, span(context));
    }
}
