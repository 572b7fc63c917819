package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.FluxionException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            A*x            | A is of shape [n, d]; x is a column of shape [n]             | did you mean A'*x? It has shape [d]
            x*A            | x is a column of shape [n]; A is of shape [n, d]             | did you mean x'*A? It has shape [d]
            A*A            | A is of shape [n, d]                                         | did you mean A'*A? It has shape [d, d]
            A .* A'        | A is of shape [n, d]; A' is of shape [d, n]                  | did you mean A .* A? It has shape [n, d]
            A - mean(A, 2) | A is of shape [n, d]; mean(A, 2) is a column of shape [n]    | did you mean A - outer(mean(A, 2), ones(d))? It has shape [n, d]
            A/w            | A is of shape [n, d]; w is a column of shape [d]             | did you mean A ./ w? It has shape [n, d]
            A/A'           | A is of shape [n, d]; A' is of shape [d, n]                  | did you mean A ./ A? It has shape [n, d]
            2*A*x          | 2*A is of shape [n, d]; x is a column of shape [n]           | did you mean (2*A)'*x? It has shape [d]
            hessian(x, x)  | x is a column of shape [n]                                   | did you mean diff(x, x, 2)? It has shape [n, n, n]
            grad(x, x)     | x is a column of shape [n]                                   | did you mean jacobian(x, x)? It has shape [n, n]
            hvp(x, x, x)   | x is a column of shape [n]                                   | did you mean hvp(sum(x), x, x)? It has shape [n]
            S^0.5          | S is of shape [n, n]; 0.5 is a scalar                        | did you mean S .^ 0.5? It has shape [n, n]
            A^2            | A is of shape [n, d]; 2 is a scalar                          | did you mean A .^ 2? It has shape [n, d]
            S^x            | S is of shape [n, n]; x is a column of shape [n]             | did you mean S .^ x? It has shape [n, n]
            reshape(B, 5, 2) | B is of shape [2, 4]                                       | did you mean reshape(B, 4, 2)? It has shape [4, 2]
            reshape(B, 8, 3) | B is of shape [2, 4]                                       | did you mean reshape(B, 8, 1)? It has shape [8, 1]
            reshape(A, n, n) | A is of shape [n, d]                                       | did you mean reshape(A, n, d)? It has shape [n, d]
            reshape(A, 5, 2) | A is of shape [n, d]                                       | did you mean vec(A)? It has shape [d*n]
            solve(A, x)    | A is of shape [n, d]; x is a column of shape [n]             | did you mean solve(A'*A, A'*x)? It has shape [d]
            solve(A, w)    | A is of shape [n, d]; w is a column of shape [d]             | did you mean solve(A*A', A*w)? It has shape [n]
            solve(S, x')   | S is of shape [n, n]; x' is a row of shape [n]               | did you mean solve(S, x)? It has shape [n]
            mse(A, A')     | A is of shape [n, d]; A' is of shape [d, n]                  | did you mean mse(A', A')? It is a scalar
            mse(A, x)      | A is of shape [n, d]; x is a column of shape [n]             | did you mean mse(A, outer(x, ones(d)))? It is a scalar
            max(x', x)     | x' is a row of shape [n]; x is a column of shape [n]         | did you mean max(x, x)? It has shape [n]
            I(x)           | x is a column of shape [n]                                   | did you mean I(n)? It has shape [n, n]
            ones(A)        | A is of shape [n, d]                                         | did you mean ones(n, d)? It has shape [n, d]
            tr(A)          | A is of shape [n, d]                                         | did you mean tr(A'*A)? It is a scalar
            det(A)         | A is of shape [n, d]                                         | did you mean det(A'*A)? It is a scalar
            inv(A)         | A is of shape [n, d]                                         | did you mean inv(A'*A)? It has shape [d, d]
            """)
    void aProductThatDoesNotFitNamesItsOperandsAndWhatWouldFit(String formula, String operands, String hint) {
        TensorCheck check = TensorCheck.declare("A[n,d] x[n] w[d] S[n,n] B[2,4]", new Random(1));
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check.read(formula));
        assertThat(mistake.diagnostic().message()).contains("(" + operands + ")");
        assertThat(mistake.diagnostic().hint()).isEqualTo(hint);
        assertThat(check.read(hint.substring("did you mean ".length(), hint.indexOf("? It")))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            mse(x, w)           | the operands of 'mse' do not fit together (x is a column of shape [n]; w is a column of shape [d])
            cross_entropy(A, A') | the operands of 'cross_entropy' do not fit together (A is of shape [n, d]; A' is of shape [d, n])
            if(x > 0, x, w)     | 'if' of shapes [n] and [d]: the sizes n and d do not broadcast (x is a column of shape [n]; w is a column of shape [d])
            {s > 0: A, else: A'} | 'if' of shapes [n, d] and [d, n]: the sizes n and d do not broadcast (A is of shape [n, d]; A' is of shape [d, n])
            conv(I3, K)         | 'conv' of shapes [n, d, 9] and [n, h, 3]: axis 2 of both counts the channels, d and h (I3 is of shape [n, d, 9]; K is of shape [n, h, 3])
            """)
    void aCallThatDoesNotFitNamesTheOperandsThatWereGiven(String formula, String message) {
        TensorCheck check = TensorCheck.declare("s[] A[n,d] x[n] w[d] I3[n,d,9] K[n,h,3]", new Random(1));
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check.read(formula));
        assertThat(mistake.diagnostic().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {s > 0: A, else: A'}         | transpose one of them                                                            | {s > 0: A, else: (A')'}
            x/w                          | ./ divides entry by entry, but these shapes do not broadcast                     |
            A/x                          | ./ divides entry by entry, but these shapes do not broadcast                     |
            sum(i: x[i + 1])             | give it one: i = 1..n - 1                                                        | sum(i = 1..n - 1: x[i + 1])
            sum(i: x[i - 1])             | give it one: i = 2..n + 1                                                        | sum(i = 2..n + 1: x[i - 1])
            sum(i: x[i + 1]*x[i - 1])    | give it one: i = 2..n - 1                                                        | sum(i = 2..n - 1: x[i + 1]*x[i - 1])
            sum(i: x[2*i])               | give i one that keeps 2*i within 1..n                                            |
            sum(i: x[i + 1]*w[i + 2])    | give i one that keeps i + 1 within 1..n, i + 2 within 1..d                       |
            [1, 2, 3]*A                  | a'*B needs a vector with as many entries as the matrix has rows, n and not 3     |
            A*[1, 2, 3]'                 | A*b' needs a vector with as many entries as the matrix has columns, d and not 3  |
            cross_entropy(x, x)          | a vector as a matrix of one row is reshape(x, 1, n)                              | cross_entropy(reshape(x, 1, n), reshape(x, 1, n))
            """)
    void aHintIsOneThatWorks(String formula, String hint, String repaired) {
        TensorCheck check = TensorCheck.declare("s[] A[n,d] x[n] w[d]", new Random(1));
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check.read(formula));
        assertThat(mistake.diagnostic().hint()).isEqualTo(hint);
        if (repaired != null) {
            assertThat(check.read(repaired)).isNotNull();
        }
    }

    // Where no other text fits, a name with other sizes may be what is meant.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mse(x, w)    | did you mean w in R[n]? Then it is a scalar
            solve(S, w)  | did you mean w in R[n]? Then it has shape [n]
            max(A, T)    | did you mean T in R[n, d]? Then it has shape [n, d]
            """)
    void aDeclarationThatWorksIsSuggestedWhereNoTextDoes(String formula, String hint) {
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> TensorCheck.declare("A[n,d] x[n] w[d] S[n,n] T[n,d,m]", new Random(1)).read(formula));
        assertThat(mistake.diagnostic().hint()).isEqualTo(hint);
        String name = hint.substring("did you mean ".length(), hint.indexOf(" in R"));
        String shape = hint.substring(hint.indexOf('['), hint.indexOf(']') + 1).replace(" ", "");
        String others = "A[n,d] x[n] w[d] S[n,n] T[n,d,m] ".replaceAll(name + "\\[.*?] ", "");
        assertThat(TensorCheck.declare(others + name + shape, new Random(1)).read(formula)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(s, 1)           | 'sum' along an axis needs a vector or a tensor, not a scalar
            cross_entropy(x, x) | 'cross_entropy' needs matrices, which have a case in every row, and no vectors (x is a column of shape [n])
            """)
    void whatIsNeededIsSaid(String formula, String message) {
        TensorCheck check = TensorCheck.declare("s[] x[n]", new Random(1));
        assertThat(catchThrowableOfType(FluxionException.class, () -> check.read(formula)).diagnostic().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sum(A, axis = 1) | sum(A, 1)", "mean(A, axis = 2) | mean(A, 2)"})
    void sumsAndMeansNameTheirAxisAsMaximaDo(String named, String positional) {
        TensorCheck check = TensorCheck.declare("A[n,d]", new Random(1));
        assertThat(check.read(named)).isEqualTo(check.read(positional));
    }
}
