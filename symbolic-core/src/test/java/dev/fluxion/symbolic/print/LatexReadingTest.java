package dev.fluxion.symbolic.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typeset formulas are read back: whatever is drawn has one reading, and it is the one that was meant. */
class LatexReadingTest {
    private static final int FORMULAS = 4_000;

    private final Random random = new Random(20);

    @Test
    void everyFormulaReadsAsItWasMeant() {
        for (int i = 0; i < FORMULAS; i++) {
            Tree tree = formula(1 + i * 4 / FORMULAS);
            String latex = LatexPrinter.latex(tree, Set.of());
            double read = read(tree, latex);
            double meant = Meaning.of(tree);
            if (!Double.isFinite(meant)) {
                continue; // a quotient of differences that vanish
            }
            assertThat(read).as("%s%n%s", TreeText.of(tree), latex).isEqualTo(meant, Offset.offset(1e-9 * (1 + Math.abs(meant))));
        }
    }

    private static double read(Tree tree, String latex) {
        try {
            return LatexReading.value(latex);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(TreeText.of(tree) + "\n" + latex, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\left.x + 1\\right|_{x=2}", "a - -b", "\\frac{\\mathrm{d}}{\\mathrm{d} x}(x + 1)^{2}", "\\frac{\\mathrm{d}}{\\mathrm{d} x} x y",
        "\\int x + 1\\,\\mathrm{d}x", "x^{2}^{y}", "\\lim_{x\\to a}(x)^{2}", "\\left[x + 1\\right]_{x=2}^{2}", "(x)!!",
        "\\left\\{\\begin{array}{l@{\\quad}l}x & a < b \\\\ y & \\text{otherwise}\\end{array}\\right. + y"})
    void whatHasTwoReadingsIsNoticed(String latex) {
        assertThatThrownBy(() -> LatexReading.value(latex)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"subs(x*log(x) - x, x = 2) - y; \\left[x \\ln(x) - x\\right]_{x=2} - y", "subs(x^2, x = 3); \\left.x^{2}\\right|_{x=3}",
        "y/4 - (-y/4); \\frac{y}{4} - \\left(-\\frac{y}{4}\\right)", "integrate(x^2 + x, x); \\int (x^{2} + x)\\,\\mathrm{d}x",
        "integrate(x, x)^2; \\left(\\int x\\,\\mathrm{d}x\\right)^{2}", "diff(f(u, v), u); \\frac{\\partial f}{\\partial u}(u, v)", "diff(f(x), x); f'(x)",
        "diff(f(x), x, 4); f^{(4)}(x)", "diff(f(x), x)^2; f'(x)^{2}", "diff(f(u, v), u, v)*y; \\frac{\\partial^{2} f}{\\partial u \\, \\partial v}(u, v) y",
        "limit(x, x, 0)^2; \\left(\\lim_{x\\to 0}(x)\\right)^{2}", "lgamma(x)^2; (\\ln\\Gamma(x))^{2}", "erf(x)^2; \\operatorname{erf}^{2}(x)",
        "factorial(factorial(n)); ((n)!)!", "(A')^2; (A^{\\top})^{2}", "x_1[2]; (x_{1})_{2}", "dot(x, y)^2; ((x)^{\\top}(y))^{2}"})
    void bracketsStandWhereTheyAreNeeded(String text, String expected) {
        assertThat(LatexPrinter.latex(Reader.expression(new Source("test", text)), Set.of())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"exp(-x)^2; \\frac{\\mathrm{d}}{\\mathrm{d} x}\\left((e^{-x})^{2}\\right)",
            "(x + 1)^2; \\frac{\\mathrm{d}}{\\mathrm{d} x}((x + 1)^{2})",
        "f(x)^2; \\frac{\\mathrm{d}}{\\mathrm{d} x}(f(x)^{2})", "x^2; \\frac{\\mathrm{d}}{\\mathrm{d} x}x^{2}", "sin(x)^2; \\frac{\\mathrm{d}}{\\mathrm{d} x}\\sin^{2}(x)",
        "x*y; \\frac{\\mathrm{d}}{\\mathrm{d} x}(x y)", "exp(x); \\frac{\\mathrm{d}}{\\mathrm{d} x}e^{x}", "x; \\frac{\\mathrm{d} x}{\\mathrm{d} x}"})
    void whatIsDifferentiatedIsOnePart(String operand, String expected) {
        Tree tree = new Tree.Leibniz(List.of("x"), false, Reader.expression(new Source("test", operand)), Span.NONE);
        assertThat(LatexPrinter.latex(tree, Set.of())).isEqualTo(expected.replace("\\left((e^{-x})^{2}\\right)", "((e^{-x})^{2})"));
    }

    private Tree formula(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? Write.number(1 + random.nextInt(9)) : Write.name(random.nextBoolean() ? "x" : "y");
        }
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> sum(depth);
            case 3, 4, 5 -> product(depth);
            case 6 -> Write.minus(formula(depth - 1));
            case 7, 8 -> Write.power(formula(depth - 1), formula(random.nextInt(depth)), random.nextInt(5) == 0);
            case 9 -> Write.call(List.of("sin", "log", "f", "sqrt", "exp", "abs", "factorial").get(random.nextInt(7)), formula(depth - 1));
            case 10 -> new Tree.Leibniz(List.of("x"), random.nextBoolean(), formula(depth - 1), Span.NONE);
            case 11 -> ranged(random.nextBoolean() ? "sum" : "prod", formula(depth - 1));
            case 12 -> random.nextBoolean() ? Write.call("integrate", formula(depth - 1), Write.name("x"))
                    : Write.call("limit", formula(depth - 1), Write.name("x"), Write.name("a"));
            case 13 -> new Tree.Call("subs", Span.NONE, 0, List.of(), List.of(formula(depth - 1)), List.of(new Tree.Named("x", Write.name("a"), Span.NONE)), Span.NONE);
            case 14 -> new Tree.Piecewise(List.of(new Tree.Case(condition(depth - 1), formula(depth - 1))), formula(depth - 1), Span.NONE);
            default -> random.nextBoolean() ? Write.call("diff", Write.call("f", Write.name("x"), Write.name("y")), Write.name("x"))
                    : new Tree.Postfix(formula(depth - 1), random.nextBoolean() ? Tree.PostfixOperator.TRANSPOSE : Tree.PostfixOperator.FACTORIAL, Span.NONE);
        };
    }

    private static Tree ranged(String name, Tree body) {
        Tree.Binder binder = new Tree.Binder("k", new Tree.Range(Write.number(1), Write.name("n"), Span.NONE), Span.NONE);
        return new Tree.Call(name, Span.NONE, 0, List.of(binder), List.of(body), List.of(), Span.NONE);
    }

    private Tree sum(int depth) {
        return chain(depth, List.of(Tree.Infix.PLUS, Tree.Infix.MINUS));
    }

    private Tree product(int depth) {
        return chain(depth, random.nextInt(4) == 0 ? List.of(Tree.Infix.TIMES, Tree.Infix.TIMES_EACH, Tree.Infix.DIVIDE_EACH)
                : List.of(Tree.Infix.TIMES, Tree.Infix.TIMES, Tree.Infix.DIVIDE));
    }

    private Tree chain(int depth, List<Tree.Infix> operators) {
        List<Tree.Link> links = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            links.add(new Tree.Link(operators.get(random.nextInt(operators.size())), formula(random.nextInt(depth)), Span.NONE));
        }
        return new Tree.Chain(formula(depth - 1), links, Span.NONE);
    }

    private Tree condition(int depth) {
        return switch (random.nextInt(depth > 1 ? 5 : 2)) {
            case 0 -> Write.chain(formula(depth), Tree.Infix.LESS, formula(depth));
            case 1 -> Write.chain(formula(depth), Tree.Infix.EQUAL, formula(depth));
            case 2 -> new Tree.Prefix(Tree.PrefixOperator.NOT, condition(depth - 1), Span.NONE);
            case 3 -> Write.chain(condition(depth - 1), Tree.Infix.AND, condition(depth - 1));
            default -> Write.chain(condition(depth - 1), Tree.Infix.OR, condition(depth - 1));
        };
    }
}
