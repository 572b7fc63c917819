package dev.fluxion.symbolic.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedSumsTest {
    private static Optional<Expression> closed(String sum) {
        return ClosedSums.of((Bound) Language.parse(sum), value -> true, Budget.standard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 1..n: k)", "sum(k = 0..n: k^7)", "sum(k = 1..n: 2^k)", "sum(k = 3..n + 1: k^2*r^k)", "sum(k = 1..n: (k - a)^3*exp(-2*k + a))",
        "sum(k = 0..n: (-1)^k*k)", "sum(k = 1..n: 2^k*3^(1 - 2*k))", "sum(k = n..2*n: (k/n + 1)^2/n)", "sum(k = 1..n: a + k*r^(k/2))", "sum(k = 1..n: (2^k + k)^2)"})
    void closedFormsHaveTheValuesOfTheirSums(String sum) {
        Expression found = closed(sum).orElseThrow();
        for (double n = 3; n < 9; n++) {
            Map<String, Double> at = Map.of("n", n, "r", 0.7, "a", 1.3);
            double value = Evaluator.scalar(Language.parse(sum), at);
            assertThat(Evaluator.scalar(found, at)).as(sum + " at n = " + n).isNotNaN().isCloseTo(value, within(1e-10 * Math.max(1, Math.abs(value))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 1..n: 1/k)", "sum(k = 1..n: sin(k))", "sum(k = 1..n: 2^k^2)", "sum(k = 1..n: sqrt(k))", "sum(k = 1..n: k^x)", "prod(k = 1..n: k)"})
    void othersStay(String sum) {
        assertThat(closed(sum)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(k = 1..n: r^k)", "sum(k = 1..n: k*exp(a*k))"})
    void aBaseThatMayBeOneHasNone(String sum) {
        assertThat(ClosedSums.of((Bound) Language.parse(sum), value -> false, Budget.standard())).isEmpty();
    }
}
