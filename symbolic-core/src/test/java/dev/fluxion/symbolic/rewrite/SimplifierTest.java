package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimplifierTest {
    static Stream<List<String>> cases() throws IOException {
        return table("simplify.tsv");
    }

    static Stream<List<String>> moreCases() throws IOException {
        return table("more.tsv");
    }

    private static Stream<List<String>> table(String name) throws IOException {
        try (InputStream in = SimplifierTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)));
        }
    }

    static Assumptions assumptions(String text) {
        return text.isEmpty() ? Assumptions.NONE : Assumptions.NONE.and(Formulas.condition(text, Names.lenient()));
    }

    @Test
    void whatAlgebraDividesByMayBeZeroUnseen() {
        Expression original = Formulas.parse("127/(4*(-x - 59/5)) - (gamma_p(e, 0) + elu(sin(0), 2^(1/3)))");
        Expression simplified = Simplifier.simplify(original, Assumptions.NONE, Budget.standard()).expression();
        // a few roundings
        assertThat(Evaluator.scalar(simplified, Map.of("x", -2.5))).isNotNaN().isCloseTo(Evaluator.scalar(original, Map.of("x", -2.5)), Offset.offset(1e-12));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAreTrueAndShort(List<String> row) {
        Simplifier.Result result = Simplifier.simplify(Formulas.parse(row.get(1)), assumptions(row.get(2)), Budget.standard());
        for (String point : row.get(5).split(";")) {
            String[] parts = point.split("->");
            double expected = Double.parseDouble(parts[1]);
            assertThat(Evaluator.scalar(result.expression(), at(parts[0]))).as("%s at %s, steps %s", result.expression(), point, result.steps())
                    .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected)))); // a few roundings at moderate arguments
        }
        assertThat(Operations.count(result.expression())).as("%s, not %s, steps %s", result.expression(), row.get(4), result.steps())
                .isLessThanOrEqualTo(Integer.parseInt(row.get(3)));
    }

    @ParameterizedTest
    @MethodSource("moreCases")
    void answersAgreeWithTheOriginalWhereverThatIsDefined(List<String> row) {
        Expression original = Formulas.parse(row.get(0));
        Simplifier.Result result = Simplifier.simplify(original, assumptions(row.get(1)), Budget.standard());
        Facts facts = new Facts(assumptions(row.get(1)));
        Random random = new Random(row.get(0).hashCode());
        for (int trial = 0; trial < 200; trial++) {
            Map<String, Double> at = new HashMap<>();
            for (Symbol symbol : Substitution.variables(original)) {
                double least = Math.max(-4, facts.bounds(symbol).low());
                at.put(symbol.name(), trial % 4 == 0 ? Math.floor(least) + 1 + random.nextInt(5) : least + 0.01 + random.nextDouble() * 8);
            }
            double expected = Evaluator.scalar(original, at);
            if (Double.isFinite(expected) && Math.abs(expected) < 1e6) {
                // both sides may cancel: relative to values of moderate size
                assertThat(Evaluator.scalar(result.expression(), at)).as("%s at %s, steps %s", result.expression(), at, result.steps())
                        .isCloseTo(expected, Offset.offset(1e-6 * Math.max(1, Math.abs(expected))));
            }
        }
        assertThat(Operations.count(result.expression())).as("%s, steps %s", result.expression(), result.steps())
                .isLessThanOrEqualTo(Integer.parseInt(row.get(2)));
    }

    @Test
    void stepsLeadFromTheOriginalToTheAnswer() {
        Simplifier.Result result = Simplifier.simplify(Formulas.parse("sqrt(1 - sin(x)^2)"), Assumptions.NONE, Budget.standard());
        assertThat(result.expression()).isEqualTo(Formulas.parse("abs(cos(x))"));
        assertThat(result.steps()).extracting(RuleStep::rule).contains("pythagoras-cos", "power-of-even-power");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sin(n*pi); 0", "cos(n*pi); (-1)^n", "tan(n*pi); 0", "cos(x + n*pi); (-1)^n*cos(x)",
            "sin(x + 2*n*pi); sin(x)", "cos((2*n + 1)*pi); -1",
        "(-1)^(n + 1)*(-1)^n; -1", "abs(sin(x + n*pi)); abs(sin(x))", "(-1)^floor(2*x)^2 - (-1)^floor(2*x)^2; 0", "floor(n); n",
        "floor(x + n); floor(n + x)", "cos(pi*floor(x))^2; 1"})
    void whatIsWholeIsUsed(String expression, String expected) {
        assertThat(Simplifier.simplify(Formulas.parse(expression), assumptions("mod(n, 1) == 0"), Budget.standard()).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"abs(x^2 + x + 1); x^2 + x + 1", "abs(x^4 - 2*x^2 + 2); x^4 - 2*x^2 + 2", "sqrt((x^2 + x + 1)^2); x^2 + x + 1",
        "max(x^2 - 2*x + 3, 1); x*(x - 2) + 3", "sign(x^2 - x*y + y^2 + 1); 1", "abs(x^2 + 3*x + 1); abs(x*(x + 3) + 1)"})
    void polynomialsOfOneSignAreKnown(String expression, String expected) {
        assertThat(Simplifier.simplify(Formulas.parse(expression), Assumptions.NONE, Budget.standard()).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sqrt((x - 1)^2)/(x - 1); sign(x - 1)", "sin(x - 1); sin(x - 1)", "sin(1 - x); sin(1 - x)", "-atan(1 - x); atan(x - 1)",
        "exp(-sin(1 - x)); exp(sin(x - 1))", "sin(b - a); sin(b - a)", "-sin(a - b); sin(b - a)", "sin(x - 1) + sin(1 - x); 0", "x*tanh((b - a)/2); x*tanh((b - a)/2)",
        "cos(x)/sinh(x - 1)^3; cos(x)/sinh(x - 1)^3"})
    void signsAreInsideOfOddFunctionsWhereThatIsShorter(String expression, String expected) {
        assertThat(Simplifier.simplify(Formulas.parse(expression), Assumptions.NONE, Budget.standard()).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x^2*abs(x)^-y; abs(x)^(2 - y)", "(x + 1)^4/abs(x + 1)^a; abs(x + 1)^(4 - a)", "x^-2*abs(x)^y; abs(x)^(y - 2)",
        "x^3*abs(x)^y; x^3*abs(x)^y"})
    void evenPowersJoinPowersOfTheSize(String expression, String expected) {
        assertThat(Simplifier.simplify(Formulas.parse(expression), Assumptions.NONE, Budget.standard()).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"floor(5/2); 2", "floor(-5/2); -3", "ceil(5/2); 3", "round(5/2); 2", "round(7/2); 4", "sign(0); 0", "sign(sqrt(2) - 3/2); -1",
        "floor(pi); 3", "floor(10^20*pi); 314159265358979323846", "mod(7, 3); 1", "mod(-7/2, 3); 5/2", "mod(7, -3); -2", "heaviside(0); 1/2",
        "floor(x + 1/2); floor(x + 1/2)",
        "floor(sqrt(2)^2); 2", "mod(1, pi); 1", "mod(2*pi + 1, pi); 1", "mod(10, pi); 10 - 3*pi", "mod(sqrt(2), -1); sqrt(2) - 2"})
    void stepsOfNumbersAreNumbers(String expression, String expected) {
        assertThat(Simplifier.tidy(Formulas.parse(expression), Assumptions.NONE, Budget.standard())).hasToString(expected);
    }

    @Test
    void nestedExtremesAreOneExpressionInEveryOrder() {
        assertThat(Formulas.parse("max(max(x, y), z)")).isEqualTo(Formulas.parse("max(y, max(z, x))")).hasToString("max(x, y, z)");
        assertThat(Formulas.parse("min(min(x, y), max(z, x, y))")).hasToString("min(x, y, max(x, y, z))");
        Expression many = Symbol.of("x");
        for (int k = 0; k < 5_000; k++) {
            many = Apply.of(dev.fluxion.symbolic.operator.Operators.elementwise("max").orElseThrow(), many, Symbol.of("y" + k));
        }
        assertThat(Substitution.variables(many)).hasSize(5_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff(atan(x^2 + y^2), x, 2) + diff(atan(x^2 + y^2), y, 2)", "diff(sin(x)^(3/2), x, 2)"})
    void theShortestFormIsNotShortenedFurther(String expression) {
        Expression original = Language.parse(expression);
        List<Simplifier.Result> passes = Simplifier.passes(original, Assumptions.NONE, Budget.standard());
        Expression shortest = Simplifier.shortest(original, Assumptions.NONE, Budget.standard()).expression();
        assertThat(passes).hasSizeGreaterThan(1);
        assertThat(passes.getLast().expression()).isEqualTo(shortest);
        assertThat(Operations.count(Simplifier.simplify(shortest, Assumptions.NONE, Budget.standard()).expression())).isEqualTo(Operations.count(shortest));
    }

    // Newton's potential is harmonic: the parts must leave enough of the work for the whole.
    @Test
    void aSumOfLongPartsIsSeenAsAWhole() {
        String potential = "1/sqrt(x^2 + y^2 + z^2)";
        Expression laplacian = Language.parse("diff(" + potential + ", x, 2) + diff(" + potential + ", y, 2) + diff(" + potential + ", z, 2)");
        assertThat(Simplifier.simplify(laplacian, Assumptions.NONE, Budget.standard()).expression()).isEqualTo(Constant.ZERO);
    }

    @Test
    void conditionsAreRecorded() {
        Simplifier.Result result = Simplifier.simplify(Formulas.parse("sqrt(x^2)"), assumptions("x > 0"), Budget.standard());
        assertThat(result.expression()).isEqualTo(Symbol.of("x"));
        assertThat(result.steps()).anyMatch(step -> step.condition() instanceof dev.fluxion.symbolic.Condition.Comparison);
    }

    @Test
    void tidyingKeepsLargeExpressionsLinear() {
        Expression deep = Symbol.of("x");
        for (int level = 0; level < 2_000; level++) {
            deep = Formulas.parse("sin(u^2 + y)", Names.lenient().bind("u", deep));
        }
        Budget budget = Budget.of(20_000, 2_000_000, 10_000);
        assertThat(Simplifier.tidy(deep, Assumptions.NONE, budget)).isEqualTo(deep);
        assertThat(budget.spent()).isLessThan(200_000);
    }

    private static Map<String, Double> at(String text) {
        Map<String, Double> values = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            values.put(pair.substring(0, pair.indexOf('=')), Double.valueOf(pair.substring(pair.indexOf('=') + 1)));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"exp(log(x)); x > 0", "(x^2 - 1)/(x - 1); x - 1 != 0", "tan(x)*cot(x); sin(x) != 0 and cos(x) != 0",
        "log(x) + log(y); x > 0 and y > 0", "x/abs(x); x != 0", "sin(x)^2 + cos(x)^2; ", "asin(x) + acos(x); -1 <= x and x <= 1"})
    void whatIsLostOfTheDomainIsRecorded(String expression, String expected) {
        Simplifier.Result result = Simplifier.simplify(Language.parse(expression), Assumptions.NONE, Budget.standard());
        assertThat(condition(result.enlargement())).isEqualTo(expected == null ? "" : expected);
        if (expected != null) {
            assertThat(result.steps()).anySatisfy(step -> assertThat(step.enlargement()).isNotEqualTo(Condition.TRUE));
            assertThat(dev.fluxion.symbolic.explain.Simplifications.derivation(Language.parse(expression), List.of(), Budget.standard()).text()).contains("where ");
        }
    }

    private static String condition(Condition condition) {
        return condition.equals(Condition.TRUE) ? "" : dev.fluxion.grammar.TreeText.of(dev.fluxion.symbolic.print.Presenter.tree(condition));
    }

    @Test
    void whatIsAssumedAnywayIsNotRecorded() {
        Assumptions positive = Assumptions.NONE.and(Condition.compare(Condition.Relation.GREATER, Symbol.of("x"), Constant.ZERO));
        assertThat(Simplifier.simplify(Language.parse("exp(log(x))"), positive, Budget.standard()).enlargement()).isEqualTo(Condition.TRUE);
    }
}
