package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.language.Language;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a budget ends, and so whenever a clock does, there is the answer or a diagnostic of the limit, and never another answer. */
class EndOfWorkTest {
    @ParameterizedTest
    @ValueSource(strings = {"simplify((x^2 - 1)/(x - 1) + sin(x)^2 + cos(x)^2)", "simplify(log(x) + log(y) + exp(log(z)))", "diff(exp(x^2)*sin(x), x, 6)",
        "limit((sin(x) - x)/x^3, x, 0)", "limit(sin(pi/6 + 1/x), x, inf)", "integrate(x*exp(x)*sin(x), x)", "integrate(1/(x^4 + 1), x)",
        "factor(x^6 - 1)", "series(exp(sin(x)), x, 0, 6)", "d/dx x^x^x"})
    void theEndOfABudgetNeverChangesAnAnswer(String text) {
        Expression answer = Budget.of(60_000, 1_000_000, 10_000).run(() -> Language.parse(text));
        int ended = 0;
        for (long nodes = 4; nodes < 200_000; nodes = nodes * 3 / 2) {
            Optional<Expression> found = within(Budget.of(60_000, nodes, 10_000), text);
            ended += found.isEmpty() ? 1 : 0;
            found.ifPresent(expression -> assertThat(expression).as(text).isEqualTo(answer));
        }
        assertThat(ended).isPositive();
    }

    private static Optional<Expression> within(Budget budget, String text) {
        try {
            return Optional.of(budget.run(() -> Language.parse(text)));
        } catch (FluxionException e) {
            assertThat(e.diagnostic().code()).as("%s: %s", text, e.getMessage()).isEqualTo(Diagnostic.Code.LIMIT);
            return Optional.empty();
        }
    }
}
