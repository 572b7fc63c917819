package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings on a handful of numbers, which stand in the statement or under a name. */
class FewRowsTest {
    private static final String MODEL = "X in R[m, 2]; y in R[m]; param w in R[2] = 0; A = [1, 2; 3, 4; 5, 7]; b = [5, 11, 19]\n";

    private static List<String> printed(String script) {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text()), Files.NONE, new PlainDisplay(output -> { })).run(new Source("script", script));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"X = A, y = b", "X = [1, 2; 3, 4; 5, 7], y = [5, 11, 19]", "X = A, y = A*[1, 2]", "X = A, y = b, batch = 3"})
    void theyAreOneBatch(String data) {
        String trained = printed(MODEL + "fit(mse(X*w, y), " + data + ", optimizer = momentum(rate = 0.01), epochs = 2000, seed = 1, precision = \"double\")").getLast();
        assertThat(trained).startsWith("trained: loss ");
        assertThat(Double.parseDouble(trained.substring("trained: loss ".length(), trained.indexOf(',')))).isLessThan(1e-9); // w = [1, 2] fits exactly
    }

    @Test
    void namesWithoutNumbersAreNoData() {
        assertThatThrownBy(() -> printed(MODEL + "fit(mse(X*w, y), X = A, y = [p, q, r])")).isInstanceOf(FluxionException.class).hasMessageContaining("'p' has no value");
        assertThatThrownBy(() -> printed(MODEL + "fit(mse(X*w, y), X = A, y = b, batch = 4)")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("a batch of 4 needs as many rows, but there are 3");
    }
}
