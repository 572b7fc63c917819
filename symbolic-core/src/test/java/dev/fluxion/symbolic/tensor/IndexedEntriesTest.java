package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors that have no form without labels are written entry by entry, as a person would. */
class IndexedEntriesTest {
    private final TensorCheck check = TensorCheck.declare("A[n,d] B[m,d] R[n,m] T[n,d,k] W[k,h] X[n,d] Y[n,d] g[d] v[d] a[n] b[m] C[h,k] x[d]", new Random(11));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tensor(i, j: sum(l: (A[i, l] - B[j, l])^2))                     | A | tensor(i, j, k, l: 2*(A[i, l] - B[j, l])*I(n)[i, k])
            sum(exp(-tensor(i, j: sum(l: (A[i, l] - B[j, l])^2))))          | B | tensor(i, j: 2*sum(k: exp(-sum(l: (A[k, l] - B[i, l])^2))*(A[k, j] - B[i, j])))
            sum(i, j: R[i, j]*sum(l: (A[i, l] - B[j, l])^2))                | B | 2*diag(sum(R, 1))*B - 2*R'*A
            sum(tensor(i, j, l: sum(p: T[i, j, p]*W[p, l])).^2)             | W | tensor(i, j: 2*sum(l, m: T[l, m, i]*sum(p: T[l, m, p]*W[p, j])))
            sum(logsumexp(T, 2))                                            | T | softmax(T, 2)
            sum(softmax(T, 2).^2)                                           | T | tensor(i, j, l: (2*softmax(T, 2)[i, j, l] - (2*sum(softmax(T, 2) .^ 2, 2))[i, l])*softmax(T, 2)[i, j, l])
            """)
    void whatIsIndexedIsWrittenThere(String formula, String variable, String expected) {
        assertThat(check.require(formula, variable)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            normF(X - mean(X, 1))^2                    | X | 2*(X - sum(X, 1)/n)
            norm2(x - mean(x))^2                       | x | 2*(x - sum(x)/d)
            norm2(x - g)^2 - norm2(x - v)^2            | x | 2*(v - g)
            sum(cumsum(X, 1).*X)                       | X | cumsum(X, 1) + cumsum'(X, 1)
            """)
    void whatCancelsIsLeftOut(String formula, String variable, String expected) {
        assertThat(check.require(formula, variable)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -sum(Y .* logsoftmax(Z))/n           | (softmax(Z) - Y)/n
            sum(diag(a)*Y*ones(k)) + sum(Z)       | ones(n)*ones(k)'
            """)
    void rowsThatAreDeclaredToSumToOneDo(String formula, String expected) {
        for (String property : new String[] {"onehot", "stochastic"}) {
            TensorCheck rows = TensorCheck.declare("Z[n,k] a[n] Y[n,k]" + property, new Random(12));
            var derivative = rows.require(formula, "Z");
            assertThat(derivative).as(property).isEqualTo(rows.read(expected));
        }
        assertThat(check.require("-sum(X .* logsoftmax(Y))", "Y")).hasToString("diag(sum(X, 2))*softmax(Y) - X");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kron(a, b)              | a       | kron(a, b)
            kron(a', b')            | a       | kron(a, b)
            kron(a, b')             | a       | a*b'
            kron(a', b)             | b       | b*a'
            kron(W, C)              | W       | kron(W, C)
            sum(kron(a, b).^3)      | a,b     | sum(kron(a, b) .^ 3)
            """)
    void kroneckerProductsAreTakenOfTwoVectorsOrTwoMatrices(String formula, String variables, String expected) {
        assertThat(check.read(formula)).hasToString(expected);
        check.require(formula, variables.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            det(A)                  | 'det' needs a square matrix, but this has shape [n, d] (A is of shape [n, d])
            dot(a, b)               | 'dot' of shapes [n] and [m] (a is a column of shape [n]; b is a column of shape [m])
            solve(A*A', b)          | 'solve' of shapes [n, n] and [m]: the right-hand side must be a column or a matrix with n rows (A*A' is of shape [n, n]; b is a column of shape [m])
            max(A, a)               | 'max' of shapes [n, d] and [n]: the sizes d and n do not broadcast (A is of shape [n, d]; a is a column of shape [n])
            tr(inv(A))              | 'inv' needs a square matrix, but this has shape [n, d] (A is of shape [n, d])
            sum(A, 3)               | 'sum' has no axis 3 of shape [n, d] (A is of shape [n, d])
            kron(A, a)              | 'kron' of shapes [n, d] and [n]: it needs two matrices or two vectors (A is of shape [n, d]; a is a column of shape [n])
            sum(i: A[i, 1]*b[i])    | label i runs over n and over m (in A[i, 1]; in b[i])
            """)
    void mistakesOfShapesNameTheOperandsOfAFunction(String formula, String message) {
        assertThatThrownBy(() -> check.read(formula)).hasMessage(message);
    }
}
