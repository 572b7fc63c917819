package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas of the kinds of the reference cases under other names and sizes: derivatives against differences, printed forms against values. */
class FurtherFormulasTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            M[n,d] c[d]                       | log(1 + norm2(M*c)^2)                                | c c
            M[n,d] c[d] b[n]                  | sum(tanh(M*c - b).^2)/n                              | M
            K[n,n]symmetric x[n]              | x'*K*x/(x'*x)                                        | x x
            K[n,n]symmetric x[n]              | log(x'*K*x)*x'*K*x                                   | x
            K[n,n]positive_definite y[n] s[]  | y'*solve(K + s*I(n), y)                              | s y
            K[n,n]positive_definite y[n]      | norm2(inv(K)*y)                                      | y
            D[n,n]diagonal x[n] A[n,n]        | x'*D*A*D*x                                           | x x
            D[n,n]diagonal A[n,n]             | tr(D*A*D)                                            | A
            D[n,n]diagonal x[n]               | sum(log(D*x))                                        | x
            A[n,n]                            | logdet(A*A' + I(n))                                  | A
            A[n,n]                            | det(A + I(n))/tr(A)                                  | A
            A[n,n]                            | tr(inv(A + 3*I(n)))                                  | A
            A[n,n] B[n,n]                     | tr(A*B*A*B')                                         | A A
            A[n,d] B[d,m] C[m,n]              | tr(A*B*C)^2                                          | B B
            A[n,d]                            | normF(A'*A)                                          | A
            A[n,d]                            | sum(softmax(A).^2)                                   | A
            A[n,d]                            | sum(logsumexp(A, 1).*sum(A, 1))                      | A
            A[n,d] u[n]                       | u'*softmax(A)*ones(d)                                | A
            Z[n,k] Y[n,k]onehot               | -sum(Y.*log(softmax(Z)))/n                           | Z
            Z[n,k] Y[n,k]onehot               | sum(sum(Y, 2).*logsumexp(Z))                         | Z
            Z[n,k] Y[n,k]onehot W[k,d]        | normF(Y*W)^2                                         | W W
            Q[n,h] R[m,h] V[m,d]              | sum((softmax(Q*R'/sqrt(h))*V).^2)/d                  | Q
            Q[n,h] R[m,h] V[m,d]              | sum((softmax(Q*R'/sqrt(h))*V).^2)/d                  | R
            Q[n,h] R[m,h] V[m,d]              | softmax(Q*R')*V                                      | V
            x[n]                              | softmax(2*x)                                         | x
            x[n] a[n]                         | a'*softmax(x)                                        | x x
            x[n]                              | norm1(x)*norm2(x)                                    | x
            x[n]                              | sum(x)/norm2(x)                                      | x
            x[n]                              | max(x)*min(x)                                        | x
            x[n] y[n]                         | sum(max(x, y).^2)                                    | x
            x[n] y[n]                         | dot(x, y)^2/(dot(x, x)*dot(y, y))                    | x
            x[n] y[m]                         | kron(outer(x, x), outer(y, y))                                          | y
            A[n,d] B[k,m]                     | kron(A, B)                                           | B
            A[n,d] B[k,m]                     | tr(kron(A, B)'*kron(A, B))                           | A
            A[n,d]                            | vec(A*A')                                            | A
            A[n,d] B[d,n]                     | vec(A)'*vec(B')                                      | B
            x[n]                              | sum(cumsum(x.^2))                                    | x x
            A[n,d]                            | sum(cumsum(A, 2).*A)                                 | A
            x[n] a[n]                         | a'*cumsum(exp(x))                                    | x
            T[n,d,k]                          | sum(T.^3)                                            | T
            T[n,d,k] u[n]                     | sum(i: u[i]*sum(j, l: T[i,j,l]^2))                   | u T
            T[n,d,k] M[k,m]                   | tensor(i, j, q: sum(l: T[i,j,l]*M[l,q]))             | M
            T[n,d,k]                          | sum(softmax(T, 2).*T)                                | T
            T[n,d,k] A[n,d]                   | sum(l: sum(i, j: T[i,j,l]*A[i,j])^2)                 | A A
            P[k,2,3,m]                        | sum(i, j: P[i,1,j,2]^2)                              | P
            X[k,2,6] W[3,2,3]                 | sum(tanh(conv(X, W)))                                | W
            X[k,2,6] W[3,2,2]                 | sum(maxpool(conv(X, W, 1, 1), 2).^2)                 | W
            X[k,2,6]                          | sum(avgpool(X, 2).^3)                                | X
            E[m,d] y[n]                       | sum(E[ceil(y), :].^3)                                | E
            E[m,d] y[n]                       | sum(i: exp(E)[ceil(y[i]), 1])                        | E
            E[m,d] y[n]                       | -sum(i: log(softmax(E))[ceil(y[i]), 2])/n            | E
            E[4,d] W[d,k]                     | logsumexp(vec(E[[2, 1, 4], :]*W))                    | E
            x[n]                              | sum((x[2..n] - 2*x[1..n-1])./(1 + x[1..n-1].^2))     | x
            A[n,d]                            | A./outer(sum(A, 2), ones(d))                         | A
            A[n,d]                            | (A - mean(A, 1))'*(A - mean(A, 1))/n                 | A
            X[n,d] g[d] b[d]                  | sum(((X - mean(X, 1))./sqrt(mean((X - mean(X, 1)).^2, 1) + 0.01).*g + b).^3) | X
            X[n,d] w[d]                       | sum(if(X*w > 1, log(X*w), (X*w).^2))                 | w
            X[n,d] w[d] y[n]                  | sum(huber(X*w, y, 1))                                | w
            P[n,k] Y[n,k]onehot               | cross_entropy(P, Y)                                  | P
            x[n] A[n,n]                       | prod(A*x)                                            | x
            x[n]                              | sum(i, j: (x[i] - x[j])^2)                           | x x
            x[n] C[n,n]                       | sum(i, j: C[i,j]*exp(-(x[i] - x[j])^2))              | x
            U[n,k] V[d,k] T[n,d]              | sum((sigmoid(U*V') - T).^2)                          | U V
            x[n] y[n] A[n,d]                  | outer(x, y)*A                                        | x
            L[n,n]                            | tr(L*L'*L)                                           | L
            x[n]                              | (1 + norm2(x))*mean(x)                               | x
            x[n] S[n,n]                       | 2*sum(x)*(x'*S*x + 1)                                | x
            x[n]                              | (1 + logsumexp(x))*sum(x)*(sum(x.^2) + 2)            | x
            x[n] y[n]                         | sum(x)^2*sum(y)^2/(1 + sum(x)^2)                     | x x
            x[n]                              | (sum(x)^2 + 1/(1 + sum(x)^2))^2                      | x x
            s[] t[] x[n]                      | sum(s*x.^2 + t)/(s^2 + t^2)                          | s t
            """)
    void derivativesAgreeWithDifferencesAndPrintedForms(String declared, String formula, String variables) {
        TensorCheck.declare(declared, new Random(declared.hashCode() + formula.hashCode())).require(formula, variables.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (x'*K*x)^2                        | x x | 8*K*x*x'*K + 4*x'*K*x*K
            x'*inv(K)*x                       | x   | 2*inv(K)*x
            """)
    void whatIsSymmetricIsNotTransposed(String formula, String variables, String expected) {
        TensorCheck check = TensorCheck.declare("K[n,n]symmetric x[n] y[n]", new Random(5));
        assertThat(check.require(formula, variables.split(" "))).hasToString(expected);
    }

    /** A label that can be one number only is that position. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (A*x)[1]                          | x   | A[1, :]
            (A'*z)[2]                         | z   | A[:, 2]
            (A*x)[2]^2                        | x x | 2*A[2, :]*A[2, :]'
            -logsoftmax(x)[2]                 | x   | softmax(x) - I(d)[:, 2]
            softmax(x)[1]                     | x   | (I(d)[:, 1] - softmax(x)[1]) .* softmax(x)
            (x - sum(x)*ones(d))[2]           | x   | I(d)[:, 2] - 1
            """)
    void entriesAndRowsAreSelected(String formula, String variables, String expected) {
        TensorCheck check = TensorCheck.declare("A[n,d] x[d] z[n]", new Random(5));
        assertThat(check.require(formula, variables.split(" "))).hasToString(expected);
    }
}
