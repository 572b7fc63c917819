package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays of written numbers. */
class ArraysTest {
    private final TensorCheck check = TensorCheck.declare("x[] y[] w[2]", new Random(2));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [x, y]               | [1, 0]             | [0, 1]
            [x*y, x^2]           | [y, 2*x]           | [x, 0]
            [x, y; 1, x*y]       | [1, 0; 0, y]       | [0, 1; 0, x]
            [y^2, 3]             | zeros(2)           | [2*y, 0]
            [w'*w*x, sum(w)]     | [w'*w, 0]          | zeros(2)
            """)
    void derivativesByNumbersAreArraysAgain(String array, String byX, String byY) {
        Expression function = check.read(array);
        List<Expression> gradient = Differentiation.gradient(function, List.of(check.symbol("x"), check.symbol("y")));
        assertThat(gradient).isEqualTo(List.of(check.read(byX), check.read(byY)));
        assertThat(Differentiation.derivative(function, check.symbol("x"))).isEqualTo(gradient.getFirst());
        check.requireDerivative(function, "x", gradient.getFirst());
        check.requireDerivative(function, "y", gradient.getLast());
        gradient.forEach(check::requireRoundTrip);
    }
}
