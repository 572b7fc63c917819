package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A[n,d] B[n,d]         | vec(A)'*vec(B)                                        | A
            A[n,d]                | vec(A)                                                | A
            A[n,d]                | sum(reshape(A, d, n).^3)                              | A A
            A[n,d] B[m,k]         | kron(A, B)                                            | A
            A[n,d] B[m,k]         | sum(kron(A, B).^2)                                    | A B
            x[n]                  | sum((x[2..n] - x[1..n-1]).^2)                         | x x
            x[n]                  | sum(i = 1..n-1: (x[i+1] - x[i])^2)                    | x x
            x[n]                  | sum(i = 1..m: x[i]^2)                                 | x
            x[n] y[m]             | concat(x, y, x)                                       | y
            x[n] y[m]             | sum(concat(x, y).^3)                                  | x x
            A[n,d] B[n,m]         | concat(A, B, 2)                                       | B
            x[n]                  | sum(cumsum(x).^2)                                     | x x
            A[n,d]                | sum(cumsum(A, 1).^3)                                  | A A
            x[6]                  | sum(tril_unpack(x).^3)                                | x x
            A[n,d]                | A[2..3, 1..d-1]                                       | A
            A[n,d]                | sum(A[2, :].^2)                                       | A
            x[n]                  | x[2]^2                                                | x x
            X[k,2,7] W[3,2,3]     | sum(conv(X, W, 2, 1).^2)                              | X W
            X[k,2,5,4] W[2,2,3,2] | sum(conv(X, W).^2)                                    | W
            X[k,2,4,4]            | sum(maxpool(X, 2).^2)                                 | X
            X[k,2,4,4]            | sum(avgpool(X, 3, 1).^2)                              | X
            x[n]                  | tensor(i = 1..n: x[n+1-i])                            | x
            A[n,n]                | diag(tensor(i = 1..n, j = 1..n: A[n+1-i, j]))         | A
            x[n]                  | diag(tensor(i = 1..n, j = 1..n: I(n)[n+1-i, j])).*x   | x
            x[n]                  | tensor(i: if(-2*i == -n - 1, 1, 0)*x[i])              | x
            x[n] w[m]             | tensor(i = 1..n-m+1: sum(k: x[i+k-1]*w[k]))           | w
            A[n,d]                | sum(i: i*sum(j: A[i,j]^2))                            | A
            A[n,n]                | tensor(i, j: if(i >= j, A[i,j], 0))                   | A
            A[n,n]                | tensor(i, j: if(i == j, A[i,j]^2, 0))                 | A
            A[n,n] B[n,n]         | tensor(i, j: if(A[i,j] > B[j,i], A[i,j]^2, 2*B[j,i])) | A
            A[n,d]                | max(A)                                                | A
            A[n,d]                | sum(exp(max(A, axis = 1)))                            | A
            A[n,d]                | logsumexp(A)                                          | A
            x[n]                  | prod(x)                                               | x x x
            A[n,d]                | sum(prod(A, 1))                                       | A A
            x[n]                  | prod(i: x[i]^2 + 1)                                   | x x
            x[n] w[d]             | prod(i = 1..n: x[i] + w'*w)                           | x w
            A[n,d]                | tensor(i: prod(j: sin(A[i,j])))                       | A A
            T[n,d,m]              | sum(sum(T, 2).^2)                                     | T T
            y[n] W[3,d]           | sum((onehot(round(y), 3)*W).^2)                       | W
            A[3,d] y[n]           | A[ceil(y), :].^2                                      | A
            A[3,d] y[n] B[n,d]    | sum(A[ceil(y), :].*B)                                 | A B
            x[3] y[n]             | sum(x[ceil(y)].^3)                                    | x x
            A[3,d] y[n]           | tensor(j, i: A[ceil(y[i]), j]^2)                      | A
            A[3,d]                | A[[3, 1, 3], :].^2                                    | A
            A[d,3] y[n]           | A[:, ceil(y)].^2                                      | A
            A[n,n] B[n,d]         | sum(solve(A, B).^2)                                   | A B
            x[n] A[n,n] v[n]      | hvp(x'*A*x*sum(x.^2), x, v)                           | x
            """)
    void everyViewHasItsDerivativesAndPrintsAsItself(String declarations, String formula, String variables) {
        TensorCheck.declare(declarations, new Random(11)).require(formula, variables.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vec([1, 2; 3, 4])                    | 1 3 2 4
            reshape([1, 2, 3, 4, 5, 6], 2, 3)    | 1 3 5 2 4 6
            kron([1, 2], [1; 1])                 | refused
            kron([1, 2; 3, 4], [0, 1; 1, 0])     | 0 1 0 2 1 0 2 0 0 3 0 4 3 0 4 0
            concat([1, 2], [3])                  | 1 2 3
            concat([1; 2], [3; 4], 2)            | 1 3 2 4
            cumsum([1, 2, 3])                    | 1 3 6
            onehot([2, 1], 3)                    | 0 1 0 1 0 0
            solve([2, 0; 0, 4], [2, 8])          | 1 2
            tril_unpack([1, 2, 3])               | 0 0 0 1 0 0 2 3 0
            [1, 2, 3, 4][2..3]                   | 2 3
            [1, 2, 3; 4, 5, 6][1..2, 2..3]       | 2 3 5 6
            [1, 2, 3; 4, 5, 6][2, :]             | 4 5 6
            [1, 2, 3; 4, 5, 6][[2, 1, 2], :]     | 4 5 6 1 2 3 4 5 6
            [1, 2, 3; 4, 5, 6][:, [3, 1]]        | 3 1 6 4
            [1, 2, 3][[3, 3]]                    | 3 3
            [1, 2, 3][[0, 1, 4, 3/2]]            | 0*inf 1 0*inf 0*inf
            maxpool(reshape([1, 2, 3, 4], 1, 1, 4), 2) | 2 4
            avgpool(reshape([1, 2, 3, 4], 1, 1, 4), 2) | 3/2 7/2
            conv(reshape([1, 2, 3, 4], 1, 1, 4), reshape([1, 10], 1, 1, 2))       | 21 32 43
            conv(reshape([1, 2, 3, 4], 1, 1, 4), reshape([1, 10], 1, 1, 2), 2, 1) | 10 32 4
            """)
    void everyViewOfNumbersHasItsEntries(String formula, String entries) {
        TensorCheck check = TensorCheck.declare("s[]", new Random(1));
        if (entries.equals("refused")) {
            assertThatThrownBy(() -> check.read(formula)).isInstanceOf(FluxionException.class);
            return;
        }
        double[] expected = java.util.Arrays.stream(entries.split(" ")).mapToDouble(text -> check.value(check.read(text)).scalar()).toArray();
        Value actual = check.value(check.read(formula));
        assertThat(actual.entries()).isEqualTo(expected);
        check.requireRoundTrip(check.read(formula));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x[1..n+1]                 | does not lie within 1..n
            sum(i = 1..n: x[i+1])     | runs from 2 to n + 1, but the axis from 1 to n
            prod(i: y[1])             | label i does not occur in the product
            sum(i: x[i+1])            | label i has no range
            reshape(A, n, n)          | d*n entries are not n*n
            concat(A, x)              | along axis 1
            kron(A, x)                | needs two matrices
            conv(A, A)                | 'conv' of shapes [n, d] and [n, d]
            tril_unpack(y)            | fill no triangle
            A[2..3, i]                | labels and whole axes are mixed
            """)
    void whatFitsNoAxisIsRefused(String formula, String message) {
        TensorCheck check = TensorCheck.declare("x[n] A[n,d] y[5]", new Random(1));
        assertThatThrownBy(() -> check.read(formula)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @Test
    void aSliceBeyondTheDataIsRefusedWhenSizesAreKnown() {
        TensorCheck check = TensorCheck.declare("x[n]", new Random(1));
        assertThat(check.value(check.read("sum(x[2..5])"))).isNotNull();
        assertThatThrownBy(() -> check.value(check.read("x[2..6]"))).hasMessageContaining("leaves its axis: n - 6 is -1");
    }
}
