package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Files;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests with integrals and limits in their formulas. */
class BoundVariablesTest {
    private static String answer(String request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(Files.NONE).run(new ByteArrayInputStream((request.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).trim();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'integrate(t*x, t, 0, 1)'   | 2    | 1.0",
        "'limit(sin(h*x)/h, h, 0)'   | 3    | 3.0",
        "'subs(u*x, u = 5)'          | 2    | 10.0",
        "'integrate(1/t, t, x, 1)'   | 0.5  | 0.6931471805599453",
        "'integrate(t^x, t, 0, 1)'   | 2    | 0.3333333333333333",
        "'integrate(exp(x*t), t, 0, 1)' | 0 | 1.0"})
    void boundVariablesAreNotDeclaredAndNumbersArePutInWhereNeeded(String formula, String x, String value) throws IOException {
        assertThat(answer("{'op':'eval','expr':" + formula + ",'decl':{'x':[]},'at':{'x':" + x + "}}")).contains("\"ok\":true,\"value\":" + value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'diff(u^2*x, u)'| u", "'integrate(t*x, t)'| t", "'integrate(t*x, t, 0, 1) + t'| t", "'y*x'| y"})
    void freeOnesStillHaveToBe(String formula, String name) throws IOException {
        assertThat(answer("{'op':'simplify','expr':" + formula + ",'decl':{'x':[]}}")).contains("unknown name " + name);
    }
}
