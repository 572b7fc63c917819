package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitsTest {
    private static Map<String, Object> ask(String line) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(dev.fluxion.cli.script.Files.NONE)
                .run(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8));
        return JSON.std.mapFrom(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLineIsFittedWithItsStandardErrors() throws Exception {
        Map<String, Object> answer = ask("""
                {"id": 7, "op": "fit", "model": "a + b*x", "params": {"a": "0", "b": 1}, "data": {"x": ["1", 2, 3], "y": [2.5, 3.5, 5]}, "response": "y"}""");
        assertThat(answer).containsEntry("ok", true).containsEntry("id", 7).containsKeys("rss", "iterations");
        Map<?, ?> params = (Map<?, ?>) answer.get("params");
        assertThat((Double) params.get("b")).isCloseTo(1.25, org.assertj.core.data.Offset.offset(1e-14));
        assertThat(List.copyOf(params.keySet())).isEqualTo(List.of("a", "b"));
        assertThat((Double) ((Map<?, ?>) answer.get("standard_errors")).get("b")).isCloseTo(0.14433756729740646, org.assertj.core.data.Offset.offset(1e-14));
    }

    @Test
    void theResponseMayBeAFormulaOfColumns() throws Exception {
        Map<String, Object> answer = ask("""
                {"op": "fit", "model": "a + b*x", "params": {"a": 0, "b": 1}, "data": {"x": [0, 1, 2], "y": [1, 2, 4]}, "response": "log(y)"}""");
        assertThat((Double) ((Map<?, ?>) answer.get("params")).get("b")).isCloseTo(Math.log(2), org.assertj.core.data.Offset.offset(1e-14));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a + b|domain|the Jacobian is singular", "a*z + b|name|unknown name z", "a*(x|syntax|expected", "a/x + b|domain|no value at the starting point, in row 1",
        "[a, b]|request|must be a scalar"})
    void mistakesAreToldByCode(String model, String code, String message) throws Exception {
        Map<?, ?> error = (Map<?, ?>) ask("{\"op\": \"fit\", \"model\": \"" + model
                + "\", \"params\": {\"a\": 1, \"b\": 1}, \"data\": {\"x\": [0, 1, 2], \"y\": [1, 2, 4]}, \"response\": \"y\"}").get("error");
        assertThat(error.get("code")).isEqualTo(code);
        assertThat(error.get("message").toString()).contains(message);
    }
}
