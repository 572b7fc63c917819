package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities of linear algebra, of functions along axes and of entries: {@code simplify} finds what is left. */
class TensorIdentitiesTest {
    private static final String DIFFERENCES = """
            x'*A*x - x'*A'*x
            det(diag(x)) - prod(x)
            sum(softmax(x)) - 1
            tr(A) - tr(A')
            tr(A*B) - tr(B*A)
            (A*B)' - B'*A'
            inv(inv(A)) - A
            det(A') - det(A)
            norm2(x)^2 - x'*x
            sum(x) - ones(n)'*x
            tr(A*B*C) - tr(C*A*B)
            tr(A'*B) - tr(B'*A)
            tr(A'*B) - sum(A.*B)
            normF(A)^2 - tr(A'*A)
            normF(A)^2 - sum(A.^2)
            x'*y - y'*x
            tr(x*y') - y'*x
            det(inv(A)) - 1/det(A)
            det(A*B) - det(A)*det(B)
            inv(A*B) - inv(B)*inv(A)
            inv(A') - inv(A)'
            A*inv(A) - I(n)
            inv(A)*A - I(n)
            inv(A)*A*x - x
            logdet(A') - logdet(A)
            logdet(inv(A)) + logdet(A)
            logdet(2*A) - logdet(A) - n*log(2)
            det(2*A) - 2^n*det(A)
            det(s*A) - s^n*det(A)
            inv(2*A) - inv(A)/2
            inv(s*A) - inv(A)/s
            (A')' - A
            (A + B)' - A' - B'
            tr(A + B) - tr(A) - tr(B)
            tr(I(n)) - n
            sum(ones(n)) - n
            mean(x) - sum(x)/n
            diag(x)*y - x.*y
            diag(diag(x)) - x
            sum(diag(A)) - tr(A)
            x'*diag(y)*x - sum(y.*x.^2)
            diag(x)*diag(y) - diag(x.*y)
            inv(diag(x)) - diag(1 ./ x)
            logdet(diag(x)) - sum(log(abs(x)))
            log(det(diag(exp(x)))) - sum(x)
            logsumexp(x + s) - logsumexp(x) - s
            softmax(x + s) - softmax(x)
            logsoftmax(x) - log(softmax(x))
            sum(exp(logsoftmax(x))) - 1
            sum(softmax(X), 2) - ones(n)
            sum(softmax(X)) - n
            norm2(2*x) - 2*norm2(x)
            norm2(-x) - norm2(x)
            norm2(s*x) - abs(s)*norm2(x)
            norm1(-x) - norm1(x)
            (X*w)' - w'*X'
            X*(w + w) - 2*X*w
            A*(B + C) - A*B - A*C
            (A + B)*x - A*x - B*x
            (A*B)*C - A*(B*C)
            A^2 - A*A
            A^3 - A*A*A
            (A + I(n))^2 - A^2 - 2*A - I(n)
            I(n)*A - A
            A*I(n)*x - A*x
            outer(x, y) - x*y'
            outer(x, y)' - outer(y, x)
            dot(x, y) - x'*y
            sum(outer(x, y)) - sum(x)*sum(y)
            sum(A*x) - sum(A, 1)'*x
            ones(n)'*A*ones(n) - sum(A)
            sum(sum(A, 1)) - sum(A)
            sum(A, 1) - sum(A', 2)
            mean(A, 1) - mean(A', 2)
            mean(A) - sum(A)/n^2
            (x - mean(x))'*ones(n)
            sum(x - mean(x))
            kron(A, B)' - kron(A', B')
            vec(A)'*vec(B) - tr(A'*B)
            kron(I(n), A)*vec(B) - vec(A*B)
            adj(A)*A - det(A)*I(n)
            adj(A) - det(A)*inv(A)
            solve(A, x) - inv(A)*x
            solve(A, A*x) - x
            A*solve(A, x) - x
            x'*(A - A')*x
            tr(A - A')
            (A - A')' + A - A'
            x'*A*y - y'*A'*x
            det(A)*det(inv(A)) - 1
            det(I(n)) - 1
            logdet(I(n))
            tr(A*B - B*A)
            max(-x) + min(x)
            sum(abs(x)) - norm1(x)
            prod(2*x) - 2^n*prod(x)
            log(prod(exp(x))) - sum(x)
            prod(x.*y) - prod(x)*prod(y)
            sigmoid(x) + sigmoid(-x) - 1
            tanh(x) - (2*sigmoid(2*x) - 1)
            exp(x).*exp(-x) - 1
            sin(x).^2 + cos(x).^2 - 1
            log(exp(x)) - x
            (x + y).^2 - x.^2 - 2*x.*y - y.^2
            norm2(x + y)^2 - norm2(x)^2 - 2*x'*y - norm2(y)^2
            norm2(x - y)^2 + norm2(x + y)^2 - 2*norm2(x)^2 - 2*norm2(y)^2
            (x'*y)^2 - x'*y*y'*x
            normF(x*y') - norm2(x)*norm2(y)
            tr(x*x') - norm2(x)^2
            (X'*X)' - X'*X
            normF(A') - normF(A)
            sum(concat(x, y)) - sum(x) - sum(y)
            max(x + s) - max(x) - s
            max(2*x) - 2*max(x)
            inv(A)*inv(B) - inv(B*A)
            det(-A) - (-1)^n*det(A)
            tr(kron(A, B)) - tr(A)*tr(B)
            det(kron(A,B)) - det(A)^n*det(B)^n
            inv(kron(A,B)) - kron(inv(A), inv(B))
            cumsum(x + y) - cumsum(x) - cumsum(y)
            cumsum(s*x - 2*y) - s*cumsum(x) + 2*cumsum(y)
            cumsum(A + A', 1) - cumsum(A, 1) - cumsum(A', 1)
            concat(x, w)'*concat(x, w) - x'*x - w'*w
            concat(X, A, 2)*concat(X, A, 2)' - X*X' - A*A'
            inv(I(n) + A)*A - A*inv(I(n) + A)
            inv(A + B)*A + inv(A + B)*B - I(n)
            A*inv(A + B)*B - B*inv(A + B)*A
            inv(X'*X + s*I(d))*X'*X*w + s*inv(X'*X + s*I(d))*w - w
            tr(A*x*x') - x'*A*x
            """;

    private final TensorCheck check = TensorCheck.declare("x[n] y[n] A[n,n] B[n,n] C[n,n] X[n,d] Y[d,n] w[d] s[] t[]", new Random(21));

    TensorIdentitiesTest() {
        for (String matrix : List.of("A", "B", "C")) {
            for (int i = 0; i < 5; i++) {
                check.data().get(matrix).entries()[6 * i] += 2;
            }
        }
        check.data().get("x").entries()[1] *= -1;
        check.data().get("s").entries()[0] *= -1;
    }

    static Stream<String> differences() {
        return DIFFERENCES.lines();
    }

    private static Expression simplified(Expression expression) {
        return Simplifier.simplify(expression, Assumptions.NONE, Budget.unhurried()).expression();
    }

    @ParameterizedTest
    @MethodSource("differences")
    void whatIsEqualHasTheDifferenceZero(String difference) {
        Expression expression = check.read(difference);
        assertThat(Arrays.stream(check.value(expression).entries()).allMatch(entry -> Math.abs(entry) < 1e-9)).as("an identity").isTrue();
        assertThat(simplified(expression)).isEqualTo(Elementwise.zero(expression.shape()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            det(diag(x))                      | prod(x)
            sum(softmax(x))                   | 1
            sum(softmax(X))                   | n
            sum(softmax(X, 1))                | d
            sum(softmax(X).*X)                | sum(X .* softmax(X))
            softmax(x + s)                    | softmax(x)
            softmax(X + s, 1)                 | softmax(X, 1)
            logsumexp(X + outer(x, ones(d)))  | x + logsumexp(X)
            logsumexp(X + w)                  | logsumexp(X + w)
            exp(logsoftmax(X))                | softmax(X)
            sin(x).^2 + cos(x).^2             | ones(n)
            det(A)*inv(A)                     | adj(A)
            adj(A)/det(A)                     | inv(A)
            sum(x - mean(x))                  | 0
            sum(s*ones(n, d))                 | d*n*s
            sum(outer(x, ones(d)) + X)        | d*sum(x) + sum(X)
            tr(A - A') + tr(B)                | tr(B)
            x'*A*y + y'*A'*x                  | 2*x'*A*y
            max(-2*x)                         | -2*min(x)
            exp(x).*exp(-x)                   | ones(n)
            abs(-x)                           | abs(x)
            log(exp(x)) + y                   | x + y
            det(A*B)/det(B)                   | det(A)
            inv(A*B)*A                        | inv(B)
            """)
    void whatIsLeftIsShort(String written, String shortest) {
        Expression expression = check.read(written);
        Expression after = simplified(expression);
        assertThat(after).hasToString(shortest);
        assertThat(TensorCheck.difference(check.value(after), check.value(expression))).isLessThan(1e-12);
        assertThat(after.shape()).isEqualTo(expression.shape());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x'*A*y - x'*A'*y", "tr(A*B*C) - tr(B*A*C)", "inv(A*B) - inv(A)*inv(B)", "det(A + B) - det(A) - det(B)", "softmax(X + x*ones(d)', 1) - softmax(X, 1)",
            "sum(softmax(X), 1) - ones(d)", "logsumexp(2*x) - 2*logsumexp(x)", "max(s*x) - s*max(x)", "norm2(x + y) - norm2(x) - norm2(y)", "prod(x + y) - prod(x) - prod(y)",
            "A*B - B*A", "(A*B)' - A'*B'", "X*w - sum(X, 2)", "sum(x)*ones(n) - x", "diag(x)*A - A*diag(x)", "sum(x - s)", "(x + sum(y)).^2 - x.^2", "sum(outer(x, ones(d)))/d - n*sum(x)"})
    void whatOnlyLooksEqualIsNotZero(String difference) {
        Expression expression = check.read(difference);
        assertThat(TensorCheck.difference(check.value(simplified(expression)), check.value(expression))).isLessThan(1e-10);
        assertThat(Arrays.stream(check.value(expression).entries()).anyMatch(entry -> Math.abs(entry) > 1e-3)).isTrue();
    }

    @Test
    void aRootKeepsWhatMayBeNegativeWhereTheRestIsZero() {
        Expression root = check.read("sqrt(s*x'*x)");
        Expression after = simplified(root);
        check.data().put("s", Value.of(-1));
        Arrays.fill(check.data().get("x").entries(), 0);
        assertThat(check.value(root).scalar()).isZero();
        assertThat(check.value(after).scalar()).as(after.toString()).isZero();
        assertThat(simplified(check.read("sqrt(x'*x/n)"))).hasToString("norm2(x)/sqrt(n)");
        assertThat(simplified(check.read("sqrt(s*x'*x)/sqrt(s)"))).hasToString("norm2(x)");
    }
}
