package dev.fluxion.symbolic.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.elaborate.Formulas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x | 0
            -5 | 0
            -x | 1
            -x*y | 2
            -3*x | 1
            x - 3 | 1
            1/2 | 1
            sqrt(x) | 1
            x^2 | 1
            x/y | 1
            -x^2 | 2
            max(x, y, z) | 2
            1/sqrt(x^2 + 1) | 4
            """)
    void operatorsAndApplicationsAreCountedAsPrinted(String text, int count) {
        assertThat(Operations.count(Formulas.parse(text))).isEqualTo(count);
    }
}
