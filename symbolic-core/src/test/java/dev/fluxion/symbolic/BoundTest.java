package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.LatexPrinter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {
    private static final Symbol X = Symbol.of("x");
    private static final Symbol T = Symbol.of("t");
    private static final Symbol N = Symbol.of("n");

    private static Expression read(String text) {
        return Language.parse(text);
    }

    private static List<Expression> oneOfEachKind() {
        Expression body = Product.of(X, T, T);
        return List.of(Bound.sum(T, Constant.ONE, N, body), Bound.product(T, Constant.ONE, N, body), Bound.integral(T, X, N, body),
                Bound.antiderivative(T, X, body), Bound.antiderivative(T, N, body), Bound.derivative(T, 2, N, body),
                Bound.limit(T, N, 1, body), Fold.of(T, X, N, Constant.ONE, X, Sum.of(body, N)));
    }

    @Test
    void namesOfBoundSymbolsDoNotMatter() {
        assertThat(read("sum(k = 1..n: k^x)")).isEqualTo(read("sum(j = 1..n: j^x)")).isNotEqualTo(read("sum(k = 1..n: k^n)"))
                .hasSameHashCodeAs(read("sum(j = 1..n: j^x)"));
        assertThat(read("sum(k = 1..n: sum(j = 1..k: j*k))")).isEqualTo(read("sum(j = 1..n: sum(k = 1..j: j*k))"));
        assertThat(read("sum(k = 1..n: k) - sum(j = 1..n: j)")).isEqualTo(Constant.ZERO);
    }

    @Test
    void boundSymbolsAreNoVariables() {
        assertThat(read("sum(k = 1..n: k*x) + fold(y = a, t = 1..s: y*t)")).satisfies(e ->
                assertThat(Substitution.variables(e)).extracting(Symbol::name).containsExactly("a", "n", "s", "x"));
        assertThat(oneOfEachKind()).allSatisfy(e -> assertThat(Substitution.variables(e)).doesNotContain(T));
        assertThat(oneOfEachKind()).allSatisfy(e -> assertThat(e.reach()).isZero());
    }

    @Test
    void aPartOfABodyVariesWithItsPlace() {
        Bound sum = (Bound) read("sum(k = 1..n: sum(j = 1..k: j*k*x))");
        assertThat(sum.body().reach()).isEqualTo(1);
        assertThat(Substitution.variables(sum.body())).hasSize(2).contains(X);
    }

    @Test
    void substitutionCapturesNothing() {
        Expression sum = read("sum(k = 1..n: k*x)");
        Expression replaced = Substitution.replace(sum, Map.of(X, Symbol.of("k")));
        assertThat(replaced).isEqualTo(read("subs(sum(j = 1..n: j*x), x = k)")).isNotEqualTo(read("sum(k = 1..n: k^2)"));
        assertThat(Evaluator.scalar(replaced, Map.of("k", 10.0, "n", 3.0))).isEqualTo(60);
        Expression nested = Substitution.replace(sum, Map.of(X, read("sum(k = 1..m: k)")));
        assertThat(Evaluator.scalar(nested, Map.of("m", 4.0, "n", 3.0))).isEqualTo(60);
        assertThat(replaced).hasToString("sum(k_1 = 1..n: k*k_1)");
    }

    @Test
    void definitionsAreNotCaptured() {
        assertThat(read("subs(sum(k = 1..n: sum(j = 1..k: x)), x = j*k)")).satisfies(e ->
                assertThat(Substitution.variables(e)).extracting(Symbol::name).containsExactly("j", "k", "n"));
    }

    @Test
    void rangesThatBecomeNumbersAreWrittenOut() {
        assertThat(read("subs(sum(k = 1..n: k^2), n = 4)")).isEqualTo(Constant.of(30));
        assertThat(read("sum(k = 1..4: k^2)")).isEqualTo(Constant.of(30));
        assertThat(read("prod(k = 1..5: k)")).isEqualTo(Constant.of(120));
        assertThat(read("fold(y = 1, t = 1..5: y*t)")).isEqualTo(Constant.of(120));
        assertThat(read("sum(k = 3..2: k)")).isEqualTo(Constant.ZERO);
        assertThat(read("prod(k = 3..2: k)")).isEqualTo(Constant.ONE);
        assertThat(read("sum(i = 1..2, j = 1..i: x^j)")).isEqualTo(read("2*x + x^2"));
    }

    @Test
    void aFoldIsOneNodeUnlessItIsAShortNumber() {
        assertThat(read("fold(y = x, t = 1..100: y^2 + t)")).isInstanceOf(Fold.class);
        assertThat(read("fold(y = 3, t = 1..100: y^2 + t)")).isInstanceOf(Fold.class);
        assertThat(read("fold(y = 1, t = 1..8: (y + 2/y)/2)")).isInstanceOf(Constant.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 1..n: k^2*x)", "prod(k = a..b: x + k)", "fold(y = x, t = 1..n: y^2*t + x)", "sum(k = 1..n, j = 1..k: k*j)",
        "sum(k = 1..n: sum(k = 1..k: k*x))", "sum(k = 1..n: k)*prod(k = 1..n: k)", "2*sum(k = 1..n: x)/3 + x", "sum(k = 1..inf: x^k)",
        "fold(y = sum(y = 1..n: y), y_1 = y..n: y*y_1)"})
    void whatIsPrintedParsesBack(String text) {
        Expression expression = read(text);
        assertThat(read(expression.toString())).as(expression.toString()).isEqualTo(expression);
        assertThat(LatexPrinter.latex(expression)).doesNotContain("#").doesNotContain("~").isNotEmpty();
    }

    @Test
    void everyKindIsPrintedWithoutMarks() {
        assertThat(oneOfEachKind()).extracting(Expression::toString).containsExactly("sum(t = 1..n: t^2*x)", "prod(t = 1..n: t^2*x)",
                "integrate(t^2*x, t, x, n)", "subs(integrate(t^2*x, t), t = x)", "integrate(n^2*x, n)", "diff(n^2*x, n, 2)",
                "limit(t^2*x, t, n, right)", "fold(t = x, n = 1..x: t^2*x + n)");
        assertThat(oneOfEachKind()).extracting(LatexPrinter::latex).contains("\\sum_{t=1}^{n} t^{2} x", "\\int_{x}^{n} t^{2} x\\,\\mathrm{d}t",
                "\\lim_{t\\to n^{+}}(t^{2} x)");
    }

    @Test
    void theDerivativeOfAConstantTermIsLeftOut() {
        Expression sum = read("sum(k = 0..n: x^k)");
        assertThat(sum.diff("x")).isEqualTo(read("sum(k = 1..n: k*x^(k - 1))"));
        assertThat(Evaluator.scalar(sum.diff("x"), Map.of("x", 0.0, "n", 3.0))).isEqualTo(1);
        assertThat(Evaluator.scalar(sum.diff("x").diff("x"), Map.of("x", 0.0, "n", 3.0))).isEqualTo(2);
        assertThat(Evaluator.scalar(sum.diff("x"), Map.of("x", 2.0, "n", 0.0))).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sum(k = 1..n: k^2*x) | 28", "prod(k = 1..n: x + k) | 60", "fold(y = x, t = 1..n: y*t + 1) | 22",
        "sum(k = n..1: k) | 0", "prod(k = n..1: k) | 1", "fold(y = x, t = n..1: 2*y) | 2", "sum(k = 1..n: sum(j = 1..k: j)) | 10",
        "sum(k = 1..x: k) + sum(k = 1..n/2: k) | NaN", "sum(k = 1..n: prod(j = 1..k: j*x)) | 58"})
    void theInterpreterGivesTheirValues(String text, double expected) {
        assertThat(Evaluator.scalar(read(text), Map.of("n", 3.0, "x", 2.0))).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 1..n: sin(k*x)/k)", "prod(k = 1..n: x^2 + k)", "prod(k = 1..n: x - k)", "fold(y = x, t = 1..n: sin(y)*t + x)",
        "fold(y = 1, t = 1..n: y/2 + x/y)", "sum(k = 1..n: x^k*prod(j = 1..k: x + j))", "x*sum(k = 1..n: exp(x*k/5))",
        "prod(k = 1..n: fold(z = x, t = 1..k: cos(z)))"})
    void derivativesAgreeWithDifferences(String text) {
        Expression f = read(text);
        Expression derivative = f.diff("x");
        Expression second = derivative.diff("x");
        for (double x : new double[] {0.7, 2.0}) {
            double h = 1e-5;
            double slope = (value(f, x + h) - value(f, x - h)) / (2 * h);
            double bend = (value(derivative, x + h) - value(derivative, x - h)) / (2 * h);
            assertThat(value(derivative, x)).as(derivative.toString()).isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
            assertThat(value(second, x)).isCloseTo(bend, within(1e-6 * Math.max(1, Math.abs(bend))));
        }
    }

    private static double value(Expression expression, double x) {
        return Evaluator.scalar(expression, Map.of("x", x, "n", 4.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 1..n: sin(k*x)/k)", "prod(k = 1..n: x^2 + k)", "fold(y = x, t = 1..n: sin(y)*t + x)"})
    void derivationsAreCheckedAtWholeEnds(String text) {
        assertThat(read(text).derive("x").steps()).isNotEmpty().allSatisfy(step -> assertThat(step.toString()).doesNotContain("no point of the domain"));
    }

    @Test
    void integralsFollowLeibnizRule() {
        Expression integral = Bound.integral(T, Power.of(X, 2), Product.of(Constant.TWO, X), read("sin(x*t)"));
        assertThat(integral.diff("x")).isEqualTo(Sum.of(read("2*sin(2*x^2) - 2*x*sin(x^3)"),
                Bound.integral(T, Power.of(X, 2), Product.of(Constant.TWO, X), read("t*cos(x*t)"))));
        assertThat(Bound.antiderivative(T, X, read("exp(t^2)")).diff("x")).isEqualTo(read("exp(x^2)"));
        assertThat(Bound.antiderivative(T, Power.of(X, 2), read("exp(t^2)")).diff("x")).isEqualTo(read("2*x*exp(x^4)"));
    }

    @Test
    void aDerivativeThatStaysIsDifferentiatedAtItsPoint() {
        Expression limit = Bound.limit(T, Constant.ZERO, 0, Call.of("f", List.of(X, T)));
        Expression derivative = limit.diff("x");
        assertThat(derivative).isInstanceOfSatisfying(Bound.class, b -> assertThat(b.kind()).isEqualTo(Bound.Kind.DERIVATIVE));
        assertThat(derivative.diff("x")).isInstanceOfSatisfying(Bound.class, b -> assertThat(b.attribute()).isEqualTo(2));
        assertThat(limit.diff("z")).isEqualTo(Constant.ZERO);
    }

    @Test
    void reverseGivesTheDerivativesOfForward() {
        Expression f = read("x*sum(k = 1..n: sin(k*x*z)) + fold(y = z, t = 1..n: y*x)");
        List<Expression> gradient = dev.fluxion.symbolic.calculus.Differentiation.gradient(f, List.of(X, Symbol.of("z")));
        Map<String, Double> at = Map.of("x", 0.3, "z", 1.7, "n", 3.0);
        assertThat(Evaluator.scalar(gradient.getFirst(), at)).isNotNaN().isCloseTo(Evaluator.scalar(f.diff("x"), at), within(1e-12));
        assertThat(Evaluator.scalar(gradient.getLast(), at)).isNotNaN().isCloseTo(Evaluator.scalar(f.diff("z"), at), within(1e-12));
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThatThrownBy(() -> read("sum(k = 1..x: k)").diff("x")).isInstanceOf(FluxionException.class).hasMessageContaining("range");
        assertThatThrownBy(() -> read("sum(k = 1..0.5: k)")).isInstanceOf(FluxionException.class).hasMessageContaining("whole");
        assertThatThrownBy(() -> read("sum(k = n: k)")).isInstanceOf(FluxionException.class).hasMessageContaining("range");
        assertThatThrownBy(() -> read("fold(y = 1: y)")).isInstanceOf(FluxionException.class).hasMessageContaining("fold");
        assertThatThrownBy(() -> Evaluator.scalar(read("sum(k = 1..inf: 1/k^2)"), Map.of())).isInstanceOf(FluxionException.class)
                .hasMessageContaining("infinite");
    }

    @Test
    void aHundredThousandLevelsUnderABinderAreOrdinary() {
        Expression deep = T;
        for (int i = 0; i < 100_000; i++) {
            deep = Sum.of(Power.of(deep, 2), X);
        }
        Expression sum = Bound.sum(T, Constant.ONE, N, deep);
        assertThat(Substitution.variables(sum)).containsExactly(N, X);
        assertThat(Substitution.replace(sum, Map.of(X, Symbol.of("z")))).isNotEqualTo(sum);
    }

    @Test
    void longSumsOverGivenNumbersStayWhole() {
        Expression sum = read("sum(k = 1..50000: sin(k*x)/k)");
        assertThat(sum).isInstanceOf(Bound.class);
        assertThat(Topology.of(sum).size()).isLessThan(20);
        Budget budget = Budget.of(60_000, 10_000, 1_000);
        assertThat(budget.run(() -> Substitution.replace(read("sum(k = 1..n: sin(k*x)/k)"), Map.of(Symbol.of("n"), Constant.of(50_000))))).isEqualTo(sum);
        assertThat(sum.diff("x")).isEqualTo(read("sum(k = 1..50000: cos(k*x))"));
        assertThat(Evaluator.scalar(read("sum(k = 1..1000: 1/k^x)"), Map.of("x", 2.0))).isCloseTo(1.6439345666815598, within(1e-12));
        assertThat(sum.toString()).isEqualTo("sum(k = 1..50000: sin(k*x)/k)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sum(k = 1..1000: k^2) | 333833500", "sum(k = 1..50000: x) | 50000*x", "prod(k = 1..200: x) | x^200",
        "prod(k = 1..120: (k + 1)/k) | 121", "sum(k = 1..300: 1) | 300"})
    void whatDoesNotVaryIsAddedUpExactly(String whole, String value) {
        assertThat(read(whole)).isEqualTo(read(value));
    }

    @Test
    void aLongSumIsWrittenOutWhereThatIsAskedForAndCounted() {
        Expression sum = read("sum(k = 1..300: x^k)");
        assertThat(WrittenOut.of(sum)).isInstanceOf(Sum.class).satisfies(written -> assertThat(written.operands()).hasSize(300));
        assertThat(WrittenOut.of(read("2*sum(k = 1..150, j = k..k + 1: x^j*y)"))).satisfies(written ->
                assertThat(Topology.of(written).nodes()).noneMatch(Bound.class::isInstance));
        assertThat(read("expand(sum(k = 1..101: (x + k)*y) - 101*x*y)")).isEqualTo(read("5151*y"));
        assertThatThrownBy(() -> Budget.of(60_000, 100, 1_000).run(() -> WrittenOut.of(read("sum(k = 1..99999: sin(k*x))")))).hasMessageContaining("nodes");
        assertThatThrownBy(() -> WrittenOut.of(read("sum(k = 1..10^6: sin(k*x))"))).isInstanceOf(FluxionException.class).hasMessageContaining("terms");
    }

    @Test
    void digitsOfALongSumAreRight() {
        assertThat(read("N(sum(k = 1..1000: 1/(k^2 + pi)), 20)")).hasToString("0.72609830542661827445");
    }

    @Test
    void bindingAndPuttingInAreMetered() {
        Expression body = Sum.of(java.util.stream.IntStream.range(0, 500).mapToObj(i -> (Expression) Power.of(Symbol.of("y" + i), Symbol.of("k"))).toList());
        Budget budget = Budget.of(60_000, 1_000_000, 1_000);
        budget.run(() -> Bound.sum(Symbol.of("k"), Constant.ONE, Symbol.of("n"), body));
        assertThat(budget.spent()).isGreaterThanOrEqualTo(500);
        assertThatThrownBy(() -> Budget.of(60_000, 20, 1_000).run(() -> Bound.sum(Symbol.of("k"), Constant.ONE, Symbol.of("n"), body)))
                .hasMessageStartingWith("nodes:");
    }
}
