package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionLexer;
import dev.fluxion.grammar.antlr.FluxionParser.PrimaryContext;
import dev.fluxion.grammar.antlr.FluxionParser.SuffixContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * From a flat row of operands and operators to a tree, by precedence climbing. Operators of one level form one chain, whatever its length;
 * signs and powers nest.
 */
final class OperatorRow {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int SIGN = 7;
    private static final int POWER = 8;

    private final TreeBuilder trees;
    private final List<ParseTree> row;
    private int next;

    OperatorRow(TreeBuilder trees, List<ParseTree> row) {
        this.trees = trees;
        this.row = row;
    }

    Tree tree() {
        return tree(OR);
    }

    // What stands here with operators that are no looser than a level.
    private Tree tree(int least) {
        int start = next;
        Tree left = operand(least);
        while (next < row.size() && level(token()) >= least) {
            left = level(token()) == POWER ? power(left, start) : chain(left, level(token()), start);
        }
        return left;
    }

    private Token token() {
        return ((TerminalNode) row.get(next)).getSymbol();
    }

    private Tree operand(int least) {
        if (!(row.get(next) instanceof TerminalNode)) {
            return factor();
        }
        int start = next;
        Token operator = token();
        next++;
        return switch (operator.getType()) {
            case FluxionLexer.NOT -> {
                require(least <= NOT, operator);
                yield new Tree.Prefix(Tree.PrefixOperator.NOT, tree(NOT), span(start));
            }
            case FluxionLexer.LEIBNIZ -> {
                require(least <= SIGN, operator);
                yield leibniz(operator, tree(PRODUCT), start);
            }
            case FluxionLexer.MINUS -> new Tree.Prefix(Tree.PrefixOperator.MINUS, tree(Math.max(least, SIGN)), span(start));
            case FluxionLexer.PLUS -> new Tree.Prefix(Tree.PrefixOperator.PLUS, tree(Math.max(least, SIGN)), span(start));
            default -> {
                next = start;
                yield factor();
            }
        };
    }

    private static boolean isRoot(Token token) {
        return token.getType() == FluxionLexer.ROOT || token.getType() == FluxionLexer.NABLA;
    }

    // An operand with what stands directly behind it; a root takes both.
    private Tree factor() {
        if (row.get(next) instanceof TerminalNode sign && isRoot(sign.getSymbol())) {
            int start = next++;
            Tree operand = factor();
            return trees.signed(sign.getSymbol(), operand, span(start));
        }
        Tree operand = row.get(next) instanceof PrimaryContext primary ? primary.tree : trees.atom(token());
        next++;
        while (next < row.size() && row.get(next) instanceof SuffixContext suffix) {
            operand = trees.suffix(operand, suffix);
            next++;
        }
        return operand;
    }

    private void require(boolean allowed, Token operator) {
        if (!allowed) {
            throw new FluxionException(new Diagnostic(Diagnostic.Code.SYNTAX, "expected an operand, but found '" + operator.getText() + "'",
                    trees.span(operator), operator.getText(), List.of("an operand"), "put brackets around it: (" + operator.getText() + " …)"));
        }
    }

    private Tree chain(Tree first, int level, int start) {
        List<Tree.Link> links = new ArrayList<>();
        while (next < row.size() && level(token()) == level) {
            Interruption.check(links.size());
            Token operator = token();
            next++;
            links.add(new Tree.Link(infix(operator.getType()), tree(level + 1), trees.span(operator)));
        }
        return new Tree.Chain(first, links, span(start));
    }

    // To the right: 2^3^2 is 2^(3^2).
    private Tree power(Tree base, int start) {
        boolean elementwise = token().getType() == FluxionLexer.POWER_EACH;
        next++;
        return new Tree.Power(base, tree(POWER), elementwise, span(start));
    }

    private Tree leibniz(Token operator, Tree operand, int start) {
        List<String> variables = LeibnizSigns.variables(operator.getText());
        if (variables.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "the orders above and below do not agree in " + operator.getText(),
                    trees.span(operator)));
        }
        return new Tree.Leibniz(variables, operator.getText().startsWith("∂"), operand, span(start));
    }

    // From a place to the one before the next.
    private Span span(int start) {
        return trees.span(first(row.get(start)), last(row.get(next - 1)));
    }

    private static Token first(ParseTree part) {
        return part instanceof ParserRuleContext context ? context.getStart() : ((TerminalNode) part).getSymbol();
    }

    private static Token last(ParseTree part) {
        return part instanceof ParserRuleContext context ? context.getStop() : ((TerminalNode) part).getSymbol();
    }

    private static int level(Token operator) {
        return switch (operator.getType()) {
            case FluxionLexer.OR -> OR;
            case FluxionLexer.AND -> AND;
            case FluxionLexer.PLUS, FluxionLexer.MINUS -> SUM;
            case FluxionLexer.POWER, FluxionLexer.POWER_EACH -> POWER;
            case FluxionLexer.EQUAL, FluxionLexer.NOT_EQUAL, FluxionLexer.LESS, FluxionLexer.LESS_EQUAL, FluxionLexer.GREATER, FluxionLexer.GREATER_EQUAL ->
                COMPARISON;
            case FluxionLexer.TIMES, FluxionLexer.TIMES_IMPLICIT, FluxionLexer.DIVIDE, FluxionLexer.TIMES_EACH, FluxionLexer.DIVIDE_EACH -> PRODUCT;
            default -> throw new IllegalStateException("no operator: " + operator.getText());
        };
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
}
