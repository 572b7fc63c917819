package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.cli.script.Files;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many points in one request. */
class JsonLinesRowsTest {
    private static Map<String, Object> answer(String expression, List<String> variables, List<?> rows) throws IOException {
        return new JsonLines(Files.NONE).answer(JSON.std.asString(Map.of("op", "rows", "expr", expression, "vars", variables, "rows", rows)));
    }

    private static String error(Map<String, Object> answer) {
        Map<?, ?> error = (Map<?, ?>) answer.get("error");
        return error.get("code") + ": " + error.get("message");
    }

    @Test
    void everyRowHasItsValue() throws IOException {
        Map<String, Object> answer = answer("x^2 + log(y)", List.of("y", "x"), List.of(List.of(1, 2), List.of(0, 3), List.of(-1, 1), List.of("nan", 1),
                List.of("2.5", 0.5)));
        assertThat(answer.get("values")).isEqualTo(Arrays.asList(4.0, "-inf", "nan", "nan", 0.25 + Math.log(2.5)));
        assertThat(answer("2", List.of("x"), List.of(List.of(1), List.of(2))).get("values")).isEqualTo(List.of(2.0, 2.0));
        assertThat(answer("2*pi", List.of(), List.of(List.of(), List.of())).get("values")).isEqualTo(List.of(2 * Math.PI, 2 * Math.PI));
        assertThat(answer("x", List.of("x"), List.of()).get("values")).isEqualTo(List.of());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertThat(error(answer("x + z", List.of("x"), List.of(List.of(1))))).isEqualTo("name: 'z' is no input of the kernel");
        assertThat(error(answer("x", List.of("x"), List.of(List.of(1), List.of(1, 2))))).isEqualTo("request: row 2 of 'rows' must be a list of 1 numbers");
        assertThat(error(answer("x", List.of("x", "x"), List.of()))).isEqualTo("request: 'vars' names a variable twice");
        assertThat(error(answer("x", List.of("x"), List.of(List.of("one"))))).isEqualTo("request: the value of 'x' is no number: one");
        assertThat(error(new JsonLines(Files.NONE).answer("{\"op\": \"rows\", \"expr\": \"x\", \"vars\": [\"x\"]}"))).isEqualTo("request: 'rows' is missing");
    }
}
