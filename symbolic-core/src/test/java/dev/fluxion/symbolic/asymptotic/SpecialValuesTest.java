package dev.fluxion.symbolic.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.api.Test;

class SpecialValuesTest {
    private static final Expression VALUE = Language.parse("sin(pi/6) + cos(pi/3)*exp(log(2))");

    @Test
    void valuesOfTheTableAreFoundAndPaidForByTheCaller() {
        Budget budget = Budget.of(60_000, 100_000, 1_000);
        assertThat(budget.run(() -> SpecialValues.of(VALUE))).isEqualTo(Language.parse("3/2"));
        assertThat(budget.spent()).isGreaterThan(50);
    }

    @Test
    void theEndOfTheCallersBudgetIsNotAnotherForm() {
        Expression identity = Language.parse("sin(x)^2 + cos(x)^2 + exp(x)*exp(-x) + (x^2 - 1)/(x - 1)");
        assertThatThrownBy(() -> Budget.of(60_000, 40, 1_000).run(() -> SpecialValues.of(identity))).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("nodes:");
    }
}
