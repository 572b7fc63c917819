package dev.fluxion.grammar;

import java.math.BigDecimal;
import java.util.List;

/** Prints trees as text of the language, with no more brackets than its precedence needs. */
public final class TreeText {
    private static final int CONDITION = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int UNARY = 7;
    private static final int POWER = 8;
    private static final int POSTFIX = 9;
    private static final int LONGEST_PLAIN = 25; // digits before an exponent reads better

    private final StringBuilder text = new StringBuilder();
    private long printed;

    private TreeText() {}

    /** The text of a tree of any depth, on one line. */
    public static String of(Tree tree) {
        return DeepCalls.run(Trees.depth(tree), () -> {
            TreeText printer = new TreeText();
            printer.print(tree, 0);
            return printer.text.toString();
        });
    }

    private static int level(Tree tree) {
        return switch (tree) {
            case Tree.Chain chain -> switch (chain.links().getFirst().operator()) {
                case OR -> CONDITION;
                case AND -> AND;
                case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> chain.links().size() > 1 ? AND : COMPARISON;
                case PLUS, MINUS -> SUM;
                case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> PRODUCT;
            };
            case Tree.Prefix prefix -> prefix.operator() == Tree.PrefixOperator.NOT ? NOT : UNARY;
            case Tree.Power power -> POWER;
            case Tree.Postfix postfix -> POSTFIX;
            case Tree.Element element -> POSTFIX;
            case Tree.Range range -> 0;
            case Tree.Number number -> number.value().signum() < 0 ? UNARY : POSTFIX + 1;
            case Tree.Leibniz leibniz -> POSTFIX + 1;
            case Tree.Name n -> POSTFIX + 1;
            case Tree.Text t -> POSTFIX + 1;
            case Tree.Call c -> POSTFIX + 1;
            case Tree.Array a -> POSTFIX + 1;
            case Tree.Piecewise p -> POSTFIX + 1;
            case Tree.Bars b -> POSTFIX + 1;
        };
    }

    private void print(Tree tree, int least) {
        Interruption.check(++printed);
        boolean brackets = level(tree) < least;
        text.append(brackets ? "(" : "");
        plain(tree);
        text.append(brackets ? ")" : "");
    }

    private void plain(Tree tree) {
        switch (tree) {
            case Tree.Number number -> text.append(number(number));
            case Tree.Name name -> text.append(name.name());
            case Tree.Text quoted -> text.append('"').append(quoted.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")).append('"');
            case Tree.Chain chain -> chain(chain);
            case Tree.Prefix prefix -> prefix(prefix);
            case Tree.Power power -> {
                print(power.base(), POSTFIX);
                text.append(power.elementwise() ? " .^ " : "^");
                print(power.exponent(), isSigned(power.exponent()) ? UNARY : POWER);
            }
            case Tree.Postfix postfix -> {
                print(postfix.operand(), POSTFIX);
                text.append(postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? "'" : "!");
            }
            case Tree.Call call -> call(call);
            case Tree.Element element -> {
                print(element.operand(), POSTFIX);
                list("[", element.subscripts(), "]");
            }
            case Tree.Range range -> range(range);
            case Tree.Array array -> array(array);
            case Tree.Piecewise piecewise -> piecewise(piecewise);
            case Tree.Bars bars -> {
                text.append('|');
                print(bars.operand(), CONDITION);
                text.append('|');
            }
            case Tree.Leibniz leibniz -> {
                text.append("diff(");
                print(leibniz.operand(), CONDITION);
                leibniz.variables().forEach(variable -> text.append(", ").append(variable));
                text.append(')');
            }
        }
    }

    private static boolean isSigned(Tree tree) {
        return tree instanceof Tree.Prefix || tree instanceof Tree.Number number && number.value().signum() < 0;
    }

    private static String number(Tree.Number number) {
        BigDecimal value = number.value();
        boolean plain = Math.abs((long) value.scale()) + value.precision() <= LONGEST_PLAIN;
        return plain ? value.toPlainString() : value.toString().replace("E+", "e").replace('E', 'e');
    }

    private void chain(Tree.Chain chain) {
        int level = level(chain);
        boolean comparison = level == COMPARISON || level == AND && chain.links().getFirst().operator() != Tree.Infix.AND;
        if (comparison && chain.links().size() > 1) {
            comparisons(chain);
            return;
        }
        print(chain.first(), level == SUM || level == PRODUCT ? level : level + 1);
        for (Tree.Link link : chain.links()) {
            text.append(operator(link.operator()));
            boolean signed = level == PRODUCT && isSigned(link.operand()) || level == SUM && startsSigned(link.operand()); // 2*-x is right, but nobody writes it
            print(link.operand(), signed ? POWER : level + 1);
        }
    }

    private static boolean startsSigned(Tree operand) {
        return isSigned(operand) || operand instanceof Tree.Chain chain && level(chain) == PRODUCT && startsSigned(chain.first());
    }

    // 0 < x < 1 is printed as 0 < x and x < 1.
    private void comparisons(Tree.Chain chain) {
        Tree left = chain.first();
        for (int i = 0; i < chain.links().size(); i++) {
            Tree.Link link = chain.links().get(i);
            text.append(i == 0 ? "" : " and ");
            print(left, SUM);
            text.append(operator(link.operator()));
            print(link.operand(), SUM);
            left = link.operand();
        }
    }

    private static String operator(Tree.Infix operator) {
        return switch (operator) {
            case TIMES, TIMES_IMPLICIT -> "*";
            case DIVIDE -> "/";
            case PLUS, MINUS, TIMES_EACH, DIVIDE_EACH, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR ->
                " " + operator.text() + " ";
        };
    }

    private void prefix(Tree.Prefix prefix) {
        switch (prefix.operator()) {
            case MINUS -> text.append('-');
            case PLUS -> text.append('+');
            case NOT -> text.append("not ");
        }
        print(prefix.operand(), prefix.operator() == Tree.PrefixOperator.NOT ? NOT : UNARY);
    }

    private void call(Tree.Call call) {
        text.append(call.name()).append("'".repeat(call.primes())).append('(');
        String separator = "";
        for (Tree.Binder binder : call.binders()) {
            text.append(separator).append(binder.label());
            if (binder.range() != null) {
                text.append(" = ");
                print(binder.range(), 0);
            }
            separator = ", ";
        }
        separator = call.binders().isEmpty() ? "" : ": ";
        for (Tree operand : call.operands()) {
            text.append(separator);
            print(operand, CONDITION);
            separator = ", ";
        }
        for (Tree.Named named : call.named()) {
            text.append(separator).append(named.name()).append(" = ");
            print(named.value(), 0);
            separator = ", ";
        }
        text.append(')');
    }

    private void list(String open, List<Tree> items, String close) {
        text.append(open);
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            print(items.get(i), 0);
        }
        text.append(close);
    }

    private void range(Tree.Range range) {
        if (range.from() == null && range.to() == null) {
            text.append(':');
            return;
        }
        print(range.from(), CONDITION);
        text.append("..");
        print(range.to(), CONDITION);
    }

    private void array(Tree.Array array) {
        text.append('[');
        for (int i = 0; i < array.rows().size(); i++) {
            list(i == 0 ? "" : "; ", array.rows().get(i), "");
        }
        text.append(']');
    }

    private void piecewise(Tree.Piecewise piecewise) {
        text.append('{');
        String separator = "";
        for (Tree.Case each : piecewise.cases()) {
            text.append(separator);
            print(each.condition(), CONDITION);
            text.append(": ");
            print(each.value(), CONDITION);
            separator = ", ";
        }
        if (piecewise.otherwise() != null) {
            text.append(separator).append("else: ");
            print(piecewise.otherwise(), CONDITION);
        }
        text.append('}');
    }
}
