package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuityTest {
    private static final Symbol X = Symbol.of("x");

    private static Continuity continuity() {
        return new Continuity(X, Constant.ZERO, Constant.of(3), Assumptions.NONE, Budget.standard());
    }

    @TestFactory
    Stream<DynamicTest> whatIsConstantInStepsMayJump() {
        List<Operator> steps = Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(row -> row.operands().size() == 1
                && row.derivative(row.operands().getFirst()).filter("0"::equals).isPresent()).toList();
        assertThat(steps).hasSizeGreaterThan(2);
        return steps.stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> assertThat(continuity().conditions(Apply.of(row, Language.parse("x - 1"))))
                .matches(conditions -> conditions.isEmpty() || !conditions.get().isEmpty(), "nothing is proved without a condition")));
    }

    @Test
    void smoothFunctionsAreContinuous() {
        assertThat(continuity().conditions(Language.parse("sin(x)*exp(x) + x^2"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(x - 1)^2*sign(x - 1)", "(1 - x^2)*sign(1 - x) + x", "(t*x - t^2/2 - x^2/2)*sign(t - x)", "{x <= 1: x, x <= 2: x^2, else: 4*x - 4}"})
    void partsThatMeetInOneValueAreContinuous(String function) {
        assertThat(continuity().holdsBetween(List.of(Language.parse(function)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*sign(x - 1)", "(x - 1)*sign(x - 1) + sign(x - 1)", "exp((x - 1)*sign(x - 1) + sign(x - 1))", "(x - 1)*sign(a*x - 1)",
        "{x <= 1: x, else: 2*x}", "{x <= 2: x, x <= 1: x + 1, else: x}", "sign(x - 1)", "floor(x)"})
    void partsThatMayNotMeetAreNotShownToBe(String function) {
        assertThat(continuity().holdsBetween(List.of(Language.parse(function)))).isFalse();
    }

    // Held against quadrature on both sides of where the parts meet.
    @ParameterizedTest
    @ValueSource(strings = {"max(x, 0)", "min(x, 1)", "x*abs(x - 1)", "sign(x - 1)", "x*sign(x + 1)", "relu(x - 1)", "{x < 1: x^2, else: 2 - x}",
        "{x < 1: 1, else: 5}", "abs(x^2 - 1)", "max(x, t)"})
    void integralsOfWhatJumpsHaveEndsThatAreParameters(String integrand) {
        Expression value = Language.parse("integrate(" + integrand + ", x, a, b)");
        for (double[] ends : new double[][] {{-2, 3}, {0.5, 2.25}, {2, -1.5}, {-3, -2}, {1.5, 4}}) {
            Map<String, Double> at = Map.of("a", ends[0], "b", ends[1], "t", 0.75);
            Expression number = Language.parse("integrate(" + integrand.replace("t)", "0.75)") + ", x, " + ends[0] + ", " + ends[1] + ")");
            assertThat(Evaluator.scalar(value, at)).as("%s from %s to %s", integrand, ends[0], ends[1]).isCloseTo(Evaluator.scalar(number, Map.of()), within(1e-12));
        }
    }
}
