package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberAnglesTest {
    private static Expression tidy(String text) {
        return Simplifier.tidy(Language.parse(text), Assumptions.NONE, Budget.standard());
    }

    @ParameterizedTest
    @CsvSource({
        "atan(2 - sqrt(3)), pi/12", "atan(sqrt(3) + 2), 5*pi/12", "atan(1 - sqrt(2)), -pi/8", "atan(1/(sqrt(2) + 1)), pi/8", "2*atan(sqrt(2) + 1), 3*pi/4",
        "atan(sqrt(5 - 2*sqrt(5))), pi/5", "atan(sqrt(1 - 2*sqrt(5)/5)), pi/10", "asin((sqrt(5) - 1)/4), pi/10", "asin((sqrt(6) - sqrt(2))/4), pi/12",
        "asin(sqrt(2 - sqrt(2))/2), pi/8", "asin(-sqrt(2 - sqrt(2))/2), -pi/8", "acos((1 + sqrt(5))/4), pi/5", "acos((sqrt(2) - sqrt(6))/4), 7*pi/12",
        "acos(sqrt(2 + sqrt(2))/2), pi/8", "acos((sqrt(3) - 1)/(2*sqrt(2))), 5*pi/12", "asin(sqrt(2 - sqrt(2 + sqrt(2)))/2), pi/16"})
    void partsOfATurnAreKnownByTheirRoots(String inverse, String angle) {
        assertThat(tidy(inverse)).hasToString(angle);
        assertThat(Evaluator.scalar(Language.parse(inverse), Map.of())).isCloseTo(Evaluator.scalar(Language.parse(angle), Map.of()), within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"atan(sqrt(2) + 2)", "asin((sqrt(6) - 1)/4)", "acos(sqrt(5)/4)", "atan(2)", "atan(x - sqrt(3))", "asin(sqrt(3))",
        "atan(2 - sqrt(3) + 1/10^15)", "atan(2 - 17320508075688772/10000000000000000)"})
    void digitsAloneMakeNoPartOfATurn(String text) {
        assertThat(tidy(text).toString()).doesNotContain("pi");
    }
}
