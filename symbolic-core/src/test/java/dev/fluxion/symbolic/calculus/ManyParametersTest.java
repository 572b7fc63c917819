package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ManyParametersTest {
    private static final Symbol X = Symbol.of("x");

    @Test
    void aFormulaIsNotLookedThroughForEachOfItsParameters() {
        List<Symbol> parameters = IntStream.range(0, 100_000).mapToObj(i -> Symbol.of("a" + i)).toList();
        Expression sum = Sum.of(IntStream.range(0, parameters.size()).mapToObj(i -> Product.of(parameters.get(i), Power.of(X, 1 + i % 5))).toList());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(15), () -> { // one by one: 3·10¹⁰ nodes
            List<Expression> gradient = Differentiation.gradient(sum, parameters);
            assertThat(gradient).hasSize(parameters.size()).startsWith(X, Power.of(X, 2)).endsWith(Power.of(X, 5));
        });
    }
}
