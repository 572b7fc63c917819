package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NestedRootsTest {
    private static Expression simplified(String text) {
        return Simplifier.simplify(Language.parse(text), Assumptions.NONE, Budget.standard()).expression();
    }

    @ParameterizedTest
    @CsvSource({
        "sqrt(3 + 2*sqrt(2)), 1 + sqrt(2)",
        "sqrt(5 - 2*sqrt(6)), sqrt(3) - sqrt(2)",
        "sqrt(2 + sqrt(3)), sqrt(2)/2 + sqrt(6)/2",
        "sqrt(17 - 12*sqrt(2)), 3 - 2*sqrt(2)",
        "sqrt(10 + 2*sqrt(6) + 2*sqrt(10) + 2*sqrt(15)), sqrt(2) + sqrt(3) + sqrt(5)",
        "sqrt(10 + 2*sqrt(6) - 2*sqrt(10) - 2*sqrt(15)), sqrt(2) + sqrt(3) - sqrt(5)",
        "cbrt(2 + sqrt(5)), 1/2 + sqrt(5)/2",
        "cbrt(7 - 5*sqrt(2)), 1 - sqrt(2)",
        "cbrt(26 + 15*sqrt(3)), 2 + sqrt(3)",
        "sqrt(3 + 2*sqrt(2)) - sqrt(2), 1",
        "sqrt(1 + sqrt(3 + 2*sqrt(2)) - sqrt(2)), sqrt(2)"})
    void rootsThatDenestAreSumsOfRoots(String nested, String flat) {
        assertThat(simplified(nested)).isEqualTo(simplified(flat));
        assertThat(Evaluator.scalar(Language.parse(nested), Map.of())).isNotNaN().isCloseTo(Evaluator.scalar(Language.parse(flat), Map.of()), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt(1 + sqrt(3))", "sqrt(2 + sqrt(2))", "sqrt(1 + sqrt(2) + sqrt(3))", "cbrt(1 + sqrt(2))", "sqrt(1 + sqrt(x))"})
    void othersStay(String text) {
        assertThat(simplified(text)).isEqualTo(Language.parse(text));
    }

    @Property(tries = 200)
    void theRootOfASquareOfRootsIsTheirSum(@ForAll @IntRange(min = 1, max = 60) int p, @ForAll @IntRange(min = 1, max = 60) int q,
            @ForAll boolean minus) {
        String root = "sqrt(%d + %d %s 2*sqrt(%d))".formatted(p, q, minus ? "-" : "+", p * q);
        String flat = minus ? "abs(sqrt(%d) - sqrt(%d))".formatted(p, q) : "sqrt(%d) + sqrt(%d)".formatted(p, q);
        Expression result = simplified(root);
        assertThat(result.toString()).as(root).doesNotContainPattern("sqrt\\([^)]*sqrt");
        assertThat(Evaluator.scalar(result, Map.of())).as(root).isNotNaN().isCloseTo(Evaluator.scalar(Language.parse(flat), Map.of()), within(1e-7));
    }
}
