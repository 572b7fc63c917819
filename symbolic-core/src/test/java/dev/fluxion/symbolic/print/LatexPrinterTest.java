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
}
