package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Hessian by several tensors: a block for each pair. */
class HessianBlocksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hessian(sum((X*w + b - y).^2)/n, [w, b]) | w, w: 2*X'*X/n; w, b: 2*sum(X, 1)/n; b, w: 2*sum(X, 1)/n; b, b: 2
            hessian(sum(v.^2) + u*sum(v))            | u, u: 0; u, v: ones(d); v, u: ones(d); v, v: 2*I(d)
            hessian(sum(v.^2), v)                    | 2*I(d)
            hessian(b^2*c, [b, c])                   | [2*c, 2*b; 2*b, 0]
            """)
    void eachPairOfVariablesHasItsBlock(String asked, String expected) {
        List<String> printed = new ArrayList<>();
        new Session(output -> printed.add(output.text()), Files.NONE, progress -> { }).run(new Source("script",
                "X in R[n, d]; w in R[d]; y in R[n]; A in R[d, d]; param v in R[d]; param u = 0\n" + asked));
        assertThat(printed).containsExactly(expected.split("; (?=[a-z], |$)"));
    }
}
