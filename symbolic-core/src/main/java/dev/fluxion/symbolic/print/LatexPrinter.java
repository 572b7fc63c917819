package dev.fluxion.symbolic.print;

import static dev.fluxion.symbolic.print.LatexLevel.ATOM;
import static dev.fluxion.symbolic.print.LatexLevel.COMPARISON;
import static dev.fluxion.symbolic.print.LatexLevel.CONJUNCTION;
import static dev.fluxion.symbolic.print.LatexLevel.POWER;
import static dev.fluxion.symbolic.print.LatexLevel.PRODUCT;
import static dev.fluxion.symbolic.print.LatexLevel.SUM;
import static dev.fluxion.symbolic.print.LatexLevel.UNARY;
import static dev.fluxion.symbolic.print.LatexLevel.WHOLE;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.math.BigDecimal;
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
    private static final int CHARACTERS_PER_NODE = 64;

    private static final Pattern TALL = Pattern.compile("\\\\frac|\\\\begin|\\\\sum|\\\\prod|\\\\int|\\\\lim|\\\\left|\\\\sqrt|\\\\overline");
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
        return Budget.onDeepStack(Trees.depth(tree), () -> new LatexPrinter(tensors).print(tree, WHOLE));
    }

    /** The names of tensors in expressions, and those given to parts that are tensors. */
    public static Set<String> tensorNames(List<Expression> expressions, Map<Expression, String> names) {
        Set<String> tensors = Topology.of(expressions).nodes().stream().filter(node -> node instanceof Symbol && !node.isScalar())
                .map(node -> ((Symbol) node).name()).collect(Collectors.toSet());
        names.forEach((expression, name) -> {
            if (!expression.isScalar()) {
                tensors.add(name.endsWith("'") ? name.substring(0, name.length() - 1) : name);
            }
        });
        Topology.of(expressions).nodes().stream().filter(Fold.class::isInstance).map(Fold.class::cast).forEach(fold -> fold.open().states().stream()
                .filter(state -> !state.symbol().isScalar()).forEach(state -> tensors.add(Bound.plainName(state.symbol()))));
        return tensors;
    }

    String print(Tree tree, LatexLevel least) {
        String plain = plain(tree);
        budget.tick(1 + plain.length() / CHARACTERS_PER_NODE); // texts are copied into those around them
        return LatexLevel.of(tree).isBelow(least) ? brackets(plain) : plain;
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
            case Tree.Postfix postfix -> postfix.operator() == Tree.PostfixOperator.TRANSPOSE ? raised(postfix.operand(), "\\top") : factorial(postfix.operand());
            case Tree.Call call -> new FunctionLatex(this).call(call);
            case Tree.Element element -> element(element);
            case Tree.Range range -> subscript(range);
            case Tree.Array array -> array(array);
            case Tree.Piecewise piecewise -> piecewise(piecewise);
            case Tree.Bars bars -> "\\left|" + print(bars.operand(), WHOLE) + "\\right|";
            case Tree.Leibniz leibniz -> leibniz(leibniz);
        };
    }

    private static String number(Tree.Number number) {
        if (number.value().scale() == 0) {
            return number.value().toString(); // kept by the number, so that long digits are found once
        }
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
        LatexLevel own = LatexLevel.of(chain);
        LatexLevel inner = own == SUM ? PRODUCT : own == COMPARISON ? SUM : own == CONJUNCTION ? COMPARISON : CONJUNCTION;
        StringBuilder text = new StringBuilder(print(chain.first(), own == SUM ? SUM : inner));
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
            }).append(print(link.operand(), inner));
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
        boolean unit = first instanceof Tree.Number number && number.value().equals(BigDecimal.ONE);
        String text = chain.links().getFirst().operator() == Tree.Infix.DIVIDE ? print(first, WHOLE) : unit && !sign.isEmpty() ? ""
                : print(first, LatexLevel.isOpen(first) ? UNARY : PRODUCT);
        boolean each = endsEach(first);
        for (int i = 0; i < chain.links().size(); i++) {
            Tree.Link link = chain.links().get(i);
            boolean divides = i + 1 < chain.links().size() && chain.links().get(i + 1).operator() == Tree.Infix.DIVIDE;
            switch (link.operator()) {
                case DIVIDE -> {
                    text = "\\frac{" + text + "}{" + print(link.operand(), WHOLE) + "}";
                    each = false;
                }
                case TIMES, TIMES_IMPLICIT -> {
                    boolean last = i + 1 == chain.links().size() || divides;
                    String factor = print(link.operand(), last && LatexLevel.isOperator(link.operand()) ? PRODUCT : UNARY);
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
        }
        return sign + text;
    }

    private static boolean endsEach(Tree tree) {
        return tree instanceof Tree.Chain chain && (chain.links().getLast().operator() == Tree.Infix.TIMES_EACH
                || chain.links().getLast().operator() == Tree.Infix.DIVIDE_EACH);
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
        String exponent = print(power.exponent(), WHOLE);
        return LatexLevel.isNamePower(power) ? new FunctionLatex(this).powered((Tree.Call) power.base(), exponent)
                : raised(power.base(), (power.elementwise() ? "\\circ " : "") + exponent);
    }

    // What has an exponent, a prime or a layer's number up there takes no second one.
    private String raised(Tree base, String exponent) {
        String text = print(base, ATOM);
        return (Scripts.isRaised(text) ? brackets(text) : text) + "^{" + exponent + "}";
    }

    // n!! is the double factorial.
    private String factorial(Tree operand) {
        String text = print(operand, ATOM);
        return (Scripts.isRaised(text) || text.endsWith("!") ? brackets(text) : text) + "!";
    }

    // Entries are no vectors or matrices, so they are not bold; the number of a layer goes up: W^{(1)}_{ij}.
    private String element(Tree.Element element) {
        String labels = element.subscripts().stream().map(this::subscript).collect(Collectors.joining(","));
        boolean letters = element.subscripts().stream().allMatch(label -> label instanceof Tree.Name name && name.name().length() == 1);
        String index = letters ? labels.replace(",", "") : labels;
        if (element.operand() instanceof Tree.Call call && call.name().equals("I")) {
            Tree position = element.subscripts().getLast();
            return element.subscripts().getFirst() instanceof Tree.Range all && all.from() == null && position instanceof Tree.Number
                    ? "\\mathbf{e}_{" + subscript(position) + "}" : "\\delta_{" + index + "}"; // a unit vector, or Kronecker's
        }
        if (element.operand() instanceof Tree.Name name && letters) {
            return NameLatex.entry(name.name()) + "_{" + index + "}";
        }
        String text = print(element.operand(), ATOM);
        return (Scripts.isLowered(text) ? brackets(text) : text) + "_{" + index + "}";
    }

    // A variable of a derivation may be an entry, W[j,k].
    private String variable(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? NameLatex.of(name, bold.contains(name))
                : NameLatex.entry(name.substring(0, bracket)) + "_{" + name.substring(bracket + 1, name.length() - 1).replace(",", "") + "}";
    }

    String subscript(Tree tree) {
        if (tree instanceof Tree.Range(Tree from, Tree to, var span)) {
            return from == null && to == null ? ":" : (from == null ? "" : print(from, WHOLE)) + ":" + (to == null ? "" : print(to, WHOLE));
        }
        return print(tree, WHOLE);
    }

    private String array(Tree.Array array) {
        List<List<Tree>> rows = array.rows().size() == 1 ? array.rows().getFirst().stream().map(List::of).toList() : array.rows();
        return "\\begin{pmatrix}" + rows.stream().map(row -> row.stream().map(entry -> print(entry, WHOLE)).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\ ")) + "\\end{pmatrix}";
    }

    private String piecewise(Tree.Piecewise piecewise) {
        StringBuilder text = new StringBuilder("\\left\\{\\begin{array}{l@{\\quad}l}");
        for (Tree.Case each : piecewise.cases()) {
            text.append(print(each.value(), WHOLE)).append(" & ").append(print(each.condition(), WHOLE)).append(" \\\\ ");
        }
        if (piecewise.otherwise() != null) {
            text.append(print(piecewise.otherwise(), WHOLE)).append(" & \\text{otherwise}");
        }
        return text.append("\\end{array}\\right.").toString();
    }

    private String leibniz(Tree.Leibniz leibniz) {
        String d = leibniz.partial() ? "\\partial" : "\\mathrm{d}";
        String name = leibniz.operand() instanceof Tree.Element element ? element(element)
                : leibniz.operand() instanceof Tree.Name of ? NameLatex.of(of.name(), bold.contains(of.name())) : "";
        return quotient(d, name, leibniz.variables()) + (name.isEmpty() ? onePart(leibniz.operand()) : "");
    }

    private String onePart(Tree operand) {
        String text = print(operand, LatexLevel.isPlainPower(operand) ? POWER : ATOM);
        return Scripts.goesOnBehindBrackets(text) ? brackets(text) : text;
    }

    /** A quotient of differentials; above stands what is differentiated, or nothing where it follows. */
    String quotient(String d, String name, List<String> variables) {
        int order = variables.size();
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < order; i++) {
            String variable = variables.get(i);
            int times = 1;
            while (i + 1 < order && variables.get(i + 1).equals(variable)) {
                times++;
                i++;
            }
            String letter = variable(variable);
            below.append(below.isEmpty() ? "" : " \\, ").append(d).append(' ').append(times > 1 && Scripts.isRaised(letter) ? brackets(letter) : letter)
                    .append(times > 1 ? "^{" + times + "}" : "");
        }
        return "\\frac{" + d + (order > 1 ? "^{" + order + "}" : "") + (name.isEmpty() ? "" : " " + name) + "}{" + below + "}";
    }
}
