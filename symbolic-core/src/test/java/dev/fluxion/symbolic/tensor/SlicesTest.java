package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slices that labels choose: rows and columns in sums, products, extremes and entries. */
class SlicesTest {
    private final TensorCheck check = TensorCheck.declare("X[n,d] A[n,n] B[d,k] T[n,d,m] w[d] y[n] v[m] q[n] s[]", new Random(12));

    SlicesTest() {
        Arrays.setAll(check.data().get("q").entries(), i -> 1 + i * 2 % 5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(i: norm2(X[i, :]))                                      | sum(i: sqrt(sum(j: X[i, j]^2)))
            sum(i: X[i, :]'*w)                                          | sum(X*w)
            sum(i: dot(w, X[i, :])^2)                                   | norm2(X*w)^2
            sum(j: norm2(X[:, j]))                                      | sum(sqrt(sum(X.^2, 1)))
            tensor(i: norm2(X[i, :]))                                   | sqrt(sum(X.^2, 2))
            tensor(i: X[i, :]'*w - y[i])                                | X*w - y
            tensor(j, i: X[i, :]'*w*B[j, 1])                            | B[:, 1]*(X*w)'
            tensor(i, j: softmax(X[i, :])[j])                           | softmax(X)
            tensor(i, j: X[i, j]/norm2(X[i, :]))                        | tensor(i, j: X[i, j]/sqrt(sum(l: X[i, l]^2)))
            tensor(i, j: X[i, :]'*X[j, :])                              | X*X'
            tensor(i, j: norm2(X[i, :] - X[j, :])^2)                    | tensor(i, j: sum(l: (X[i, l] - X[j, l])^2))
            sum(i, j: exp(-norm2(X[i, :] - X[j, :])^2))                 | sum(i, j: exp(-sum(l: (X[i, l] - X[j, l])^2)))
            sum(i: sum(j: norm2(X[i, :] + X[j, :])))                    | sum(i, j: sqrt(sum(l: (X[i, l] + X[j, l])^2)))
            sum(i: sum(j: X[i, j]*norm2(X[i, :])))                      | sum(i, j: X[i, j]*sqrt(sum(l: X[i, l]^2)))
            sum(i: norm2(X[i, :])*sum(i: y[i]))                         | sum(sqrt(sum(X.^2, 2)))*sum(y)
            sum(j: w[j]*sum(i: norm2(X[i, :])*X[i, j]))                 | (X*w)'*sqrt(sum(X.^2, 2))
            sum(i: i*norm2(X[i, :]))                                    | sum(i: i*sqrt(sum(j: X[i, j]^2)))
            sum(i: y[i]*X[i, :])                                        | X'*y
            sum(i: y[i]*X[i, :]*X[i, :]')                               | X'*diag(y)*X
            w'*sum(i: X[i, :]*X[i, :]')*w                               | norm2(X*w)^2
            sum(i: A[i, :])                                             | sum(A, 1)
            sum(i: T[i, :, :]*v)                                        | tensor(j: sum(i, l: T[i, j, l]*v[l]))
            sum(i: normF(T[i, :, :]))                                   | sum(i: sqrt(sum(j, l: T[i, j, l]^2)))
            sum(i: w'*T[i, :, :]*v)                                     | sum(i, j, l: w[j]*T[i, j, l]*v[l])
            tensor(i, l: norm2(T[i, :, l]))                             | tensor(i, l: sqrt(sum(j: T[i, j, l]^2)))
            sum(i: logsumexp(X[i, :]))                                  | sum(logsumexp(X))
            sum(i: prod(X[i, :]))                                       | sum(i: prod(j: X[i, j]))
            prod(i: sum(X[i, :]))                                       | prod(sum(X, 2))
            prod(i: X[i, :])                                            | prod(X, 1)
            sum(i = 1..n-1: norm2(X[i + 1, :] - X[i, :]))               | sum(i = 1..n-1: sqrt(sum(j: (X[i + 1, j] - X[i, j])^2)))
            sum(i = 2..n: y[i]*X[i - 1, :]'*w)                          | sum(i = 2..n: y[i]*(X*w)[i - 1])
            sum(i: norm2(X[q[i], :])*y[i])                              | sum(i: sqrt(sum(j: X[q[i], j]^2))*y[i])
            sum(i: norm1(X[i, 1..2]))                                   | sum(abs(X[:, 1..2]))
            sum(i: X[i, :]'*B*B'*X[i, :])                               | normF(X*B)^2
            sum(i: {norm2(X[i, :]) > 1.6: y[i], else: sum(X[i, :])})    | sum(i: {sum(j: X[i, j]^2) > 2.56: y[i], else: sum(j: X[i, j])})
            max(i: y[i])                                                | max(y)
            max(i: norm2(X[i, :]))                                      | max(sqrt(sum(X.^2, 2)))
            min(i: X[i, :]'*w)                                          | min(X*w)
            max(i, j: X[i, j]*y[i])                                     | max(vec(diag(y)*X))
            max(i: X[i, :])                                             | max(X, axis = 1)
            max(j: (X*B)[2, j])                                         | max((X*B)[2, :])
            min(i = 2..n: y[i] - y[i - 1])                              | min(y[2..n] - y[1..n-1])
            sum(j: w[j]*max(i: X[i, j]))                                | w'*max(X, axis = 1)
            """)
    void aFormulaOfSlicesIsThatOfTheirEntries(String slices, String entries) {
        Expression function = check.read(slices);
        assertThat(function.shape()).isEqualTo(check.read(entries).shape());
        assertThat(TensorCheck.difference(check.value(function), check.value(check.read(entries)))).isLessThan(1e-13);
        Substitution.variables(function).stream().filter(symbol -> !symbol.name().equals("q")).forEach(symbol -> check.require(slices, symbol.name()));
    }

    @Test
    void normsOfSlicesHaveTheSlopeZeroWhereASliceIsZero() {
        Arrays.fill(check.data().get("X").entries(), 3, 6, 0);
        Expression slope = Differentiation.derivative(check.read("sum(i: norm2(X[i, :]))"), check.symbol("X"));
        double[] entries = check.value(slope).entries();
        assertThat(Arrays.copyOfRange(entries, 3, 6)).containsOnly(0.0);
        assertThat(Arrays.stream(entries).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(i: X[i, :]*w)              | SHAPE       | '*' of two column vectors
            tensor(i: X[i, :])             | SHAPE       | the entry of a tensor must be a scalar, but has shape [d]
            norm2(X[i, :])                 | SHAPE       | labels and whole axes are mixed
            sum(i: X[i, :]'*y)             | SHAPE       | [d] and [n]
            sum(i: det(X[i, :]*w'))        | UNSUPPORTED | 'det' for every value of a label
            max(i: sum(y))                 | NAME        | label i does not occur
            sum(i: norm2(X[:, 1]))         | NAME        | label i does not occur
            max(i, j: T[i, j, :])          | UNSUPPORTED | over several labels where others are free
            """)
    void whatIsNoFormulaOfSlicesIsRefused(String written, Diagnostic.Code code, String message) {
        assertThatThrownBy(() -> check.read(written)).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(code);
            assertThat(e.diagnostic().message()).contains(message);
        });
    }

    // One value of the label after the other, which is suggested, has values and derivatives.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(i: det(B[i, :, :]))                             | fold(total = 0, i = 1..k: total + det(B[i, :, :]))
            sum(i: logdet(B[i, :, :]))                          | fold(total = 0, i = 1..k: total + logdet(B[i, :, :]))
            sum(i: tr(inv(B[i, :, :])))                         | fold(total = 0, i = 1..k: total + tr(inv(B[i, :, :])))
            sum(i: Z[i, :]'*solve(B[i, :, :], Z[i, :]))         | fold(total = 0, i = 1..k: total + Z[i, :]'*solve(B[i, :, :], Z[i, :]))
            sum(i: inv(B[i, :, :]))                             | fold(total = inv(B[1, :, :]), i = 2..k: total + inv(B[i, :, :]))
            prod(i: det(B[i, :, :]))                            | fold(total = 1, i = 1..k: total*det(B[i, :, :]))
            tensor(i: det(B[i, :, :]))                          | fold(total = zeros(k), i = 1..k: total + det(B[i, :, :])*I(k)[i, :])
            """)
    void whatHasNoValueForAllLabelsAtOnceIsTakenOneAfterTheOther(String written, String fold) {
        TensorCheck batch = TensorCheck.declare("B[k,d,d] Z[k,d]", new Random(3));
        FluxionException refused = catchThrowableOfType(FluxionException.class, () -> batch.read(written));
        assertThat(refused.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
        assertThat(refused.diagnostic().hint()).startsWith("did you mean " + fold + "? It ");
        Expression function = batch.read(fold);
        String entry = written.substring(written.indexOf(':') + 2, written.length() - 1);
        String one = entry.replace("[i,", "[1,");
        String two = entry.replace("[i,", "[2,");
        String apart = written.startsWith("tensor") ? "[" + one + ", " + two + "]" : one + (written.startsWith("prod") ? "*" : " + ") + two;
        assertThat(TensorCheck.difference(batch.value(function), batch.value(batch.read(apart)))).isLessThan(1e-12);
        Substitution.variables(function).forEach(variable -> batch.requireDerivative(function, variable.name(), Differentiation.derivative(function, variable)));
    }
}
