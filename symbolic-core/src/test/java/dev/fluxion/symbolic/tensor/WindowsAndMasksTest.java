package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions, pooling and masks are printed as what they are, wherever they stand, and read back. */
class WindowsAndMasksTest {
    private static final String DECLARATIONS = "x[2,3,8,7] w[4,3,3,2] v[2,3,9] u[5,3,2] X[m,d,h,n] A[n,n] z[n] s[]";

    @ParameterizedTest
    @ValueSource(strings = {"conv(x, w)", "conv(x, w, 2)", "conv(x, w, 2, 1)", "conv(x, w, 1, 2)", "conv(v, u)", "conv(v, u, 3)", "maxpool(x, 2)", "maxpool(x, 3, 2)",
        "maxpool(x, 2, 1)", "maxpool(v, 3)", "avgpool(x, 2)", "avgpool(x, 3, 1)", "avgpool(v, 3)", "relu(conv(x, w))", "maxpool(relu(conv(x, w)), 2)", "2*s*conv(x, w)",
        "-avgpool(x, 2)/s", "sum(conv(x, w) .^ 2)", "maxpool(X, 2, 1)", "tensor(i = 1..n, j = 1..n: {i >= j: 1, else: 0})",
        "A .* tensor(i = 1..n, j = 1..n: {i >= j: 1, else: 0})", "softmax(A + tensor(i = 1..n, j = 1..n: {i < j: -1000, else: 0}))",
        "tensor(i = 1..n: {i > 2: z[i], else: 0})"})
    void eachIsPrintedAsItIsWritten(String formula) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(11));
        Expression expression = check.read(formula);
        assertThat(TextPrinter.text(expression)).isEqualTo(formula);
        check.requireRoundTrip(expression);
        assertThat(LatexPrinter.latex(expression)).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sum(conv(x, w).^2)       | w | tensor(i, j, k = 1..3, l = 1..2: 2*sum(m, r, s: x[m, j, k + r - 1, l + s - 1]*conv(x, w)[m, i, r, s]))
            sum(A.*tensor(i = 1..n, j = 1..n: if(i >= j, 1, 0))) | A | tensor(i = 1..n, j = 1..n: {i >= j: 1, else: 0})
            """)
    void derivativesMentionThemByTheirNames(String function, String by, String text) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(11));
        Expression derivative = Differentiation.derivative(check.read(function), check.symbol(by));
        assertThat(TextPrinter.text(derivative)).isEqualTo(text);
        check.requireRoundTrip(derivative);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(maxpool(x, 2).^2)", "sum(avgpool(x, 2).^2)", "sum(conv(x, w, 2, 1).^2)"})
    void whatHasNoShorterFormIsReadBackToo(String function) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(11));
        Expression derivative = Differentiation.derivative(check.read(function), check.symbol("x"));
        check.requireRoundTrip(derivative);
        check.requireDerivative(check.read(function), "x", derivative);
    }
}
