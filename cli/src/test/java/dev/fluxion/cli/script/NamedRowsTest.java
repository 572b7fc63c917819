package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name of a row is one of a row wherever it stands, and in what is printed. */
class NamedRowsTest {
    private static final String DECLARED = "A in R[n, n]; x in R[n]\n";

    private static List<String> printed(String script) {
        List<String> printed = new ArrayList<>();
        new Session(output -> printed.add(output.text()), Files.NONE, progress -> { }).run(new Source("script", script));
        return printed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x'*A          | r*A          | A'*r'
            x'*A          | r*x          | r*x
            x'*A          | x*r          | x*r
            exp(x')       | r*A + r      | A'*r' + r'
            exp(x')       | sum(A*r')    | r*sum(A, 1)
            exp(x')       | r            | exp(x)
            exp(x')[1..n] | r*A          | A'*r'
            A*x           | A*r          | A*r
            """)
    void namesOfRowsAreWrittenAsRows(String row, String asked, String text) {
        assertThat(printed(DECLARED + "r = " + row + "\n" + asked)).containsExactly(text);
        assertThat(printed(DECLARED + "r = " + row + "\n" + text)).containsExactly(text);
    }

    @Test
    void aNameThatIsNoRowAnyMoreIsForgotten() {
        assertThat(printed(DECLARED + "r = exp(x')\nr = 2\nexp(x)'*x")).containsExactly("x'*exp(x)");
    }

    @Test
    void backpropagationWritesOutWhatIsARow() {
        assertThat(String.join("\n", printed("param W in R[2, 3]; x in R[2]\nz = x'*W\nshow grad(sum(sigmoid(z)), [W])"))).doesNotContain("z'", "z''");
    }
}
