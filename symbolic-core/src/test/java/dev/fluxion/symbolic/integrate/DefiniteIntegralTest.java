package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefiniteIntegralTest {
    private static DefiniteIntegral integral(String f, String from, String to) {
        return DefiniteIntegral.of(Language.parse(f), Symbol.of("x"), Language.parse(from), Language.parse(to), Assumptions.NONE, Budget.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 | 0 | 3 | true | 9", "sin(x) | 0 | pi | true | 2", "1/x | -2 | -1 | true | -0.6931471805599453", "abs(x) | -1 | 2 | true | 2.5",
        "1/(2 + cos(x)) | 0 | 2*pi | true | 3.6275987284684357", "exp(-x^2) | 0 | 1 | true | 0.7468241328124271", "x | 2 | 1 | true | -1.5",
        "exp(sin(x)) | 0 | 1 | false | 1.6318696084180513", "exp(-x^2) | -inf | inf | true | 1.772453850905516", "1/x^2 | 1 | inf | true | 1",
        "floor(x) | 0 | 4 | true | 6", "log(x) | 1 | 2 | true | 0.38629436111989057",
    })
    void theValueIsExactWhereAnAntiderivativeIsKnown(String f, String from, String to, boolean exact, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, Offset.offset(1e-10 * Math.max(1, Math.abs(expected))));
        assertThat(integral.isExact()).as("%s", integral).isEqualTo(exact);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/x | -1 | 1", "1/x | -1 | 2", "1/x^2 | -1 | 2", "tan(x) | 0 | 3", "1/(x - 1)^2 | 0 | 3", "1/x | 1 | inf", "a*x | 0 | 1"})
    void whatDoesNotConvergeIsRefused(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "exp(-(x - 20)^2) | -inf | inf | 1.772453850905516", "exp(-(x - 60)^2/2)/sqrt(2*pi) | -inf | inf | 1", "1/cosh(x - 2000) | 0 | inf | 3.141592653589793",
        "exp(-1000*(x - 1/3)^2) | -100 | 100 | 0.05604991216397929", "exp(-x^2 + 40*x - 400) | -inf | inf | 1.772453850905516",
        "1/(1 + (x - 500)^2) | -inf | inf | 3.141592653589793", "exp(-(x - 700)^4) | 0 | inf | 1.8128049541109541",
        "exp(-(100*(x - 7))^4) | -1000 | 1000 | 0.018128049541109541", "exp(-(x - 20)^2) | inf | -inf | -1.772453850905516",
    })
    void narrowAndDistantPeaksAreSeen(String f, String from, String to, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, Offset.offset(1e-9 * Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(-(x - 20)^4) | -inf | -100", "exp(-exp(x)) | 50 | 60"})
    void whatIsZeroWhereverItIsSeenIsRefused(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class);
    }
}
