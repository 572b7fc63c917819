package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Algebra and vector calculus as functions of the language. */
class AlgebraFormsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "simplify(sin(x)^2 + cos(x)^2) | 1",
        "expand((x + 1)^3) | x^3 + 3*x^2 + 3*x + 1",
        "factor(x^4 - 1) | (x - 1)*(x + 1)*(x^2 + 1)",
        "cancel((x^2 - 1)/(x - 1)) | x + 1",
        "together(1/x + 1/y) | (x + y)/(x*y)",
        "collect(x*y + x*z + x^2, x) | x^2 + x*(y + z)",
        "apart(1/(x^3 - x), x) | 1/(2*(x - 1)) - 1/x + 1/(2*(x + 1))",
        "apart(1/(x^2 - a^2), x) | -1/(2*a*(a + x)) - 1/(2*a*(a - x))",
        "apart((x^2 + 1)/((x - 1)^2*(x^2 + x + 1))) | 2/(3*(x - 1)^2) + 1/(3*(x^2 + x + 1))",
        "apart(x^4/(x^2 + 1)) | x^2 + 1/(x^2 + 1) - 1",
        "gcd(x^2 - 1, x^2 + 2*x + 1) | x + 1",
        "quotient(x^3 - 1, x - 1) | x^2 + x + 1",
        "remainder(x^3, x^2 + 1, x) | -x",
        "limit((x^2 - 1)/(x - 1), x, float(1)) | 2", "series((x^2 - 1)/(x - 1), x, float(1), 2) | 1 + x + O((x - 1)^2)",
        "resultant(x^2 - 2, x^3 - a, x) | a^2 - 8",
        "resultant(x - y, x^2 - 4, x) | y^2 - 4",
        "jacobian([x*y, x + sin(y)]) | [y, x; 1, cos(y)]",
        "jacobian([x*y, x + y], [y, x]) | [x, y; 1, 1]",
        "hessian(x^2*y) | [2*y, 2*x; 2*x, 0]",
        "laplacian(x^2 + y^3) | 6*y + 2",
        "divergence([x*y, y^2]) | 3*y",
        "curl([y*z, x*z^2, x*y]) | [x - 2*x*z, 0, z^2 - z]",
        "curl([-y, x]) | 2",
        "directional(x^2*y, [1, 2]) | 2*x*y + 2*x^2",
        "implicit(x^2 + y^2 == 25, y, x) | -x/y",
        "implicit(x*y - 1, y, x) | -y/x",
        "laplacian(log(x^2 + y^2), [x, y]) | 0",
        "laplacian(1/sqrt(x^2 + y^2 + z^2), [x, y, z]) | 0",
        "laplacian(sqrt(x^2 + y^2), [x, y]) | 1/sqrt(x^2 + y^2)",
        "divergence([x/sqrt(x^2 + y^2)^3, y/sqrt(x^2 + y^2)^3], [x, y]) | -1/(x^2 + y^2)^(3/2)",
        "curl([-y/(x^2 + y^2), x/(x^2 + y^2), 0], [x, y, z]) | [0, 0, 0]",
        "directional(log(x^2 + y^2), [1, 1]) | 2*(x + y)/(x^2 + y^2)",
        "directional(x^2*y, [3, 4]) | 6*x*y + 4*x^2",
        "implicit(x^3 + y^3 == 3*x*y, y, x) | (x^2 - y)/(x - y^2)",
        "implicit((x^2 + y^2)^2 == x^2 - y^2, y, x) | -x*(2*(x^2 + y^2) - 1)/(y*(2*(x^2 + y^2) + 1))",
        "implicit(x^2/4 + y^2/9 == 1, y, x) | -9*x/(4*y)",
        "diff(integrate(exp(-t^2), t, x, x^2), x) | 2*x*exp(-x^4) - exp(-x^2)",
        "diff(integrate(t^2*exp(-t), t, 0, x), x) | x^2*exp(-x)",
        "diff(integrate(sqrt(1 + t^2), t, 0, sin(x)), x) | sqrt(sin(x)^2 + 1)*cos(x)",
        "diff(integrate(sign(t), t, -1, x), x) | sign(x)",
        "diff(integrate(sin(x*t)/t, t, 1, 2), x) | (sin(2*x) - sin(x))/x",
    })
    void everyFormGivesItsValue(String text, String expected) {
        assertThat(Language.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "factor(x, y, z) | 'factor' takes 1 operand, but 3 were given",
        "apart(1/(x*y)) | 'apart' must be told which variable is meant",
        "apart(sin(x)/x, x) | sin(x)/x is no rational function of x",
        "resultant(1/x, x, x) | 1/x is no polynomial in x",
        "quotient(sin(x), x, x) | sin(x) is no polynomial in x",
        "curl([x, y, z, w]) | the curl is defined for fields with 2 or 3 entries, not 4",
        "divergence(x) | a vector such as [f, g] is expected here, but this is a scalar",
        "divergence([x*y, y], [x]) | 'divergence' of a field with 2 entries needs as many variables, but there are 1",
        "implicit(x + 1, y, x) | the equation does not depend on y",
        "implicit(x < 1, y, x) | this is no equation between two scalars",
        "equal(x, x) + 1 | 'equal' is true or false, and no number",
        "expand((x + 1)^(10^9)) | an exponent of a polynomial would exceed",
    })
    void whatIsWrittenWronglyIsRefusedWithItsReason(String text, String message) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
