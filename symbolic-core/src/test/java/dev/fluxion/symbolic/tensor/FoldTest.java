package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.LatexPrinter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
    private static final String DECLARED = "x[d] w[d] A[d,d] W[n,d] a[] b[] c[] y[] s[]";

    private final TensorCheck check = TensorCheck.declare(DECLARED, new Random(7));

    private static final String LOGISTIC = "fold(y = b, t = 1..7: a*y*(1 - y)/2)";
    private static final String OSCILLATOR = "fold(y = a, v = b, t = 1..6: y + v*c/10, v - y*c/10)";
    private static final String CELL = "fold(h = zeros(d), t = 1..5: tanh(A*h + w*sin(t) + x))";

    /** Formulas of scalars with the variables they are differentiated by. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {LOGISTIC + " | a", LOGISTIC + " | b", LOGISTIC + " | a a", LOGISTIC + " | a b", LOGISTIC + " | b b a",
        OSCILLATOR + " | a", OSCILLATOR + " | c c", "fold(y = a, t = 1..n: a*y + t) | a a", "fold(y = a, t = 1..4: c*y) | c a",
        "fold(y = 1, k = 1..6: 1 + k*a/y) | a a", "fold(y = a, k = 1..5: (y + a/y)/2) | a a",
        "fold(y = 0, k = 0..4: y*a + (5 - k)) | a a", "fold(y = a, t = 1..4: fold(z = y, u = 1..t: cos(z)*a)) | a a",
        "sum(k = 1..n: fold(y = a, t = 1..k: sin(y*b))) | a b", "fold(y = a, t = 1..3: y + sum(k = 1..n: y^k/k)/10) | a a",
        "fold(y = a, t = 1..4: {y > 0.7: sin(y), else: 2*y}) | a",
        "fold(y = b, t = 1..3: a*y, back(l = y*c, g = a: l*cos(y), g + l*y)) | a b", "exp(-" + LOGISTIC + ")*a | a b"})
    void scalarsHaveTheDerivativesOfDifferences(String formula, String variables) {
        check.require(formula, variables.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {CELL + " | A", CELL + " | x", "sum(" + CELL + ") | A", "sum(" + CELL + ") | w x", "sum(" + CELL + ") | x A",
        "sum(" + CELL + ".^2) | x x", "fold(H = W, t = 1..3: sin(H*A)) | W", "sum(fold(H = W, t = 1..3: sin(H*A))) | A",
        "fold(h = x, q = a, t = 1..4: h*q/2 + w, q + sum(h)/10) | a x", "sum(fold(h = x, q = a, t = 1..4: h*q/2 + w, q + sum(h)/10)) | a a",
        "fold(q = a, h = x, t = 1..4: q + sum(h.*w)/10, h*q/2 + w) | w x", "fold(q = a, h = x, t = 1..4: q + sum(h.*w)/10, h*q/2 + w) | w w",
        "fold(r = x', t = 1..3: sin(r*A)) | x", "logsumexp(fold(h = x, t = 1..3: softmax(A*h))) | A x",
        "fold(h = x, t = 1..s: A*h) | x",
        "sum(fold(h = x, t = 1..n: tanh(A*h + W[t, :]))) | A W", "fold(q = a, t = 1..n: q*b + W[t, 2]*sin(q)) | a W",
        "fold(q = a, t = 1..n - 1: q/2 + W[t + 1, 2]*W[t, 1]) | W W",
        "sum(fold(h = x, t = 1..d: tensor(i: W[t, i]*h[i]) + A[:, t])) | A x", "fold(q = 0, t = 1..d: q*a + w[d + 1 - t]) | w a"})
    void tensorsHaveTheDerivativesOfDifferences(String formula, String variables) {
        check.data().put("s", dev.fluxion.symbolic.evaluate.Value.of(3));
        check.require(formula, variables.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGISTIC, OSCILLATOR, "fold(y = a, t = 1..5: sin(a*y) + b/(c + t))", "fold(p = a, q = b, r = c, t = 1..5: q*r, p + r/t, p*q)"})
    void forwardAndReverseAgree(String text) {
        Expression f = check.read(text);
        List<Symbol> variables = Substitution.variables(f);
        List<Expression> reverse = Differentiation.gradient(f, variables);
        for (int i = 0; i < variables.size(); i++) {
            double forward = check.value(Differentiation.derivative(f, variables.get(i))).scalar();
            assertThat(check.value(reverse.get(i)).scalar()).isCloseTo(forward, within(1e-12 * Math.max(1, Math.abs(forward))));
        }
    }

    @Test
    void aDerivativeIsOneFoldWhateverTheOrder() {
        Expression f = check.read(LOGISTIC);
        for (int order = 1; order <= 4; order++) {
            f = f.diff("a");
            assertThat(f).isInstanceOf(Fold.class);
            assertThat(Topology.of(f).nodes().stream().filter(Fold.class::isInstance)).hasSize(1);
        }
        assertThat(check.read(LOGISTIC).diff("b")).hasToString("fold(y_dot = 1, y = b, t = 1..7: a*y_dot*(1 - 2*y)/2, a*y*(1 - y)/2)");
    }

    @Test
    void theGradientIsAPassBack() {
        Expression gradient = Differentiation.gradient(check.read("fold(y = b, t = 1..n: tanh(a*y))"), List.of(check.symbol("a"), check.symbol("b"))).getFirst();
        assertThat(gradient).hasToString("fold(y = b, t = 1..n: tanh(a*y), back(a_bar = 0, y_bar = 1: "
                + "y*y_bar*(1 - tanh(a*y)^2) + a_bar, a*y_bar*(1 - tanh(a*y)^2)))");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGISTIC, OSCILLATOR, "sum(" + CELL + ")"})
    void sizeDoesNotGrowWithTheSteps(String text) {
        int few = gradientSize(text.replaceFirst("1\\.\\.\\d", "1..9"));
        assertThat(gradientSize(text.replaceFirst("1\\.\\.\\d", "1..90000"))).isEqualTo(few);
    }

    private int gradientSize(String text) {
        Expression f = check.read(text);
        return Topology.of(Differentiation.gradient(f, Substitution.variables(f))).size();
    }

    @Test
    void whatIsNotNeededIsLeftOut() {
        assertThat(check.read("fold(y = a, z = b, t = 1..n: 2*y, z + y)")).isEqualTo(check.read("fold(y = a, t = 1..n: 2*y)"));
        assertThat(check.read("fold(y = a, z = b, t = 1..n: z*y, z)")).isEqualTo(check.read("fold(y = a, t = 1..n: b*y)"));
        assertThat(check.read("fold(y = a, p = 0, q = 0, t = 1..n: y + p, a*q, p*y)")).isEqualTo(check.symbol("a"));
        assertThat(check.read("fold(y = a, t = 1..n: y)")).isEqualTo(check.symbol("a"));
        assertThat(check.read("fold(y = a, t = 3..2: sin(y))")).isEqualTo(check.symbol("a"));
        assertThat(check.read("fold(y = a, t = 1..n: y^2, back(l = b: l/t))")).isEqualTo(check.read("fold(l = b, t = 1..n: l/(1 + n - t))"));
        assertThat(check.read("fold(y = a, t = 1..n: y^2, back(z = 1: z + y, back(l = b: l + y)))"))
                .isEqualTo(check.read("fold(l = b, y = a, t = 1..n: l + y, y^2)"));
        assertThat(check.read("fold(p = 0, q = 1, t = 1..30: q, p + q)")).isEqualTo(Constant.of(832_040));
    }

    @Test
    void passesGoUpAndDownInTurn() {
        Map<String, Double> at = Map.of("a", 2.0, "n", 3.0);
        // y before steps 1, 2, 3: 2, 4, 8; back: 1, 1*3 + 8, 11*2 + 4, 26*1 + 2
        assertThat(Evaluator.scalar(Language.parse("fold(y = a, t = 1..n: 2*y, back(l = 1: l*t + y))"), at)).isEqualTo(28);
        // l before steps 3, 2, 1: 1, 11, 26; up again: 26 + 2, 11 + 4, 1 + 8
        assertThat(Evaluator.scalar(Language.parse("fold(y = a, t = 1..n: 2*y, back(l = 1: l*t + y, back(m = 0: 10*m + l + y)))"), at)).isEqualTo(2_800 + 150 + 9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"fold(h = x, t = 1..3: W*h) | starts with shape [d], but becomes shape [n]",
        "fold(h = 0, t = 1..3: A*x + h) | start from a tensor, such as zeros(d)", "fold(h = x, t = 1..3: (A*h)') | 'h' starts as a column, but becomes a row",
        "fold(h = x, t = 1..3: h, 1) | has 1 state, but says what 2 of them become", "fold(y = a, z = b, t = 1..3: y) | the value is the last x",
        "fold(y = a, t = 1..3: y, back(y = 1: y)) | 'y' stands here twice", "fold(y = a, t = 1..3: y, back(l: l)) | 'l' needs a value to start from",
        "fold(y = a, y = b, t = 1..3: y, y) | 'y' stands here twice", "fold(t = 1..3: t) | needs a value to start from and a range",
        "fold(y = a: y) | needs a value to start from and a range", "sum(k = 1..3: k, 2) | 'sum' over labels has one operand, but 2 were given",
        "fold(y = a, t = 1..2.5: y) | whole numbers", "fold(y = 1..2, t = 1..3: y) | needs a value to start from"})
    void mistakesAreSaid(String text, String message) {
        assertThatThrownBy(() -> check.read(text)).isInstanceOfSatisfying(FluxionException.class, e ->
                assertThat(e.getMessage() + e.diagnostics().getFirst().hint()).contains(message));
    }

    @Test
    void aVariableInTheRangeIsRefused() {
        assertThatThrownBy(() -> check.read("fold(y = a, t = 1..b: sin(y))").diff("b")).hasMessageContaining("by a variable in its range");
        assertThatThrownBy(() -> Differentiation.gradient(check.read("fold(y = a, t = 1..b: sin(y))"), List.of(check.symbol("a"), check.symbol("b"))))
                .hasMessageContaining("by a variable in its range");
    }

    @Test
    void tensorsMayBePutInForNumbers() {
        Expression squares = Substitution.replace(check.read("fold(y = a, t = 1..2: y^2)"), Map.of(check.symbol("a"), check.symbol("x")));
        assertThat(squares.shape()).isEqualTo(check.symbol("x").shape());
        assertThat(TensorCheck.difference(check.value(squares), check.value(check.read("x.^4")))).isLessThan(1e-12);
        assertThatThrownBy(() -> Substitution.replace(check.read("fold(y = b, t = 1..2: y*a)"), Map.of(check.symbol("a"), check.symbol("x"))))
                .isInstanceOf(FluxionException.class).hasMessageContaining("starts with shape [] and becomes shape [d]");
    }

    @Test
    void latexShowsStartsAndSteps() {
        assertThat(LatexPrinter.latex(check.read(OSCILLATOR))).isEqualTo("\\mathop{\\mathrm{fold}}_{t=1}^{6}\\left(y\\colon a\\mapsto \\frac{c v}{10} + y;\\; "
                + "v\\colon b\\mapsto v - \\frac{c y}{10}\\right)");
        assertThat(LatexPrinter.latex(check.read("fold(y = b, t = 1..3: sin(a*y), back(l = c: l*cos(y)))")))
                .isEqualTo("\\mathop{\\mathrm{fold}}_{t=1}^{3}(y\\colon b\\mapsto \\sin(a y);\\; "
                + "\\mathop{\\mathrm{back}}(l\\colon c\\mapsto l \\cos(y)))");
        assertThat(LatexPrinter.latex(check.read("sum(" + CELL + ")"))).contains("\\mathbf{h}\\colon \\mathbf{0}_{d}\\mapsto");
    }

    @Test
    void longFoldsAreMetered() {
        Expression f = check.read("fold(y = a, t = 1..50000000: sin(y) + y)");
        assertThatThrownBy(() -> Budget.of(60_000, 10_000, 1_000).run(() -> check.value(f))).hasMessageStartingWith("nodes:");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Budget.unhurried().run(() -> check.value(f))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        Expression gradient = Differentiation.gradient(check.read("fold(h = x, t = 1..99000000: sin(A*h))"), List.of(check.symbol("x"), check.symbol("A"))).getFirst();
        assertThat(gradient).isNotNull();
    }
}
