package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.cli.script.Files;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are no request, and what an answer repeats of one that is. */
class JsonLineTest {
    private static List<String> answers(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(Files.NONE).run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String answer(String line) throws IOException {
        List<String> answers = answers(line + "\n");
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``                                              | null | empty",
        "`   `                                           | null | empty",
        "[1]                                             | null | no JSON object",
        "7                                               | null | no JSON object",
        "{\"id\":1,                                      | 1    | not JSON",
        "{\"id\":82,\"op\":\"eval\",\"expr\":\"2\"} tail | 82   | goes on after the object",
        "{\"id\":1,\"op\":\"eval\",\"expr\":\"2\"} {}    | 1    | goes on after the object",
        "{\"op\":\"eval\",\"op\":\"eval\",\"id\":3}      | 3    | 'op' is there twice",
        "{\"id\":3,\"id\":4}                             | 3    | 'id' is there twice",
        "{\"id\":5,\"op\":\"eval\",\"expr\":\"x\",\"at\":{\"x\":1,\"x\":2}} | 5 | 'x' is there twice",
        "{\"id\":6,\"op\":\"eval\",\"expr\":\"x\",\"at\":{\"x\":1e999}}     | 6 | beyond the range of doubles",
        "{\"id\":6,\"op\":\"eval\",\"expr\":\"x\",\"at\":{\"x\":\"-1e999\"}} | 6 | beyond the range of doubles",
        "{\"id\":7,\"op\":\"diff\",\"expr\":\"x\",\"wrt\":\"x\"}            | 7 | must be a list of names",
        "{\"id\":7,\"op\":\"gradient\",\"expr\":\"x\",\"wrt\":[]}           | 7 | at least one variable"})
    void isARequestError(String line, String id, String message) throws IOException {
        assertThat(answer(line)).startsWith("{\"id\":" + id + ",\"ok\":false,\"error\":{\"code\":\"request\"").contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1.50", "-0", "\"\\ud800\"", "\"a\\u0041\"", "{\"a\": [1, {}]}", "[ ]", "123456789012345678901234567890", "true", "null"})
    void anIdentityIsRepeatedToTheLetter(String id) throws IOException {
        String end = ",\"ok\":true,\"value\":2.0}";
        assertThat(answer("{\"id\": " + id + " , \"op\":\"eval\",\"expr\":\"2\"}")).isEqualTo("{\"id\":" + id + end);
        assertThat(answer("{\"op\":\"eval\",\"expr\":\"2\",\"id\":" + id + "}")).isEqualTo("{\"id\":" + id + end);
    }

    @Test
    void everyLineHasItsAnswer() throws IOException {
        assertThat(answers("\n{\"op\":\"eval\",\"expr\":\"1\"}\r\n\r\n{}")).hasSize(4);
    }

    @Test
    void aValueForWhatDoesNotOccurIsRefusedUnlessDeclared() throws IOException {
        assertThat(answer("{\"op\":\"eval\",\"expr\":\"x\",\"at\":{\"x\":1,\"y\":2}}")).contains("\"code\":\"name\"", "'y', which is no variable of this");
        assertThat(answer("{\"op\":\"eval\",\"expr\":\"pi\",\"at\":{\"pi\":3}}")).contains("\"code\":\"name\"", "'pi'");
        assertThat(answer("{\"op\":\"eval\",\"expr\":\"x\",\"decl\":{\"x\":[],\"y\":[]},\"at\":{\"x\":1,\"y\":2}}")).contains("\"value\":1.0");
        assertThat(answer("{\"op\":\"diff\",\"expr\":\"7\",\"wrt\":[\"x\"],\"at\":{\"x\":1}}")).contains("\"value\":0.0");
        assertThat(answer("{\"op\":\"eval\",\"expr\":\"x - x\",\"at\":{\"x\":1}}")).contains("\"value\":0.0");
        assertThat(answer("{\"op\":\"diff\",\"expr\":\"x+y\",\"wrt\":[\"x\"],\"at\":{\"x\":1,\"y\":2}}")).contains("\"value\":1.0");
    }

    // Expected: mpmath at 60 digits. Double precision leaves no digit of these differences.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"op\":\"integrate\",\"expr\":\"x^12*exp(-x)\",\"from\":\"0\",\"to\":\"1/10\"     | 7.010337698741507E-15",
        "\"op\":\"integrate\",\"expr\":\"1/(x^2+1)^5\",\"from\":\"1000\",\"to\":\"inf\"    | 1.1111065656681042E-28",
        "\"op\":\"integrate\",\"expr\":\"x^15*sin(x)\",\"from\":\"0\",\"to\":\"1\"         | 0.050439907651901324",
        "\"op\":\"integrate\",\"expr\":\"exp(x)\",\"from\":\"0\",\"to\":\"10^-20\"        | 1.0E-20",
        "\"op\":\"integrate\",\"expr\":\"cos(x)\",\"from\":\"0\",\"to\":\"pi\"             | 0.0",
        "\"op\":\"limit\",\"expr\":\"exp(x)*895014631192902121-2432902008176640000\",\"to\":\"1\" | 0.12380383076256996",
        "\"op\":\"limit\",\"expr\":\"sin(x)\",\"to\":\"pi*10^20\"                         | 0.0",
        "\"op\":\"limit\",\"expr\":\"exp(x)\",\"to\":\"inf\"                              | \"inf\""})
    void theValueOfAnExactAnswerIsRoundedOnce(String request, String value) throws IOException {
        assertThat(answer("{" + request + ",\"var\":\"x\",\"limits\":{\"millis\":60000}}")).contains("\"value\":" + value);
    }

    @Test
    void aDerivationTellsNoStepTwice() throws IOException {
        Map<String, Object> answer = JSON.std.mapFrom(answer("{\"op\":\"derive\",\"expr\":\"sin(x)*x^2\",\"wrt\":[\"x\"]}"));
        assertThat((List<?>) answer.get("steps")).extracting(step -> ((Map<?, ?>) step).get("text")).doesNotHaveDuplicates().hasSizeGreaterThan(3);
    }

    @Test
    void functionsOfOneLetterAreVariablesWhereTheyAreDeclared() throws IOException {
        for (String name : List.of("O", "N", "I")) {
            assertThat(answer("{\"op\":\"gradient\",\"expr\":\"sum(" + name + ".^2)\",\"wrt\":[\"" + name + "\"],\"decl\":{\"" + name + "\":[\"n\"]}}"))
                    .contains("\"text\":\"2*" + name + "\"");
        }
    }

    // What is agreed on at kinks is not the value where the function has a derivative.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"op\":\"diff\",\"expr\":\"abs(x)\",\"wrt\":[\"x\"],\"at\":{\"x\":0}} | \"value\":0.0,\"conventions\":[\"at x = 0, where its difference quotient is -1 from",
        "{\"op\":\"diff\",\"expr\":\"abs(x*sin(x))\",\"wrt\":[\"x\",\"x\"],\"at\":{\"x\":0}} | \"value\":2.0,\"conventions\":[\"at x*sin(x) = 0: abs'(0) = 0\"",
        "{\"op\":\"diff\",\"expr\":\"relu(x) - relu(-x)\",\"wrt\":[\"x\"],\"at\":{\"x\":0}} | \"value\":1.0",
        "{\"op\":\"diff\",\"expr\":\"abs(x)\",\"wrt\":[\"x\"],\"at\":{\"x\":0}} | \"value\":0.0",
        "{\"op\":\"diff\",\"expr\":\"sqrt(x^4)\",\"wrt\":[\"x\"],\"at\":{\"x\":0}} | \"value\":0.0",
        "{\"op\":\"diff\",\"expr\":\"cbrt(x^3)\",\"wrt\":[\"x\"],\"at\":{\"x\":0}} | \"value\":1.0",
        "{\"op\":\"diff\",\"expr\":\"sqrt(log2(x)^4)\",\"wrt\":[\"x\",\"x\"],\"at\":{\"x\":1}} | \"value\":4.1627",
        "{\"op\":\"diff\",\"expr\":\"sqrt(x^4)*y\",\"wrt\":[\"x\"],\"at\":{\"x\":0,\"y\":3}} | \"value\":0.0",
        "{\"op\":\"diff\",\"expr\":\"sqrt(x^2)^3\",\"wrt\":[\"x\",\"x\"],\"at\":{\"x\":0}} | \"value\":0.0",
        "{\"op\":\"diff\",\"expr\":\"log(x)*x\",\"wrt\":[\"x\"],\"at\":{\"x\":-1}} | \"value\":\"nan\"",
        "{\"op\":\"diff\",\"expr\":\"x*sin(1/x)\",\"wrt\":[\"x\"],\"at\":{\"x\":0}} | \"value\":\"nan\"",
        "{\"op\":\"diff\",\"expr\":\"{x <= 1: x^2, else: 2*x}\",\"wrt\":[\"x\"],\"at\":{\"x\":1}} | \"value\":\"nan\"",
        "{\"op\":\"eval\",\"expr\":\"solve([a*x + y == 1, x - y == 0], [x, y])\",\"at\":{\"a\":-1}} | \"value\":[\"nan\",\"nan\"],\"conditions\":[\"a != -1\"]",
        "{\"op\":\"eval\",\"expr\":\"solve([a*x + y == 1, x - y == 0], [x, y])\",\"at\":{\"a\":1}} | \"value\":[0.5,0.5],\"conditions\":[\"a != -1\"]",
        "{\"op\":\"diff\",\"expr\":\"integrate(exp(-t^2*x), t, 0, 2)\",\"wrt\":[\"x\"]} | \"conditions\":[\"x > 0\"]",
        "{\"op\":\"limit\",\"expr\":\"sin(a*x)/sin(b*x)\",\"var\":\"x\",\"to\":\"0\"} | \"conditions\":[\"b != 0\"]",
        "{\"op\":\"series\",\"expr\":\"sqrt(a^2 + x)\",\"var\":\"x\",\"about\":\"0\",\"terms\":1} | \"conditions\":[\"a != 0\"]"})
    void anAnswerTellsWhatItRestsOn(String request, String told) throws IOException {
        assertThat(answer(request.replaceFirst("\\{", "{\"limits\":{\"millis\":60000},"))).contains(told);
    }
}
