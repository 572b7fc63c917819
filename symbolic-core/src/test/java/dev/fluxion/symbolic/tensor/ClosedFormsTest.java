package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives as people write them: what terms have in common stands once. */
class ClosedFormsTest {
    private static final String DECLARATIONS = "A[n,n] B[d,d] S[n,n] X[n,d] M[k,d] R[n,k] x[n] y[n] s[n] p[n] c[]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tr(B*X'*X)                                           | X | X*(B + B')
            tr(B*X'*diag(s)*X)                                   | X | diag(s)*X*(B + B')
            (x.*y)'*A*(x.*y)                                     | x | y .* ((A + A')*(x .* y))
            sum(p.*log(p./softmax(x)))                           | x | sum(p)*softmax(x) - p
            sum(log(2*p.*sigmoid(x)))                            | x | sigmoid(-x)
            sum(i, j: R[i,j]*sum(l: (X[i,l] - M[j,l])^2))        | M | 2*diag(sum(R, 1))*M - 2*R'*X
            tr(inv(X*X' + c*I(n))*S)                             | X | -inv(X*X' + c*I(n))*(S + S')*inv(X*X' + c*I(n))*X
            """)
    void whatTermsShareIsWrittenOnce(String function, String by, String text) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(7));
        Expression derivative = Differentiation.derivative(Stabilizer.stabilize(check.read(function)).expression(), check.symbol(by));
        assertThat(TextPrinter.text(derivative)).isEqualTo(text);
        check.requireRoundTrip(derivative);
        check.requireDerivative(check.read(function), by, derivative);
    }
}
