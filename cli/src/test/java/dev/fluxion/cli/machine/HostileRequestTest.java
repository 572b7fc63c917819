package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.cli.script.Files;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What explodes is answered, or refused by the name of a limit, within the budget that a request has of itself: two seconds and a million nodes. */
class HostileRequestTest {
    private static final long MOST_SECONDS = 4; // the two of the budget, those to load what has never run, and those of a machine that does other work

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("1,001 brackets", Map.of("op", "parse", "expr", "(".repeat(1_001) + "x" + ")".repeat(1_001)), "nesting is deeper than 1000 levels"),
                Arguments.of("depth 100,000 by definitions",
                Map.of("op", "run", "script", "a = x\nfor k in 1..100000 { a = sin(a) }\nd = diff(a, x)\nsubs(d, x = 0.5)"), ""),
                Arguments.of("a tower of powers", Map.of("op", "eval", "expr", "9^9^9^9"), "a number would have more than"),
                Arguments.of("a power written out", Map.of("op", "expand", "expr", "(x+1)^(10^9)"), "an exponent of a polynomial would exceed"),
                Arguments.of("a sum written out", Map.of("op", "expand", "expr", "(a + b + c + d + f + g + h)^40"), ""),
                Arguments.of("a derivative of order 60", Map.of("op", "diff", "expr", "tan(x)^x", "wrt", IntStream.range(0, 60).mapToObj(i -> "x").toList()), ""),
                Arguments.of("a system of equations", Map.of("op", "run", "script", system(10)), ""),
                Arguments.of("factors", Map.of("op", "factor", "expr", "(x^40 + 3*x^7*y^11 + y^31 + 1)*(x^33 - 5*y^29*z^7 + x*z + 2)*(z^19 + x^5*y^3 + 7) + 1"), ""),
                Arguments.of("digits", Map.of("op", "run", "script", "N(gamma(1/3) + erf(3), 10000)"), ""),
                Arguments.of("a sum over a common denominator",
                Map.of("op", "together", "expr", "1/(a+b)+1/(b+c)+1/(c+d)+1/(d+f)+1/(f+g)+1/(g+h)+1/(h+a)+1/(a+c+d)+1/(b+d+g)+1/(a+f+h)"), ""));
    }

    private static String system(int unknowns) {
        String equations = IntStream.range(0, unknowns)
                .mapToObj(i -> IntStream.range(0, unknowns).mapToObj(k -> "a" + i + "b" + k + "*x" + k).collect(Collectors.joining(" + "))
                + " == c" + i).collect(Collectors.joining(", "));
        return "solve([" + equations + "], [" + IntStream.range(0, unknowns).mapToObj(k -> "x" + k).collect(Collectors.joining(", ")) + "])";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void itIsAnsweredOrNamesTheLimit(String what, Map<String, Object> request, String message) throws IOException {
        long start = System.nanoTime();
        Map<String, Object> answer = new JsonLines(Files.NONE).answer(JSON.std.asString(request));
        assertThat(System.nanoTime() - start).as(what).isLessThan(MOST_SECONDS * 1_000_000_000L);
        if (answer.get("ok").equals(false) || !message.isEmpty()) {
            Map<?, ?> error = (Map<?, ?>) answer.get("error");
            assertThat(error.get("code")).as("%s: %s", what, error).isEqualTo("limit");
            assertThat((String) error.get("message")).as(what).contains(message);
        }
    }
}
