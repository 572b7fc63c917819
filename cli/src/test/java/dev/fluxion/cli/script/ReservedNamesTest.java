package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {
    private final Session session = new Session(output -> { });

    private void run(String script) {
        session.run(new Source("script", script));
    }

    private Diagnostic mistake(String script) {
        return catchThrowableOfType(FluxionException.class, () -> run(script)).diagnostic();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(x) = x^2", "sin = 3", "pi = 3", "e = 2", "inf = 3", "diff(x, y) = 3", "param mean in R = 0", "pi in R[n]", "log[i] = i*x[i]",
        "for e in 1..2 { print(1) }", "x in R[3]; det in R", "normal = 3", "if 1 < 2 { pi = 3 }"})
    void namesOfTheLanguageKeepTheirMeaning(String script) {
        Diagnostic mistake = mistake(script);
        assertThat(mistake.code()).isEqualTo(Diagnostic.Code.NAME);
        assertThat(mistake.message()).endsWith("of the language and keeps its meaning");
        assertThat(session.values()).isEmpty();
    }

    @Test
    void theHintIsAWayOut() {
        assertThat(mistake("sin(x) = x^2").hint()).isEqualTo("take another name, as my_sin; to say that two things are equal, write ==");
        assertThatCode(() -> run("my_sin(x) = x^2; my_sin(3); solve(sin(x) == 0, x)")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beta = 3; beta + 1", "gamma = 3; gamma + 1", "N = 3; N + 1", "I = 3; I + 1", "X in R[N, d]; sum(X)", "i = 3", "O = 3", "f(sin_x) = sin_x^2",
        "subs(x^2, x = 3)"})
    void otherNamesAreFree(String script) {
        assertThatCode(() -> run(script)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"diff(sin(x), x, -1); the order of a derivative must be a whole number from 0 to 1000",
        "diff(sin(x), x, 1/2); the order of a derivative must be a whole number from 0 to 1000",
        "diff(x^3, x, 10^12); the order of a derivative must be a whole number from 0 to 1000",
        "show diff(x^3, x, -1); the order of a derivative whose steps are shown must be a whole number from 1 to 20",
        "diff(x^3, 2); a variable is expected here", "log(2, x, y); 'log' takes 1 to 2 operands, but 3 were given", "subs(); 'subs' takes 1 operand, but 0 were given",
        "f = f(x) | f(1, 2); 'f' takes 1 operand, but 2 were given"})
    void whatIsWrongIsSaid(String script, String message) {
        assertThat(mistake(script.replace(" | ", "\n")).message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"subs(x^2, 3); write subs(x^2, x = 3)", "subs(x^2, x); write subs(x^2, x = 2)", "subs(x^2, x == 3); write subs(x^2, x = 3)",
        "interval(x^2, x); write interval(x^2, x = 0..1)"})
    void pointsHaveNames(String script, String hint) {
        assertThat(mistake(script).hint()).isEqualTo(hint);
        assertThatCode(() -> run(hint.replace("write ", ""))).doesNotThrowAnyException();
    }

    @Test
    void ordersMayBeComputed() {
        assertThat(session.value(new Source("text", "diff(x^3, x, 4/2)"))).hasToString("6*x");
    }
}
