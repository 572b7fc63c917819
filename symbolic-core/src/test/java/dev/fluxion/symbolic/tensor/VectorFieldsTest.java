package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vector calculus by a tensor of any size. */
class VectorFieldsTest {
    private static final String DECLARATIONS = "A[n,n] X[n,d] x[n] u[n] V[n,d] a[3] b[2]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            laplacian(norm2(x)^2, x)              | 2*n
            laplacian(x'*A*x, x)                  | 2*tr(A)
            laplacian(sum(x.^4), x)               | 12*sum(x.^2)
            laplacian(tr(X'*A*X), X)              | 2*d*tr(A)
            divergence(x, x)                      | n
            divergence(A*x, x)                    | tr(A)
            divergence(x/norm2(x), x)             | (n - 1)/norm2(x)
            divergence(tanh(x), x)                | sum(1 - tanh(x).^2)
            divergence(A*X, X)                    | d*tr(A)
            directional(x'*A*x, u, x)             | u'*(A + A')*x
            directional(sum(X.^2), V, X)          | 2*sum(X.*V)
            directional(A*x, u, x)                | A*u
            curl([a[2], -a[1], 0], a)             | [0, 0, -2]
            curl([a[2]*a[3], a[1]^2, a[1]*a[2]], a) | [a[1], 0, 2*a[1] - a[3]]
            curl([b[2], 3*b[1]], b)               | 2
            """)
    void derivativesByOneTensorAreTraced(String formula, String same) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(5));
        Expression derivative = check.read(formula);
        Expression expected = check.read(same);
        assertThat(derivative.shape()).isEqualTo(expected.shape());
        assertThat(TensorCheck.difference(check.value(derivative), check.value(expected))).isLessThan(1e-12);
        check.requireRoundTrip(derivative);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            divergence(X, x)           | 'divergence' of a field of shape [n, d] by x of shape [n]: both must have one shape
            directional(x'*x, X, x)    | this has shape [n, d], but x has shape [n]
            directional(x'*A*x, u)     | 'directional' by a tensor beside other variables, which is no single tensor
            hessian(x'*A*x, [x, A])    | a Hessian by several tensors is no single tensor
            jacobian(x'*A*x)           | 'jacobian' by a tensor beside other variables, which is no single tensor
            grad(x'*A*x, [x, A]) + 1   | a gradient by several tensors is no single tensor
            """)
    void whatIsNoSingleTensorIsRefusedForThat(String formula, String message) {
        TensorCheck check = TensorCheck.declare(DECLARATIONS, new Random(5));
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check.read(formula));
        assertThat(mistake.diagnostic().message()).startsWith(message);
    }
}
