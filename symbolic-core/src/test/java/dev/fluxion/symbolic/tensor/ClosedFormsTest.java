package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Layout;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives as people write them: what terms have in common stands once. */
class ClosedFormsTest {
    private static final String DECLARATIONS = "A[n,n] B[d,d] S[n,n] X[n,d] M[k,d] R[n,k] x[n] y[n] s[n] p[n] c[] T[n,d,k]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tr(B*X'*X)                                           | X | X*(B + B')
            tr(B*X'*diag(s)*X)                                   | X | diag(s)*X*(B + B')
            (x.*y)'*A*(x.*y)                                     | x | y .* ((A + A')*(x .* y))
            sum(p.*log(p./softmax(x)))                           | x | sum(p)*softmax(x) - p
            sum(log(2*p.*sigmoid(x)))                            | x | sigmoid(-x)
            sum(i, j: R[i,j]*sum(l: (X[i,l] - M[j,l])^2))        | M | 2*diag(sum(R, 1))*M - 2*R'*X
            x[1]                                                 | x | I(n)[:, 1]
            sum(softmax(x).*logsoftmax(x))                       | x | (logsoftmax(x) - logsoftmax(x)'*softmax(x)) .* softmax(x)
            normF(x*x')                                          | x | 2*x
            sum(sqrt(x.^2))                                      | x | sign(x)
            inv(x*y' + I(n))*s                                   | x | -y'*inv(x*y' + I(n))*s*inv(x*y' + I(n))
            x'*A*x*s                                             | s | x'*A*x*I(n)
            x./sum(x)./y                                         | y | -diag(x ./ y .^ 2)/sum(x)
            tensor(i, j: exp(-(x[i] - y[j])^2))                  | x | tensor(i, j, k: -2*exp(-(x[i] - y[j])^2)*(x[i] - y[j])*I(n)[i, k])
            X./sum(X, 1)                                         | X | tensor(i, j, k, l: I(n)[i, k]*I(d)[j, l]/sum(X, 1)[j] - X[i, j]*I(d)[j, l]/sum(X, 1)[j]^2)
            c*A[1, 2]                                            | A | c*I(n)[:, 1]*I(n)[:, 2]'
            log(softmax(x)[2])                                   | x | I(n)[:, 2] - softmax(x)
            sum(X[:, 2].*x)                                      | X | x*I(d)[:, 2]'
            T[1, 2, 1]                                           | T | tensor(i, j, l: I(d)[j, 2]*I(k)[l, 1]*I(n)[i, 1])
            tr(S^5)                                              | S | 5*S'^4
            tr(inv(S))                                           | S | -inv(S)'^2
            tr(inv(S)^3)                                         | S | -3*inv(S)'^4
            tr((c*S)^4)                                          | c | 4*c^3*tr(S^4)
            det(S^3)                                             | S | 3*det(S)^2*adj(S)'
            logdet(S*(S*S))                                      | S | 3*inv(S)'
            logdet((S*S)'*S')                                    | S | 3*inv(S)'
            tr(inv(X*X' + c*I(n))*S)                             | X | -inv(X*X' + c*I(n))*(S + S')*inv(X*X' + c*I(n))*X
            """)
    void whatTermsShareIsWrittenOnce(String function, String by, String text) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(7));
        Expression derivative = Differentiation.derivative(Stabilizer.stabilize(check.read(function)).expression(), check.symbol(by));
        assertThat(TextPrinter.text(derivative)).isEqualTo(text);
        check.requireRoundTrip(derivative);
        check.requireDerivative(check.read(function), by, derivative);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"S^2 | S | kron(S', I(n)) + kron(I(n), S)", "S*S*S | S | kron(S'*S', I(n)) + kron(I(n), S*S) + kron(S', S)", "X.^2 | X | 2*diag(vec(X))",
        "sin(X) | X | diag(vec(cos(X)))", "S*X*B | X | kron(B', S)", "S*X - X*B | X | kron(I(d), S) - kron(B', I(n))"})
    void derivativesOfMatricesByMatricesAreKroneckerProducts(String function, String by, String text) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(7));
        Expression expression = check.read(function);
        Expression derivative = Layout.VEC.of(Differentiation.derivative(expression, check.symbol(by)), expression.shape(), List.of(check.symbol(by)));
        assertThat(TextPrinter.text(derivative)).isEqualTo(text);
        check.requireRoundTrip(derivative);
    }
}
