package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls as LaTeX, by the templates of the table's rows and of the resource {@code latex.txt}: {@code #1} is the first operand as it is, {@code #(1)} in
 * brackets, {@code #^1} in brackets unless it is one letter or closed in itself, {@code #*1} in brackets where it is a sum.
 */
final class FunctionLatex {
    private static final Map<String, String> TEMPLATES = load();

    // One upright or Greek name, with an index or not; the logarithm of another function has two.
    private static final Pattern NAMES = Pattern.compile("\\\\(?:operatorname\\{[^{}]*}|mathrm\\{[^{}]*}|[A-Za-z]+)(?:_\\{[^{}]*})?");
    private static final Pattern OPERATORS = Pattern.compile("\\\\(?:sum|prod|lim|int)(?![A-Za-z'^])");
    private static final Pattern PRODUCTS = Pattern.compile("#\\(1\\).*#\\(2\\).*");
    private static final Pattern POWERS = Pattern.compile(".*\\^\\{[^}]*#1.*|.*\\^\\{-1}|\\\\ln\\\\.*|.*\\\\right\\|_\\{#=}");

    private static final String EVALUATED = "\\left[#1\\right]_{#=}";

    private final LatexPrinter printer;

    FunctionLatex(LatexPrinter printer) {
        this.printer = printer;
    }

    private static Map<String, String> load() {
        return Resource.lines(FunctionLatex.class, "latex.txt").stream()
                .collect(Collectors.toUnmodifiableMap(line -> line.substring(0, line.indexOf(' ')), line -> line.substring(line.indexOf(' ') + 1)));
    }

    private static Optional<Operator> row(Tree.Call call) {
        String name = call.name() + "'".repeat(call.primes());
        return Operators.elementwise(name).or(() -> Operators.reduction(name)).or(() -> Operators.matrix(name));
    }

    // limit(f, x, a, right)
    private static boolean isOption(Tree.Call call) {
        return call.operands().size() > 3 && call.operands().getLast() instanceof Tree.Name option && TEMPLATES.containsKey(call.name() + "/" + option.name());
    }

    private static String template(Tree.Call call) {
        if (Write.isDifferential(call)) {
            return call.operands().getFirst() instanceof Tree.Name ? "\\mathrm{d}#1" : "\\mathrm{d}#(1)";
        }
        String own = TEMPLATES.get(call.name() + "/" + (isOption(call) ? ((Tree.Name) call.operands().getLast()).name() : call.operands().size()));
        return own != null ? own : row(call).map(Operator::latex).orElseGet(() -> NameLatex.of(call.name(), false) + "'".repeat(call.primes()));
    }

    /** Whether the call is drawn with an exponent or behind a name without brackets, so that a further power needs brackets. */
    static boolean isPower(Tree.Call call) {
        return call.binders().isEmpty() && POWERS.matcher(template(call)).matches();
    }

    /** Whether it is drawn as an exponential, e to something. */
    static boolean isExponential(Tree.Call call) {
        return call.binders().isEmpty() && template(call).startsWith("e^");
    }

    /** Whether it is drawn as a product. */
    static boolean isProduct(Tree.Call call) {
        return call.binders().isEmpty() && PRODUCTS.matcher(template(call)).matches();
    }

    /** Whether it is drawn as a large operator in front of what it works on, which is then not closed towards what follows. */
    static boolean isOpen(Tree.Call call) {
        String head = call.binders().isEmpty() ? template(call) : TEMPLATES.getOrDefault(call.name(), "");
        return OPERATORS.matcher(head).lookingAt();
    }

    /** Whether an exponent may stand between name and operand, as in sin²(x). */
    static boolean takesPower(Tree.Call call) {
        return call.binders().isEmpty() && call.operands().size() == 1 && call.primes() == 0 && NAMES.matcher(template(call)).matches();
    }

    /** Whether nothing is known of the function but its name. */
    static boolean isOnlyNamed(Tree.Call call) {
        return row(call).isEmpty() && !TEMPLATES.containsKey(call.name() + "/" + call.operands().size());
    }

    String powered(Tree.Call call, String exponent) {
        return template(call) + "^{" + exponent + "}" + LatexPrinter.brackets(printer.print(call.operands().getFirst(), LatexLevel.WHOLE));
    }

    String call(Tree.Call call) {
        if (!call.binders().isEmpty()) {
            return binding(call);
        }
        if (NamedDerivatives.is(call)) {
            return NamedDerivatives.latex(printer, call);
        }
        String template = template(call);
        if (template.contains("#")) {
            return filled(isEvaluatedSum(template, call) ? EVALUATED : template, call);
        }
        return template + LatexPrinter.brackets(call.operands().stream().map(operand -> printer.print(operand, LatexLevel.WHOLE)).collect(Collectors.joining(", ")));
    }

    // A bar reaches no further than one letter or a quotient.
    private static boolean isEvaluatedSum(String template, Tree.Call call) {
        return template.endsWith("|_{#=}") && LatexLevel.of(call.operands().getFirst()).isBelow(LatexLevel.UNARY)
                && !(call.operands().getFirst() instanceof Tree.Leibniz);
    }

    private String filled(String template, Tree.Call call) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean bracketed = template.startsWith("#(", i);
            boolean tight = template.startsWith("#^", i);
            boolean factor = template.startsWith("#*", i);
            if (c != '#') {
                text.append(c);
                continue;
            }
            if (template.startsWith("#=", i)) {
                text.append(call.named().stream().map(each -> NameLatex.of(each.name(), false) + "=" + printer.print(each.value(), LatexLevel.WHOLE))
                        .collect(Collectors.joining(",\\,")));
                i++;
                continue;
            }
            int operand = template.charAt(i + (bracketed || tight || factor ? 2 : 1)) - '1';
            String printed = operand < call.operands().size()
                    ? printer.print(call.operands().get(operand), tight ? LatexLevel.ATOM : factor ? LatexLevel.PRODUCT : LatexLevel.WHOLE) : "";
            text.append(bracketed ? LatexPrinter.brackets(printed) : printed);
            i += bracketed ? 3 : tight || factor ? 2 : 1;
        }
        return text.toString();
    }

    // A sum over labels or ranges, or a tensor by its entries.
    private String binding(Tree.Call call) {
        if (call.name().equals(Fold.NAME) || call.name().equals(Fold.BACK)) {
            return fold(call);
        }
        boolean single = call.binders().size() == 1 && call.binders().getFirst().range() instanceof Tree.Range && !call.name().equals("tensor");
        String labels = call.binders().stream().map(single ? this::binder : this::between).collect(Collectors.joining(","));
        String body = printer.print(call.operands().getFirst(), LatexLevel.PRODUCT);
        if (call.name().equals("tensor")) {
            return "\\left[" + body + "\\right]_{" + labels + "}";
        }
        String last = single ? "^{" + printer.print(((Tree.Range) call.binders().getFirst().range()).to(), LatexLevel.WHOLE) + "}" : "";
        return TEMPLATES.get(call.name()) + "_{" + labels + "}" + last + " " + body;
    }

    // Each state with its start and what it becomes, then the pass that follows.
    private String fold(Tree.Call call) {
        List<String> parts = new ArrayList<>();
        String head = TEMPLATES.get(call.name());
        for (int i = 0; i < call.binders().size(); i++) {
            Tree.Binder binder = call.binders().get(i);
            if (binder.range() instanceof Tree.Range range) {
                head += "_{" + binder(binder) + "}^{" + printer.print(range.to(), LatexLevel.WHOLE) + "}";
            } else {
                parts.add(printer.print(Write.name(binder.label()), LatexLevel.WHOLE) + "\\colon " + printer.print(binder.range(), LatexLevel.WHOLE) + "\\mapsto "
                        + printer.print(call.operands().get(i), LatexLevel.WHOLE));
            }
        }
        call.operands().subList(parts.size(), call.operands().size()).forEach(pass -> parts.add(printer.print(pass, LatexLevel.WHOLE)));
        return head + LatexPrinter.brackets(String.join(";\\; ", parts));
    }

    // With both ends, where no other place shows the upper one.
    private String between(Tree.Binder binder) {
        return binder.range() instanceof Tree.Range range ? printer.print(range.from(), LatexLevel.WHOLE) + " \\le " + NameLatex.of(binder.label(), false) + " \\le "
                + printer.print(range.to(), LatexLevel.WHOLE) : binder(binder);
    }

    private String binder(Tree.Binder binder) {
        String label = NameLatex.of(binder.label(), false);
        return switch (binder.range()) {
            case null -> label;
            case Tree.Range range -> label + "=" + printer.print(range.from(), LatexLevel.WHOLE);
            default -> label + "=" + printer.print(binder.range(), LatexLevel.WHOLE);
        };
    }
}
