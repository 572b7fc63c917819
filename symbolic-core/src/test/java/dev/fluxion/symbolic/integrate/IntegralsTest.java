package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Cases;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.FormulaTable;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Antiderivatives, held against their integrands by central differences of sixth order, which share nothing with the engine's own check. */
class IntegralsTest {
    private static final Symbol X = Symbol.of("x");

    private static Integrals.Antiderivative antiderivative(String integrand) {
        return Integrals.antiderivative(Language.parse(integrand), X, Assumptions.NONE, Budget.standard());
    }

    private static double slope(Expression f, Map<String, Double> at, double h) {
        double[] weights = {45, -9, 1};
        double total = 0;
        for (int k = 1; k <= 3; k++) {
            total += weights[k - 1] * (moved(f, at, k * h) - moved(f, at, -k * h));
        }
        return total / (60 * h);
    }

    private static double moved(Expression f, Map<String, Double> at, double by) {
        Map<String, Double> moved = new HashMap<>(at);
        moved.merge("x", by, Double::sum);
        return Evaluator.scalar(f, moved);
    }

    static Stream<String> integrands() throws IOException {
        try (InputStream in = IntegralsTest.class.getResourceAsStream("integrands.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @Test
    void nothingHasNothingForAnAntiderivative() {
        assertThat(antiderivative("x - x").expression()).isEqualTo(Constant.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/(1 + abs(x))", "1/(2 + abs(x))", "1/(1 + abs(x))^2", "log(1 + abs(x))", "1/max(x, 1)", "1/max(x, 2)", "1/(3 + max(x, 0))", "abs(sin(x))",
        "abs(cos(2*x + 1))", "exp(-abs(x))", "abs(x - 1)*x", "floor(x)", "sign(x - 1)*x", "sqrt(abs(x))", "max(x, x^2)", "x*mod(x, 1)", "(x - 1)*floor(x)",
        "(1 - cos(x))^(3/2)", "(1 + sin(2*x))^(5/2)", "abs(cos(x))^3", "abs(sin(3*x + 1))^5",
        "sqrt(1 - cos(x))", "sqrt(2 + 2*sin(3*x))", "x*sqrt(1 + cos(x))", "sqrt(1 - sin(x))"})
    void antiderivativesOfBoundedFunctionsHaveValuesWithoutJumps(String text) {
        Expression found = antiderivative(text).expression();
        for (double point = -4; point <= 4; point += 0.5) { // where signs and steps change
            double there = Evaluator.scalar(found, Map.of("x", point));
            assertThat(there).as("%s at %s", found, point).isFinite();
            assertThat(Evaluator.scalar(found, Map.of("x", point - 1e-9))).as("%s at %s", found, point).isCloseTo(there, within(1e-7));
            assertThat(Evaluator.scalar(found, Map.of("x", point + 1e-9))).as("%s at %s", found, point).isCloseTo(there, within(1e-7));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/(5 + 4*sin(x)) | (x + 2*atan(cos(x)/(sin(x) + 2)))/3", "1/(5 + 3*cos(x)) | (x/2 - atan(sin(x)/(cos(x) + 3)))/2",
        "1/(4*sin(x)^2 + 9*cos(x)^2) | (x - atan(sin(2*x)/(cos(2*x) + 5)))/6"})
    void antiderivativesOfWavesAreInTheAngleThatWasGiven(String integrand, String expected) {
        assertThat(antiderivative(integrand).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor(x)*sin(pi*x)", "exp(x)*abs(sin(x))", "(1 + x^2)*abs(sin(x))", "floor(x)*floor(2*x)", "exp(x)*floor(x)",
        "abs(abs(x) - 10)", "abs(abs(x - 3) - 12)"})
    void whatJumpsIsNoAntiderivative(String text) {
        assertThatThrownBy(() -> antiderivative(text)).isInstanceOf(FluxionException.class).hasMessageContaining("no antiderivative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/(1 + sin(x)^2)", "1/(1 + cos(x)^2)", "1/(4*cos(x)^2 + 9*sin(x)^2)", "1/(3 + sin(2*x)*cos(2*x))", "1/(2 + cos(x))", "1/(2 + sin(x))",
        "1/(2 - cos(x))", "1/(5 - 4*sin(x))", "1/(3 + sin(2*x) + cos(2*x))", "1/(3 - cos(x) - 2*sin(x))"})
    void wavesWithoutPolesAreIntegratedAcrossQuarterTurns(String text) {
        Expression found = antiderivative(text).expression();
        double step = 1e-3;
        for (double point = -8; point <= 8; point += step) {
            assertThat(Evaluator.scalar(found, Map.of("x", point + step)) - Evaluator.scalar(found, Map.of("x", point))).as("%s at %s", found, point)
                    .isBetween(0.0, 2 * step);
        }
    }

    // Beyond 2^53 a number and one more are the same double.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sign(x - 10^17)*x | 3e17 | 3e17", "sign(x - 10^17)*x | 3e16 | -3e16", "abs(x + 10^18) | 1e18 | 2e18",
            "abs(x - 10^16) + x | 4e16 | 7e16"})
    void piecesBesideLargeNumbersHaveTheirSigns(String text, double at, double expected) {
        Expression slope = Differentiation.derivative(antiderivative(text).expression(), Symbol.of("x"));
        assertThat(Evaluator.scalar(slope, Map.of("x", at))).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"abs(x)/(x^2 - 1) | sign(x)*(log(abs(x + 1)) + log(abs(1 - x)))/2",
            "sqrt(x/(1 - x)) | atan(sqrt(x/(1 - x))) + sqrt(x/(1 - x))*(x - 1)",
        "1/(1 + abs(x - 1)) | -sign(1 - x)*log(abs(1 - x) + 1)", "1/abs(x) | sign(x)*log(abs(x))", "1/sqrt(abs(x)) | 2*sqrt(abs(x))*sign(x)", 
            "abs(x)/x^2 | sign(x)*log(abs(x))", "1/abs(x)^3 | -sign(x)/(2*x^2)", "1/(x - min(x, 1 - x) + 1) | {x <= 1/2: x - 1/2, else: log(2*abs(x))/2}",
        "abs(x)/(x - 2) | sign(x)*(x - 2*log(2) + 2*log(abs(2 - x)))", "1/(sqrt(x) + sqrt(x + 1)) | 2*x*sqrt(x + 1)/3 - 2*x^(3/2)/3 + 2*sqrt(x + 1)/3"})
    void partsAreWrittenShortly(String integrand, String expected) {
        assertThat(antiderivative(integrand).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @MethodSource("integrands")
    void theSlopeOfEveryAntiderivativeIsTheIntegrand(String text) {
        Expression integrand = Language.parse(text);
        Expression found = antiderivative(text).expression();
        Random random = new Random(7);
        int compared = 0;
        for (int trial = 0; trial < 60; trial++) {
            Map<String, Double> at = new HashMap<>();
            Substitution.variables(integrand).forEach(symbol -> at.put(symbol.name(), 0.3 + 2 * random.nextDouble()));
            at.put("x", -2.5 + 5.5 * random.nextDouble());
            double wanted = Evaluator.scalar(integrand, at);
            double near = Math.max(Math.abs(moved(integrand, at, 3e-3)), Math.abs(moved(integrand, at, -3e-3)));
            if (!(near < 50) || Math.abs(near - Math.abs(wanted)) > 0.2 * Math.abs(wanted) + 1e-3) {
                continue; // too near a pole or a jump for differences
            }
            compared++;
            assertThat(slope(found, at, 1e-3)).as("%s at %s", found, at).isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-6 * (1 + Math.abs(wanted))));
        }
        assertThat(compared).isGreaterThan(3);
    }

    @Test
    void theReferenceCasesHaveTheirSlopes() {
        List<String> wrong = new ArrayList<>();
        int right = 0;
        for (Map<String, Object> each : Cases.of("integrals")) {
            try {
                Expression found = antiderivative(each.get("expr").toString()).expression();
                String problem = "";
                for (Object point : (List<?>) each.get("check")) {
                    Map<String, Double> at = new HashMap<>();
                    ((Map<?, ?>) ((Map<?, ?>) point).get("at")).forEach((name, value) -> at.put(name.toString(), ((Number) value).doubleValue()));
                    double wanted = Double.parseDouble(((Map<?, ?>) point).get("value").toString());
                    double got = slope(found, at, 1e-3);
                    if (!(Math.abs(got - wanted) <= 1e-6 * Math.max(1e-3, Math.abs(wanted)))) {
                        problem = found + " has slope " + got + " at " + at + ", not " + wanted;
                    }
                }
                if (problem.isEmpty()) {
                    right++;
                } else {
                    wrong.add(each.get("expr") + ": " + problem);
                }
            } catch (FluxionException e) {
                assertThat(e.diagnostic().code()).as("%s: %s", each.get("expr"), e.getMessage())
                        .isEqualTo(dev.fluxion.grammar.Diagnostic.Code.UNSUPPORTED);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(right).isGreaterThanOrEqualTo(124);
    }

    static Stream<String> tabled() {
        return FormulaTable.ANTIDERIVATIVES.names().stream();
    }

    @ParameterizedTest
    @MethodSource("tabled")
    void everyAntiderivativeOfTheTableHasTheRightSlope(String function) {
        Expression f = Apply.of(Operators.elementwise(function).orElseThrow(), X);
        Expression found = FormulaTable.ANTIDERIVATIVES.of((Apply) f).orElseThrow();
        int compared = 0;
        for (double x = -2.9; x < 3; x += 0.1375) {
            double wanted = Evaluator.scalar(f, Map.of("x", x));
            if (Double.isFinite(wanted) && Math.abs(wanted) < 20 && Math.abs(x - Math.rint(x)) > 0.01) {
                compared++;
                assertThat(slope(found, Map.of("x", x), 1e-3)).as("at %s", x).isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-4));
            }
        }
        assertThat(compared).isGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1/x | log(abs(x))", "x^n | x^(n + 1)/(n + 1)", "sin(x)^2 | x/2 - sin(2*x)/4", "1/(1 + exp(x)) | x - log(exp(x) + 1)",
        "sqrt(1 - x^2) | x*sqrt(1 - x^2)/2 + asin(x)/2", "exp(-x^2) | sqrt(pi)*erf(x)/2", "x*exp(-x) | exp(-x)*(-x - 1)",
        "x*abs(x) | x^3*sign(x)/3", "1/(x^2 - a^2) | log(abs(a - x))/(2*a) - log(abs(a + x))/(2*a)", "cosh(x)^2 | x/2 + sinh(2*x)/4",
        "tan(x)^2 | tan(x) - x", "cot(x)^2 | -x - cot(x)", "tan(x)^4 | x - tan(x) + tan(x)^3/3", "tan(2*x + 1)^2 | tan(2*x + 1)/2 - x",
    })
    void answersAreReadable(String integrand, String expected) {
        assertThat(antiderivative(integrand).expression()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(x)/x", "exp(x)/(x + 1)^2", "exp(x^3)", "exp(-x^2 + x)/(x - 1)", "x*exp(2*x)/(x^2 + 1)"})
    void thatAnExponentialHasNoneIsKnownAtOnce(String text) {
        Budget budget = Budget.standard();
        assertThat(Integrals.find(Language.parse(text), X, Assumptions.NONE, budget)).isEmpty();
        assertThat(budget.spent()).isLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(x)/x", "sin(x)/x", "exp(x^2)", "1/log(x)", "sqrt(x^3 + 1)", "x^x", "sin(x^2)", "gamma(x)", "exp(x)*log(x)", "sqrt(sin(x))"})
    void whatHasNoElementaryAntiderivativeIsRefused(String integrand) {
        assertThatThrownBy(() -> antiderivative(integrand)).isInstanceOf(FluxionException.class).hasMessageContaining("no antiderivative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(-x - 40)*(1 + sin(sin(x)))", "exp(-x^2 - 50)*(2 + sin(sin(x)))", "exp(-(x - 30)^2)*(2 + sin(x))", "exp(-(x - 30)^4)*(2 + sin(x))",
        "exp(-(x - 30)^2)*atan(x)"})
    void valuesBelowTheRoundingOfTheirPartsProveNothing(String integrand) {
        assertThat(Integrals.find(Language.parse(integrand), X, Assumptions.NONE, Budget.standard())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10^(-8)*floor(x)*sin(x)", "10^(-8)*max(sin(x), 0)", "clamp(x, -100, 100)*exp(x)", "10^(-8)*abs(abs(x) - 1)*exp(x)", "10^(-8)*abs(tan(x))"})
    void whatJumpsIsNoAntiderivativeHoweverSmallOrLarge(String integrand) {
        Integrals.find(Language.parse(integrand), X, Assumptions.NONE, Budget.standard()).ifPresent(found -> {
            for (double point : new double[] {-100, -Math.PI, -1, 0, 1, Math.PI, 4, 100}) {
                double beside = 1e-9 * Math.max(1, Math.abs(point));
                double below = Evaluator.scalar(found.expression(), Map.of("x", point - beside));
                double above = Evaluator.scalar(found.expression(), Map.of("x", point + beside));
                assertThat(above).as(found.expression() + " at " + point).isCloseTo(below, org.assertj.core.data.Offset.offset(1e-6 * Math.abs(below) + 1e-16));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(-x - 40)*x", "x*exp(-(x - 30)^2)", "exp(-x - 700)*sin(x)", "exp(-x - 800)*x^2", "heaviside(x - 1)*x", "10^-30*cos(x)"})
    void smallValuesHaveAntiderivativesAllTheSame(String integrand) {
        assertThat(Integrals.find(Language.parse(integrand), X, Assumptions.NONE, Budget.standard())).isPresent();
    }

    @Test
    void aParameterMayBeWhole() {
        Assumptions whole = Assumptions.NONE.andWhole(Symbol.of("n"));
        assertThat(Integrals.antiderivative(Language.parse("x*sin(n*x)"), X, whole, Budget.standard()).expression())
                .isEqualTo(antiderivative("x*sin(n*x)").expression());
    }

    @Test
    void anAntiderivativeOfCasesHasNoJump() {
        Expression found = antiderivative("abs(x - 1) + abs(x + 2)").expression();
        for (double end : new double[] {-2, 1}) {
            assertThat(Evaluator.scalar(found, Map.of("x", end - 1e-9))).isNotNaN().isCloseTo(Evaluator.scalar(found, Map.of("x", end + 1e-9)),
                    org.assertj.core.data.Offset.offset(1e-7));
        }
    }

    @Test
    void stepsBeginWithTheIntegralAndEndWithNoneLeft() {
        List<IntegralLine> lines = antiderivative("x*log(x)").lines();
        assertThat(lines.getFirst().steps().getFirst().rule()).isEqualTo("integration by parts");
        assertThat(lines.getFirst().before()).hasToString("integrate(x*log(x), x)");
        assertThat(lines.getLast().after().toString()).doesNotContain("integrate");
    }

    // Where the answer has no value for some parameters although the integrand has one, that is said once.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "abs(x)^a; [a + 1 > 0]", "x*abs(x)^a; [a + 1 > 0]", "min(a*x, b); [a != 0]", "max(b, a*x + 1); [a != 0]", "sqrt(x^2 + a); [a != 0]", "1/sqrt(x^2 + a); [a != 0]",
        "x*abs(a*x); [a != 0]", "x^2*abs(a*x); [a != 0]", "sqrt((x + a)/(x + b)); [a != b]", "x^(-a); [a != 1]", "sqrt(x^2 + 1); []"})
    void whatAnAnswerAsksOfParametersIsSaid(String integrand, String conditions) {
        assertThat(antiderivative(integrand).conditions().stream()
                .filter(condition -> condition.operands().stream().noneMatch(side -> Substitution.variables(side).contains(X)))
                .map(dev.fluxion.symbolic.print.TextPrinter::text).toList()).hasToString(conditions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0^x", "x*0^x", "(-2)^x", "0^(x + a)", "(-1/2)^(2*x)*x"})
    void powersOfWhatHasNoLogarithmAreRefused(String integrand) {
        assertThatThrownBy(() -> antiderivative(integrand))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(dev.fluxion.grammar.Diagnostic.Code.UNSUPPORTED));
    }
}
