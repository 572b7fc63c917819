package dev.fluxion.symbolic.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexPrinterTest {
    private static String latex(String text) {
        return LatexPrinter.latex(Reader.expression(new Source("test", text)), Set.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "y*2*x | y \\cdot 2 x", "sin(x)*0 + cos(x)*1 | \\sin(x) \\cdot 0 + \\cos(x) \\cdot 1", "(x + 1)*2 | (x + 1) \\cdot 2",
        "x*3*t^2 | x \\cdot 3 t^{2}", "y*2^x | y \\cdot 2^{x}", "2*3*x | 2 \\cdot 3 x", "x^2*3 | x^{2} \\cdot 3"
    })
    void aNumberBehindAFactorHasADot(String text, String expected) {
        assertThat(latex(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2*x*y | 2 x y", "2*(x + 1) | 2 (x + 1)", "x*y^2 | x y^{2}", "x*sin(2*x) | x \\sin(2 x)", "-1*x | -x"})
    void otherFactorsStandSideBySide(String text, String expected) {
        assertThat(latex(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"I(n)[:, 2] | \\mathbf{e}_{2}", "I(n)[i, j] | \\delta_{ij}", "I(n)[i, 2]*x | \\delta_{i,2} x"})
    void columnsOfTheIdentityAreUnitVectors(String text, String expected) {
        assertThat(latex(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"inv(x*x' + I(d))*x | {(x x^{\\top} + \\mathbf{I}_{d})}^{-1} x", "inv(A)*x | {A}^{-1} x", "inv(X'*X) | {(X^{\\top} X)}^{-1}",
        "hypot(x + 1, y) | \\sqrt{(x + 1)^{2}+y^{2}}"})
    void operandsOfPowersAreClosed(String text, String expected) {
        assertThat(latex(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"sum(x)^2; \\left(\\sum (x)\\right)^{2}", "sum(x)*y; \\left(\\sum (x)\\right) y", "y*sum(x); y \\sum (x)",
            "sum(i = 1..n: 1/i)^2; \\left(\\sum_{i=1}^{n} \\frac{1}{i}\\right)^{2}",
        "2*sum(i = 1..n: i)/n; \\frac{2 \\sum_{i=1}^{n} i}{n}", "logdet(A + B)^2; \\left(\\ln\\left|\\det (A + B)\\right|\\right)^{2}",
        "tensor(i, k = 1..3: k*x[i]^2); \\left[k x_{i}^{2}\\right]_{i,1 \\le k \\le 3}",
        "sum(x) + sum(y); \\sum (x) + \\sum (y)"})
    void largeOperatorsAreClosedTowardsWhatFollows(String text, String expected) {
        assertThat(latex(text)).isEqualTo(expected);
    }
}
