package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqualValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sin(x)/10^8; 0", "x/10^12; x/10^12 + 10^-17", "x^2; x^2 + log(-1 - x^2)", "floor(x); floor(x) + 1", "sign(sin(pi)); 2",
        "x*floor(10*sin(pi/6)); 7*x"})
    void aFormThatDiffersOrLosesTheDomainThrows(String expression, String other) {
        EqualValues values = new EqualValues(Language.parse(expression), true);
        assertThatThrownBy(() -> values.of(Language.parse(other))).isInstanceOf(IllegalStateException.class);
    }

    // Doubles choose a side at a jump, or of a pole, by their rounding.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sign(sin(pi)); 0", "x*floor(log10(1000)); 3*x", "mod(log(1000)/log(10), 3); 0", "((y - x)/csc(pi))^3; 0",
        "{log(8)/log(2) >= 3: 1, else: 2}; 1"})
    void whereBoundsDoNotTellFormsDoNotDisagree(String expression, String form) {
        assertThatCode(() -> new EqualValues(Language.parse(expression), true).of(Language.parse(form))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sin(x)^2 + cos(x)^2 - 1; 0", "x; exp(log(x)); ", "sin(x)/10^8; 2*sin(x/2)*cos(x/2)/10^8"})
    void anEqualFormAgreesWhateverItsSize(String expression, String other) {
        EqualValues values = new EqualValues(Language.parse(other.equals("exp(log(x))") ? other : expression), true);
        assertThat(values.of(Language.parse(other.equals("exp(log(x))") ? expression : other)).isMade()).isTrue();
    }
}
