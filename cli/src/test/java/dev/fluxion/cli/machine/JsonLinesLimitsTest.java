package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.cli.script.Files;
import dev.fluxion.grammar.FluxionException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation is bounded, and says by what. */
class JsonLinesLimitsTest {
    private static final long FOREVER = 600_000;
    private static final String LARGE = "sin(a)*cos(b)*exp(c)*log(d)*tan(f + a*b*c)";
    private static final String DEEP = "sin(cos(exp(tan(sin(cos(exp(tan(x + y))))))))";

    private static Map<String, Object> answer(Map<String, Object> request) throws IOException {
        return new JsonLines(Files.NONE).answer(JSON.std.asString(request));
    }

    private static String error(Map<String, Object> answer) {
        assertThat(answer.get("ok")).as(answer.toString()).isEqualTo(false);
        Map<?, ?> error = (Map<?, ?>) answer.get("error");
        return error.get("code") + " " + error.get("message");
    }

    private static Map<String, Object> request(String operation, String expression, Map<String, Object> limits) {
        Map<String, Object> request = new HashMap<>(Map.of("op", operation, "limits", limits));
        if (operation.equals("run")) {
            request.put("script", "g = " + expression + "\nsubs(g, x = 2)");
        } else {
            request.put("expr", expression);
        }
        switch (operation) {
            case "diff", "derive", "collect" -> request.put("wrt", List.of(expression.equals(DEEP) ? "x" : "a"));
            case "gcd" -> request.put("other", "a + 1");
            case "eval" -> request.put("at", Map.of("a", 1, "b", 2, "c", 3, "d", 4, "f", 5, "x", 6, "y", 7));
            default -> { }
        }
        return request;
    }

    static Stream<String> operations() {
        return Stream.of("parse", "eval", "diff", "gradient", "derive", "simplify", "expand", "factor", "cancel", "together", "collect", "gcd", "run");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tooManyNodesAreRefusedByName(String operation) throws IOException {
        assertThat(error(answer(request(operation, LARGE, Map.of("nodes", 5, "millis", FOREVER))))).startsWith("limit nodes: ");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tooDeepExpressionsAreRefusedByName(String operation) throws IOException {
        assertThat(error(answer(request(operation, DEEP, Map.of("depth", 4, "millis", FOREVER))))).startsWith("limit depth: ");
    }

    static Stream<Arguments> tooLargeWork() {
        return Stream.of(Arguments.of(Map.of("op", "eval", "expr", "det(A*A' + ones(n, n))", "decl", Map.of("A", List.of("n", "n")), "at",
                        Map.of("A", List.of(List.of(1)), "n", 1), "limits", Map.of("nodes", 3, "millis", FOREVER)), "nodes: "),
                Arguments.of(Map.of("op", "eval", "expr", "sin(zeros(100000, 100000) + x)", "at", Map.of("x", 1)), "memory: "),
                Arguments.of(Map.of("op", "run", "script", "for k in 1..10000000 { }", "limits", Map.of("millis", FOREVER, "nodes", 1000)), "nodes: "),
                Arguments.of(Map.of("op", "run", "script", "f(x) = f(x - 1) + f(x - 2)\nf(100)", "limits", Map.of("millis", FOREVER)), "calls are nested"),
                Arguments.of(Map.of("op", "run", "script", "a = sin(y) + y^2\n" + "a = sin(a) + a^2\n".repeat(60) + "a", "limits",
                        Map.of("millis", FOREVER, "nodes", 10_000)), "nodes: "),
                Arguments.of(Map.of("op", "parse", "expr", "(".repeat(100_000) + "x"), "nesting is deeper than 1000 levels"),
                Arguments.of(Map.of("op", "parse", "expr", "2^3^2^9^9"), "a number would have more than "));
    }

    @ParameterizedTest
    @MethodSource("tooLargeWork")
    void workThatGrowsIsRefusedTheSameWayOnAnyMachine(Map<String, Object> request, String limit) throws IOException {
        String error = error(answer(request));
        assertThat(error).startsWith("limit " + limit);
        assertThat(error(answer(request))).isEqualTo(error);
    }

    @Test
    void aRequestGetsNoMoreThanTheCeiling() throws IOException {
        String script = JSON.std.asString(Map.of("op", "run", "script", "for k in 1..10000000 { x = k }", "limits",
                Map.of("millis", Long.MAX_VALUE, "nodes", 1e300, "depth", 1e9)));
        assertThat(error(new JsonLines(Files.NONE, Ceiling.STANDARD.with("nodes", 1000)).answer(script))).startsWith("limit nodes: more than 20000 ");
        assertThat(error(new JsonLines(Files.NONE, Ceiling.STANDARD.with("millis", 50)).answer(script))).isEqualTo("limit millis: the work takes longer than 50 ms");
        String deep = JSON.std.asString(request("parse", DEEP, Map.of("depth", 1_000)));
        assertThat(error(new JsonLines(Files.NONE, Ceiling.STANDARD.with("depth", 3)).answer(deep))).startsWith("limit depth: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"nodes\": 1.5}", "{\"millis\": 0}", "{\"depth\": -1}", "{\"millis\": \"2\"}"})
    void aLimitIsAPositiveWholeNumber(String limits) throws IOException {
        assertThat(error(new JsonLines(Files.NONE).answer("{\"op\": \"parse\", \"expr\": \"x\", \"limits\": " + limits + "}"))).startsWith("request limit '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"99999999999999999999\"", "99999999999999999999", "3000000000", "1.5", "-1", "\"4000000000\""})
    void aSizeBeyondAllTensorsIsAMistakeInTheRequest(String size) throws IOException {
        assertThat(error(new JsonLines(Files.NONE).answer("{\"op\": \"parse\", \"expr\": \"x\", \"decl\": {\"x\": [" + size + "]}}"))).startsWith("request a size of 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e99999999999", "\"1e99999999999\"", "\"-1.5E-99999999999\"", "\"1e400\""})
    void aValueThatOverflowsIsAMistakeInTheRequest(String value) throws IOException {
        assertThat(error(new JsonLines(Files.NONE).answer("{\"op\": \"eval\", \"expr\": \"x\", \"at\": {\"x\": " + value + "}}")))
                .startsWith("request the value of 'x'").containsAnyOf("beyond the range of doubles", "an exponent beyond all numbers");
    }

    @Test
    void readingALineIsBoundedToo() throws IOException {
        String values = "{\"id\": 7, \"op\": \"rows\", \"rows\": [" + "1,".repeat(10_000_001) + "1]}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(Files.NONE).run(new ByteArrayInputStream((values + "\n{\"id\": 8, \"op\": \"eval\", \"expr\": \"2+2\"}").getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).satisfiesExactly(
                first -> assertThat(first).contains("\"code\":\"limit\"", "values: "), second -> assertThat(second).isEqualTo("{\"id\":8,\"ok\":true,\"value\":4.0}"));
    }

    @Test
    void ofALineThatIsTooLongNothingIsKept() {
        LineText line = new LineText(3);
        "abc".chars().forEach(c -> line.append((char) c));
        assertThat(line.whole()).isEqualTo("abc");
        LineText longer = new LineText(3);
        "abcd".chars().forEach(c -> longer.append((char) c));
        assertThat(longer.isEmpty()).isFalse();
        assertThatThrownBy(longer::whole).isInstanceOf(FluxionException.class).hasMessage("characters: the line is longer than 3");
    }

    @Test
    void timeIsTheOutermostBound() throws IOException {
        Map<String, Object> request = Map.of("op", "run", "script", "for k in 1..10000000 { x = k }", "limits", Map.of("millis", 50, "nodes", 1_000_000_000));
        assertThat(error(answer(request))).isEqualTo("limit millis: the work takes longer than 50 ms");
    }

    @Test
    void aLineAfterOneThatExceededItsLimitIsAnswered() throws IOException {
        JsonLines lines = new JsonLines(Files.NONE);
        lines.answer(JSON.std.asString(request("diff", LARGE, Map.of("nodes", 5))));
        assertThat(lines.answer("{\"op\": \"eval\", \"expr\": \"1 + 1\"}")).containsEntry("value", 2.0);
    }
}
