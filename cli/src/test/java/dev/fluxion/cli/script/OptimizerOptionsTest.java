package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the options of an optimizer, each told where it was made. */
class OptimizerOptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "adam(beta1 = 1); beta1 = 1; option beta1 of 'adam' cannot be 1",
        "adam(rate = 0.1, beta2 = 1.5); beta2 = 1.5; option beta2 of 'adam' cannot be 1.5",
        "sgd(rate = -0.1); rate = -0.1; option rate of 'sgd' cannot be -0.1",
        "rmsprop(epsilon = -1e-8, beta = 0.9); epsilon = -1e-8; option epsilon of 'rmsprop' cannot be -0.00000001",
        "adamw(decay = -1); decay = -1; option decay of 'adamw' cannot be -1",
        "adam(rate = 0.1, momentum = 0.9); momentum = 0.9; 'adam' has no option momentum",
        "adaam(rate = 0.1); adaam; unknown optimizer adaam", "adaam; adaam; unknown optimizer adaam",
        "adam(rate = x); x; an option of an optimizer is a number"})
    void mistakesStandUnderWhatTheyAreIn(String optimizer, String place, String message) {
        String script = "param w in R[2] = 1\nfit(sum(w .^ 2), optimizer = " + optimizer + ", epochs = 1)";
        assertThatThrownBy(() -> new Session(printed -> { }).run(new Source("test", script))).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().message()).isEqualTo(message);
            assertThat(script.substring(e.diagnostic().span().start(), e.diagnostic().span().end())).isEqualTo(place);
        });
    }
}
