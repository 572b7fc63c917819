package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about malformed texts, and where. */
class MistakeTest {
    static Stream<Arguments> columns() {
        return Table.rows("""
                + => 2
                ^ => 1
                ( => 2
                () => 2
                )) => 1
                (x => 3
                (x)) => 4
                x+*y => 3
                x//y => 3
                x^^y => 3
                x-- => 4
                2 3 => 3
                x y z => 3
                1.2.3 => 4
                1..2 => 2
                . => 1
                .. => 1
                1.e. => 4
                x.y => 2
                x,y => 2
                max(,x) => 5
                max(x,) => 7
                sin(cos(x) => 11
                1-(2-(3-) => 9
                x%2 => 2
                x&y => 2
                ~x => 1
                `x` => 1
                x+y=z => 4
                x:y => 2
                é?x => 1
                x;y => 2
                A[..2] => 3
                5.' => 2
                """);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void theFirstOffendingColumnIsReported(String text, String column) {
        Source source = new Source("test", text);
        Diagnostic mistake = mistakes(() -> Reader.expression(source)).getFirst();
        assertThat(source.column(mistake.span().start())).as(mistake.message()).isEqualTo(Integer.parseInt(column));
        assertThat(mistake.code()).isEqualTo(Diagnostic.Code.SYNTAX);
    }

    static Stream<String> messages() {
        return """
                x + => expected an operand, but found the end of the text => write an operand behind +, or leave + out
                x^ => expected an operand, but found the end of the text => write an operand behind ^, or leave ^ out
                x*/y => expected an operand, but found '/' => write an operand behind *, or leave * out
                f( => expected an operand or ')', but found the end of the text => '(' in line 1 is not closed
                x y => expected an operator, but found 'y' => to multiply, write x*y
                sin x => expected an operator, but found 'x' => to call a function, write sin(x); to multiply, write * between the two
                2 3 => expected an operator, but found '3' => to multiply, write 2*3
                (x+1)2 => expected an operator, but found '2' => to multiply, write * before 2
                a||b => expected an operator, but found '|' => of two conditions, write or; between bars, write *
                2|x| => expected an operator, but found '|' => to multiply, write * before |
                x'y => expected an operator, but found 'y' => to multiply, write * before y
                f((x y) => expected an operator or ')', but found 'y' => to multiply, write x*y
                (x => expected an operator or ')', but found the end of the text => '(' in line 1 is not closed
                {x > 0: x => expected an operator or '}', but found the end of the text => '{' in line 1 is not closed
                (x] => expected an operator or ')', but found ']'
                [1 2] => expected an operator or ']', but found '2' => write , between entries
                [1, 2⏎3, 4] => expected an operator or ']', but found '3' => write ; between rows
                {x} => expected an operator or ':', but found '}'
                a = b => expected an operator, but found '=' => to compare, write ==; to define, begin with a name, f(x) or A[i, j]
                1..3 => expected an operator, but found '..' => a range a..b stands in sums, slices, loops and named operands
                f(1..3) => a range needs a name here => write x = a..b
                f(x = 1, 2) => an operand without a name stands behind a named one => put named operands last
                f(x = 1, x = 2) => 'x' stands here twice
                sum(i, i: 1) => 'i' stands here twice
                sum(i + 1: x) => expected ':', but found '+'
                {else: 1, x > 0: 2} => a case stands behind else => put else last
                ∂²/∂x f => the orders above and below do not agree in ∂²/∂x
                param => expected an operand, but found 'param' => 'param' is a word of the language, not a name
                a + not b => expected an operand, but found 'not' => put brackets around it: (not …)
                2^d/dx x => expected an operand, but found 'd/dx' => put brackets around it: (d/dx …)
                f(2*a = 3) => expected an operator or ')', but found '=' => write == to compare
                x & y => unexpected character '&' => write and
                "abc => this quote is not closed => a text ends with another quote on the same line
                \"""abc => this quote is not closed => prose ends with another \"""
                𝔸 => unexpected character '𝔸'
                """.lines().map(line -> line.replace("⏎", "\n"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theMessageSaysWhatWasExpectedAndTheHintAWayOut(String line) {
        List<String> row = List.of(line.split(" => "));
        Diagnostic mistake = mistakes(() -> Reader.expression(new Source("test", row.get(0)))).getFirst();
        assertThat(mistake.message()).isEqualTo(row.get(1));
        assertThat(mistake.hint()).isEqualTo(row.size() > 2 ? row.get(2) : "");
    }

    static Stream<String> verbs() {
        return """
                shw f => did you mean show?
                x = 1⏎shwo f(2) => did you mean show?
                improt "a.flx" => did you mean import?
                parma W in R[n] => did you mean param?
                asume x > 0 => did you mean assume?
                fro k in 1..3 {⏎} => did you mean for?
                for k in 1..3 { hsow k } => did you mean show?
                shw = 3 4 => to multiply, write 3*4
                2*shw f => to call a function, write shw(f); to multiply, write * between the two
                """.lines().map(line -> line.replace("⏎", "\n"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aMistypedVerbSuggestsTheNearestAtTheBeginOfAStatement(String line) {
        List<String> row = List.of(line.split(" => "));
        assertThat(mistakes(() -> Reader.script(new Source("test", row.get(0)))).getFirst().hint()).isEqualTo(row.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x^\n", "x^\n\n\n", "x^ # a comment\n", "x^\n  # a comment\n"})
    void whatIsMissingAtTheEndIsMissedBehindTheLastWord(String text) {
        assertThat(mistakes(() -> Reader.script(new Source("test", text))).getFirst().span()).isEqualTo(new Span(2, 3));
    }

    static Stream<Arguments> several() {
        return Table.rows("""
                x = *⏎y = 1⏎z = 2 3 => 1:5 3:7
                x = ?; y = "abc⏎z = 3 4 => 1:5 1:12 2:7
                x = (1 + 2⏎y = 3⏎z = x y => 1:11 3:7
                g(x) = f(x, [1, 2⏎h(x, y) = 3⏎* => 1:18 3:1
                for k in 1..3 { x = * }⏎y = )⏎z = 1 => 1:21 2:5
                for k in 1..3 {⏎x = 1 => 2:6
                f(x, 2) = 3⏎2 = x⏎f(a, a) = a => 1:9 2:3 3:6
                X in Q⏎param w in N => 1:6 2:12
                x = y +⏎z = 3⏎w = f(2 *⏎v = 3 => 1:8 3:10
                if x⏎for k 1..2 {} => 1:4 2:7
                """);
    }

    @ParameterizedTest
    @MethodSource("several")
    void independentMistakesAreAllReported(String text, String places) {
        Source source = new Source("test", text);
        assertThat(mistakes(() -> Reader.script(source)).stream().map(each -> source.line(each.span().start()) + ":"
                + source.column(each.span().start())).collect(Collectors.joining(" "))).isEqualTo(places);
    }

    @Test
    void noMoreThanTwentyMistakesAreReported() {
        assertThat(mistakes(() -> Reader.script(new Source("test", "x = *\n".repeat(100))))).hasSize(20);
    }

    static Stream<String> drawings() {
        return Stream.of("caret", "unicode", "long-line", "tab", "end", "limit", "mark");
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void drawingsPointAtTheOffendingText(String name) throws IOException {
        Source source = switch (name) {
            case "caret" -> new Source("loss.flx", "x = 1\ny = tanh(x + 1) 2\r\nz = 2");
            case "unicode" -> new Source("loss.flx", "y = \"😀𝔸\" θ₀");
            case "long-line" -> new Source("loss.flx", "y = " + "x + ".repeat(100) + "* " + "+ x".repeat(100));
            case "tab" -> new Source("loss.flx", "y =\t2 3\u0007");
            case "end" -> new Source("loss.flx", "y = f(x,\n  [1, 2");
            case "limit" -> new Source("loss.flx", "y = " + "(".repeat(2_000));
            default -> new Source("loss.flx", "\uFEFFy = $");
        };
        String drawn = mistakes(() -> Reader.script(source)).stream().map(each -> DiagnosticText.draw(source, each))
                .collect(Collectors.joining("\n"));
        assertThat(drawn).isEqualTo(golden(name));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = MistakeTest.class.getResourceAsStream("mistakes/" + name + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }

    private static List<Diagnostic> mistakes(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        return catchThrowableOfType(FluxionException.class, reading).diagnostics();
    }
}
