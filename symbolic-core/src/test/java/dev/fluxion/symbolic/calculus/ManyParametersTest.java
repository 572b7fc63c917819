package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyParametersTest {
    private static final Symbol X = Symbol.of("x");

    @Test
    void aFormulaIsNotLookedThroughForEachOfItsParameters() {
        List<Symbol> parameters = IntStream.range(0, 100_000).mapToObj(i -> Symbol.of("a" + i)).toList();
        Expression sum = Sum.of(IntStream.range(0, parameters.size()).mapToObj(i -> Product.of(parameters.get(i), Power.of(X, 1 + i % 5))).toList());
        Budget budget = Budget.of(Long.MAX_VALUE, 10L * parameters.size(), 1_000); // in all 2·10⁷ nodes; one by one: 3·10¹⁰
        List<Expression> gradient = budget.run(() -> Differentiation.gradient(sum, parameters));
        assertThat(gradient).hasSize(parameters.size()).startsWith(X, Power.of(X, 2)).endsWith(Power.of(X, 5));
    }
}
