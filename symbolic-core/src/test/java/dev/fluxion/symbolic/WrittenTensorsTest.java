package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.algebra.Equality;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTensorsTest {
    private static String simplified(String text) {
        return Simplifier.shortest(Language.parse(text), Assumptions.NONE, Budget.standard()).expression().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "det([cos(t), -sin(t); sin(t), cos(t)]) | 1", "det([a, b; c, d]) | a*d - b*c", "tr([a, b; c, d]) | a + d",
        "det(jacobian([r*cos(t), r*sin(t)], [r, t])) | r", "det([1, 2; 3, 4]) | -2", "det([0, 1, 0; 0, 0, 1; 1, 0, 0]) | 1",
        "det([x, 0, 0, 1; 0, x, 0, 0; 0, 0, x, 0; 1, 0, 0, x]) | x^4 - x^2", "det([1, 2; 3, 4] - x*I(2)) | x*(x - 5) - 2",
        "inv([cos(t), -sin(t); sin(t), cos(t)]) | [cos(t), sin(t); -sin(t), cos(t)]", "2 + 3*tr([a, b; c, a]) | 6*a + 2",
        "inv([2, 0; 0, x]) | [1/2, 0; 0, 1/x]", "[a, b]'*[c, d] | a*c + b*d", "exp(log(det([x^2 + 1, 0; 0, 1]))) | x^2 + 1",
    })
    void smallTensorsAreWrittenInTheirEntries(String tensors, String entries) {
        assertThat(simplified(tensors)).isEqualTo(entries);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"det([a, b; c, d])^2 | a^2*d^2 - 2*a*b*c*d + b^2*c^2", "tr([x, 1; 2, x])*x | 2*x^2",
        "det([1, 1, 1; a, b, c; a^2, b^2, c^2]) | (b - a)*(c - a)*(c - b)"})
    void soDoesPolynomialAlgebra(String tensors, String entries) {
        assertThat(Polynomials.expand(Language.parse(tensors), Budget.standard())).isEqualTo(Polynomials.expand(Language.parse(entries), Budget.standard()));
    }

    // An inverse that does not exist is none of the entries.
    @ParameterizedTest
    @ValueSource(strings = {"inv([x, 2*x; y, 2*y])", "det([a, b, c, d, e; b, c, d, e, a; c, d, e, a, b; d, e, a, b, c; e, a, b, c, d])"})
    void whatHasNoneOrManyStaysWhole(String tensors) {
        assertThat(WrittenTensors.of(Language.parse(tensors))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"det([a, b; c, d]) | a*d - b*c", "det([a, b; c, d]) | -det([b, a; d, c])", "tr([a, b; c, d]*[a, b; c, d]) | a^2 + 2*b*c + d^2"})
    void equalityKnowsTheEntries(String first, String second) {
        assertThat(Equality.of(Language.parse(first), Language.parse(second), Assumptions.NONE, Budget.standard())).isInstanceOf(Equality.Equal.class);
    }
}
