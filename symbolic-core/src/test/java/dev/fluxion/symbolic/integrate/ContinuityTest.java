package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContinuityTest {
    private static final Symbol X = Symbol.of("x");
    private static final Continuity CONTINUITY = new Continuity(X, Constant.ZERO, Constant.of(3), Assumptions.NONE, Budget.standard());

    @TestFactory
    Stream<DynamicTest> whatIsConstantInStepsMayJump() {
        List<Operator> steps = Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(row -> row.operands().size() == 1
                && row.derivative(row.operands().getFirst()).filter("0"::equals).isPresent()).toList();
        assertThat(steps).hasSizeGreaterThan(2);
        return steps.stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> assertThat(CONTINUITY.conditions(Apply.of(row, Language.parse("x - 1"))))
                .matches(conditions -> conditions.isEmpty() || !conditions.get().isEmpty(), "nothing is proved without a condition")));
    }

    @Test
    void smoothFunctionsAreContinuous() {
        assertThat(CONTINUITY.conditions(Language.parse("sin(x)*exp(x) + x^2"))).isPresent();
    }
}
