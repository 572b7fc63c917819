package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Trees as LaTeX: fractions, roots, Leibniz notation, bold vectors and matrices, {@code ^{\top}}, Hadamard products. Only constructs that
 * JLaTeXMath draws as meant are used.
 */
public final class LatexPrinter {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int UNARY = 3;
    private static final int POWER = 4;
    static final int ATOM = 5;
    private static final int CHARACTERS_PER_NODE = 64;

    private static final Pattern TALL = Pattern.compile("\\\\frac|\\\\begin|\\\\sum|\\\\left|\\\\sqrt|\\\\overline");
    private static final Pattern WORD_AT_END = Pattern.compile("\\\\mathrm\\{\\w+\\}(_\\{[^}]*\\})?$");

    private final Set<String> bold;
    private final Budget budget = Budget.current();

    private LatexPrinter(Set<String> bold) {
        this.bold = bold;
    }

    /** The LaTeX of an expression. */
    public static String latex(Expression expression) {
        return latex(expression, Map.of());
    }

    /** The LaTeX of an expression in which some parts go by a name. */
    public static String latex(Expression expression, Map<Expression, String> names) {
        return latex(Presenter.tree(expression, names), tensorNames(List.of(expression), names));
    }

    /** The LaTeX of a tree; names of vectors and matrices are bold. */
    public static String latex(Tree tree, Set<String> tensors) {
        return Budget.onDeepStack(Trees.depth(tree), () -> new LatexPrinter(tensors).print(tree, 0));
    }

    /** The names of tensors in expressions, and those given to parts that are tensors. */
    public static Set<String> tensorNames(List<Expression> expressions, Map<Expression, String> names) {
        Set<String> tensors = Topology.of(expressions).nodes().stream().filter(node -> node instanceof Symbol && !node.isScalar())
                .map(node -> ((Symbol) node).name()).collect(Collectors.toSet());
        names.forEach((expression, name) -> {
            if (!expression.isScalar()) {
                tensors.add(name);
            }
        });
        Topology.of(expressions).nodes().stream().filter(Fold.class::isInstance).map(Fold.class::cast).forEach(fold -> fold.open().states().stream()
                .filter(state -> !state.symbol().isScalar()).forEach(state -> tensors.add(Bound.plainName(state.symbol()))));
        return tensors;
    }

    private static int level(Tree tree) {
        return switch (tree) {
            case Tree.Chain chain -> switch (chain.links().getFirst().operator()) {
                case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> 0;
                case PLUS, MINUS -> SUM;
                case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> isSigned(chain.first()) ? UNARY - 1 : PRODUCT;
            };
            case Tree.Prefix p -> SUM;
            case Tree.Leibniz l -> l.operand() instanceof Tree.Name || l.operand() instanceof Tree.Element ? UNARY : PRODUCT;
            case Tree.Number n -> n.value().signum() < 0 ? SUM : ATOM;
            case Tree.Power p -> POWER;
            case Tree.Range r -> 0;
            case Tree.Name n -> ATOM;
            case Tree.Text t -> ATOM;
            case Tree.Postfix p -> ATOM;
            case Tree.Call c -> FunctionLatex.isOpen(c) ? PRODUCT : FunctionLatex.isPower(c) ? POWER : ATOM;
            case Tree.Element e -> ATOM;
            case Tree.Array a -> ATOM;
            case Tree.Piecewise p -> SUM;
            case Tree.Bars b -> ATOM;
        };
    }

    private static boolean isSigned(Tree tree) {
        return tree instanceof Tree.Prefix || tree instanceof Tree.Number n && n.value().signum() < 0;
    }

    String print(Tree tree, int least) {
        String plain = plain(tree);
        budget.tick(1 + plain.length() / CHARACTERS_PER_NODE); // texts are copied into those around them
        return level(tree) < least ? brackets(plain) : plain;
    }

    /** Round brackets: stretching ones only around what is tall, as they leave a gap behind superscripts. */
    static String brackets(String inside) {
        boolean tall = TALL.matcher(inside).find();
        return tall ? "\\left(" + inside + "\\right)" : "(" + inside + ")";
    }

    private String plain(Tree tree) {
        return switch (tree) {
            case Tree.Number number -> number(number);
            case Tree.Name name -> NameLatex.of(name.name(), bold.contains(name.name()));
            case Tree.Text text -> "\\text{" + NameLatex.escaped(text.value()) + "}";
            case Tree.Chain chain -> chain(chain);
            case Tree.Prefix prefix -> prefix(prefix);
            case Tree.Power power -> power(power);
            case Tree.Postfix postfix -> print(postfix.operand(), ATOM)
                    + (postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? "^{\\top}" : "!");
            case Tree.Call call -> new FunctionLatex(this).call(call);
            case Tree.Element element -> element(element);
            case Tree.Range range -> subscript(range);
            case Tree.Array array -> array(array);
            case Tree.Piecewise piecewise -> piecewise(piecewise);
            case Tree.Bars bars -> "\\left|" + print(bars.operand(), 0) + "\\right|";
            case Tree.Leibniz leibniz -> leibniz(leibniz);
        };
    }

    private static String number(Tree.Number number) {
        String text = number.value().toPlainString();
        if (text.length() <= 25) {
            return text;
        }
        String[] parts = number.value().toString().split("E");
        return parts.length == 1 ? parts[0] : parts[0] + "\\cdot 10^{" + parts[1].replace("+", "") + "}";
    }

    private String chain(Tree.Chain chain) {
        return switch (chain.links().getFirst().operator()) {
            case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, PLUS, MINUS -> plainChain(chain);
            case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> product(chain);
        };
    }

    private String plainChain(Tree.Chain chain) {
        boolean sum = level(chain) == SUM;
        StringBuilder text = new StringBuilder(print(chain.first(), sum ? SUM : 0));
        for (Tree.Link link : chain.links()) {
            text.append(switch (link.operator()) {
                case PLUS -> " + ";
                case MINUS -> " - ";
                case EQUAL -> " = ";
                case NOT_EQUAL -> " \\neq ";
                case LESS -> " < ";
                case LESS_EQUAL -> " \\leq ";
                case GREATER -> " > ";
                case GREATER_EQUAL -> " \\geq ";
                case AND -> " \\text{ and } ";
                case OR -> " \\text{ or } ";
                case TIMES, TIMES_IMPLICIT, DIVIDE, TIMES_EACH, DIVIDE_EACH -> throw new IllegalStateException("a product among sums");
            }).append(print(link.operand(), sum ? PRODUCT : 0));
        }
        return text.toString();
    }

    // Left to right; what stands before a fraction bar is its numerator, a leading sign stays outside.
    private String product(Tree.Chain chain) {
        Tree first = chain.first();
        String sign = "";
        if (first instanceof Tree.Prefix prefix && prefix.operator() == Tree.PrefixOperator.MINUS) {
            sign = "-";
            first = prefix.operand();
        } else if (first instanceof Tree.Number number && number.value().signum() < 0) {
            sign = "-";
            first = Write.number(number.value().negate());
        }
        boolean unit = first instanceof Tree.Number number && number.value().signum() > 0 && number.value().toPlainString().equals("1");
        String text = chain.links().getFirst().operator() == Tree.Infix.DIVIDE ? print(first, 0) : unit && !sign.isEmpty() ? ""
                : print(first, isOpen(first) || first instanceof Tree.Leibniz l && !(l.operand() instanceof Tree.Name) ? UNARY : PRODUCT);
        boolean fraction = false;
        boolean each = false;
        for (int i = 0; i < chain.links().size(); i++) {
            Tree.Link link = chain.links().get(i);
            boolean divides = i + 1 < chain.links().size() && chain.links().get(i + 1).operator() == Tree.Infix.DIVIDE;
            switch (link.operator()) {
                case DIVIDE -> {
                    text = "\\frac{" + text + "}{" + print(link.operand(), 0) + "}";
                    fraction = true;
                }
                case TIMES, TIMES_IMPLICIT -> {
                    boolean last = i + 1 == chain.links().size() || divides;
                    String factor = print(link.operand(), last && isOpen(link.operand()) ? PRODUCT : UNARY);
                    text = text.isEmpty() ? factor : (each ? brackets(text) : text) + between(text, factor) + factor;
                    each = false;
                }
                case TIMES_EACH -> {
                    text = text + " \\odot " + print(link.operand(), UNARY);
                    each = true;
                }
                case DIVIDE_EACH -> {
                    text = text + " \\oslash " + print(link.operand(), UNARY);
                    each = true;
                }
                case PLUS, MINUS, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR ->
                    throw new IllegalStateException("a sum among products");
            }
            fraction &= divides || link.operator() == Tree.Infix.DIVIDE;
        }
        return sign + text;
    }

    private static boolean isOpen(Tree tree) {
        return tree instanceof Tree.Call call && FunctionLatex.isOpen(call);
    }

    private static String between(String left, String right) {
        boolean number = Character.isDigit(right.charAt(0)); // y 2 x reads as a slip of the pen
        boolean afterDigit = !left.isEmpty() && (Character.isDigit(left.charAt(left.length() - 1)) || left.endsWith("}"));
        boolean words = right.startsWith("\\mathrm{") || WORD_AT_END.matcher(left).find();
        return number || afterDigit && right.startsWith("\\frac") ? " \\cdot " : words ? " \\, " : " ";
    }

    private String prefix(Tree.Prefix prefix) {
        return switch (prefix.operator()) {
            case MINUS -> "-" + print(prefix.operand(), PRODUCT);
            case PLUS -> "+" + print(prefix.operand(), PRODUCT);
            case NOT -> "\\neg " + print(prefix.operand(), ATOM);
        };
    }

    private String power(Tree.Power power) {
        String exponent = print(power.exponent(), 0);
        if (power.elementwise()) {
            return print(power.base(), ATOM) + "^{\\circ " + exponent + "}";
        }
        if (power.base() instanceof Tree.Call call && FunctionLatex.takesPower(call) && power.exponent() instanceof Tree.Number) {
            return new FunctionLatex(this).powered(call, exponent);
        }
        String base = print(power.base(), ATOM);
        boolean raised = power.base() instanceof Tree.Element && base.contains("^{(");
        return (raised ? brackets(base) : base) + "^{" + exponent + "}";
    }

    // Entries are no vectors or matrices, so they are not bold; the number of a layer goes up: W^{(1)}_{ij}.
    private String element(Tree.Element element) {
        String labels = element.subscripts().stream().map(this::subscript).collect(Collectors.joining(","));
        boolean letters = element.subscripts().stream().allMatch(label -> label instanceof Tree.Name name && name.name().length() == 1);
        String index = letters ? labels.replace(",", "") : labels;
        if (element.operand() instanceof Tree.Call call && call.name().equals("I")) {
            return "\\delta_{" + index + "}"; // Kronecker's
        }
        if (element.operand() instanceof Tree.Name name && letters) {
            return NameLatex.entry(name.name()) + "_{" + index + "}";
        }
        return print(element.operand(), ATOM) + "_{" + index + "}";
    }

    // A variable of a derivation may be an entry, W[j,k].
    private String variable(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? NameLatex.of(name, bold.contains(name))
                : NameLatex.entry(name.substring(0, bracket)) + "_{" + name.substring(bracket + 1, name.length() - 1).replace(",", "") + "}";
    }

    String subscript(Tree tree) {
        if (tree instanceof Tree.Range(Tree from, Tree to, var span)) {
            return from == null && to == null ? ":" : (from == null ? "" : print(from, 0)) + ":" + (to == null ? "" : print(to, 0));
        }
        return print(tree, 0);
    }

    private String array(Tree.Array array) {
        List<List<Tree>> rows = array.rows().size() == 1 ? array.rows().getFirst().stream().map(List::of).toList() : array.rows();
        return "\\begin{pmatrix}" + rows.stream().map(row -> row.stream().map(entry -> print(entry, 0)).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\ ")) + "\\end{pmatrix}";
    }

    private String piecewise(Tree.Piecewise piecewise) {
        StringBuilder text = new StringBuilder("\\left\\{\\begin{array}{l@{\\quad}l}");
        for (Tree.Case each : piecewise.cases()) {
            text.append(print(each.value(), 0)).append(" & ").append(print(each.condition(), 0)).append(" \\\\ ");
        }
        if (piecewise.otherwise() != null) {
            text.append(print(piecewise.otherwise(), 0)).append(" & \\text{otherwise}");
        }
        return text.append("\\end{array}\\right.").toString();
    }

    private String leibniz(Tree.Leibniz leibniz) {
        String d = leibniz.partial() ? "\\partial" : "\\mathrm{d}";
        int order = leibniz.variables().size();
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < order; i++) {
            String variable = leibniz.variables().get(i);
            int times = 1;
            while (i + 1 < order && leibniz.variables().get(i + 1).equals(variable)) {
                times++;
                i++;
            }
            below.append(below.isEmpty() ? "" : " \\, ").append(d).append(' ').append(variable(variable))
                    .append(times > 1 ? "^{" + times + "}" : "");
        }
        String above = d + (order > 1 ? "^{" + order + "}" : "");
        if (leibniz.operand() instanceof Tree.Element element) {
            return "\\frac{" + above + " " + element(element) + "}{" + below + "}";
        }
        if (leibniz.operand() instanceof Tree.Name name) {
            return "\\frac{" + above + " " + NameLatex.of(name.name(), bold.contains(name.name())) + "}{" + below + "}";
        }
        return "\\frac{" + above + "}{" + below + "}" + print(leibniz.operand(), POWER);
    }
}
