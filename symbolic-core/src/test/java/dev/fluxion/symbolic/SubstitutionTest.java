package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{x == 0: 1, else: 1/x}; 1", "{x == 0: 1, else: sin(x)/x + 1/x}; 1", "{x != 0: 1/x, else: 7}; 7", "{x > 0: 1/x, x == 0: 2, else: 1/x^2}; 2",
        "2*{x == 0: 1, else: 1/x} + x; 2", "{x == 0: {x == 0: 3, else: 1/x}, else: 1/x}; 3", "{x < 1: {x == 0: y, else: y/x}, else: 1/x}; y",
        "{y > 0: {x == 0: 1, else: 1/x}, else: 2}; {y > 0: 1, else: 2}", "if(x == 0, 4, log(y)/x); 4", "sin({x == 0: 0, else: x^-2}); sin(0)",
        "{x == 0: 5, 1/x > 2: 1, else: 3}; 5", "{x == 1: 1/x^2, else: 9}; 9"})
    void aDecidedChoiceNeedsNoOtherCase(String function, String expected) {
        Expression replaced = Substitution.replace(Language.parse(function), java.util.Map.of(Symbol.of("x"), Constant.ZERO));
        assertThat(replaced).isEqualTo(Language.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1/x", "{y > 0: 1/x, else: 2}", "{1/x > 2: 1, else: 3}", "{x == 1: 2, else: 1/x}", "{x == 0: 1/x, else: 1}", "y + sin(1/x)"})
    void aPartThatIsNeededMustHaveAValue(String function) {
        assertThatThrownBy(() -> Substitution.replace(Language.parse(function), java.util.Map.of(Symbol.of("x"), Constant.ZERO)))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.DOMAIN));
    }
}
