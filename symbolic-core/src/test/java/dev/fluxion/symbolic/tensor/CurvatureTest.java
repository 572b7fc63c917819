package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Curvature;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Layout;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with matrices of second order against the matrices themselves, and layouts against index arithmetic. */
class CurvatureTest {
    private static final String DECLARED = "X[n,d] w[d] v[d] y[n] u[n] W[d,k] V[d,k] Y[n,k] A[m,n] B[d,h] S[d,d]";
    private final TensorCheck check = TensorCheck.declare(DECLARED, new Random(3));

    private Expression read(String text) {
        return Stabilizer.stabilize(check.read(text)).expression();
    }

    // The first axes of the matrix are those of the result.
    private static double[] times(Value matrix, Value direction) {
        double[] v = direction.entries();
        double[] product = new double[matrix.entries().length / v.length];
        for (int i = 0; i < matrix.entries().length; i++) {
            product[i / v.length] += matrix.entries()[i] * v[i % v.length];
        }
        return product;
    }

    private static double[] timesTransposed(Value matrix, double[] u) {
        int columns = matrix.entries().length / u.length;
        double[] product = new double[columns];
        for (int i = 0; i < matrix.entries().length; i++) {
            product[i % columns] += matrix.entries()[i] * u[i / columns];
        }
        return product;
    }

    private void requireClose(Expression actual, double[] expected) {
        int[] sizes = {expected.length};
        assertThat(TensorCheck.difference(Value.of(sizes, check.value(actual).entries()), Value.of(sizes, expected))).as("%s", actual).isLessThan(1e-12);
        check.requireRoundTrip(actual);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((X*w - y).^2)/n                     | w | v
            logsumexp(X*w)                          | w | v
            w'*S*w*sum(w.^2)                        | w | 2*v
            -sum(Y .* log(softmax(X*W)))/n          | W | V
            logdet(S*S' + I(d))*sum(S)              | S | S
            det(S)                                  | S | S*S
            prod(w)                                 | w | v
            """)
    void theHessianTimesADirectionNeedsNoHessian(String formula, String variable, String direction) {
        Expression function = read(formula);
        var symbol = check.symbol(variable);
        Value hessian = check.value(Differentiation.derivative(function, List.of(symbol, symbol)));
        requireClose(Curvature.hessianVector(function, symbol, check.read(direction)), times(hessian, check.value(check.read(direction))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tanh(X*w)        | w | v
            softmax(X*W)     | W | V
            S*S              | S | S'
            sum(X*w)         | w | v
            cumsum(w.^2)     | w | v
            """)
    void aJacobianTimesADirectionAndItsTransposeNeedNoJacobian(String formula, String variable, String direction) {
        Expression function = read(formula);
        var symbol = check.symbol(variable);
        Value jacobian = check.value(Differentiation.derivative(function, symbol));
        requireClose(Curvature.jacobianVector(function, symbol, check.read(direction)), times(jacobian, check.value(check.read(direction))));
        requireClose(Curvature.vectorJacobian(function, symbol, function), timesTransposed(jacobian, check.value(function).entries()));
        requireClose(Curvature.fisherVector(function, symbol, check.read(direction)),
                timesTransposed(jacobian, times(jacobian, check.value(check.read(direction)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((X*w - y).^2)/n                 | X*w - y   | w | v
            sum(softplus(X*w) - y .* (X*w))     | X*w       | w | v
            -sum(Y .* log(softmax(X*W)))/n      | X*W       | W | V
            """)
    void forOutputsLinearInTheVariableTheGaussNewtonMatrixIsTheHessian(String loss, String outputs, String variable, String direction) {
        var symbol = check.symbol(variable);
        Expression product = Curvature.gaussNewtonVector(read(loss), read(outputs), symbol, check.read(direction));
        requireClose(product, check.value(Curvature.hessianVector(read(loss), symbol, check.read(direction))).entries());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((tanh(X*w) - y).^2)                       | tanh(X*w)
            sum(exp(sin(X*w) .* y))                       | sin(X*w)
            """)
    void inGeneralItIsTheJacobianAroundTheHessianOfTheLoss(String loss, String outputs) {
        var w = check.symbol("w");
        Value jacobian = check.value(Differentiation.derivative(read(outputs), w));
        TensorCheck inner = TensorCheck.declare(DECLARED + " z[n]", new Random(3));
        inner.data().putAll(check.data());
        inner.data().put("z", check.value(read(outputs)));
        var z = inner.symbol("z");
        Value hessian = inner.value(Differentiation.derivative(inner.read(loss.replace(outputs, "z")), List.of(z, z)));
        double[] curved = times(hessian, Value.of(new int[] {5}, times(jacobian, check.data().get("v"))));
        requireClose(Curvature.gaussNewtonVector(read(loss), read(outputs), w, check.read("v")), timesTransposed(jacobian, curved));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hvp(sum((X*w - y).^2)/n, w, v)                            | 2*X'*X*v/n
            gauss_newton(sum((X*w - y).^2)/n, X*w - y, w, v)          | 2*X'*X*v/n
            jvp(tanh(X*w), w, v)                                      | (1 - tanh(X*w) .^ 2) .* (X*v)
            vjp(tanh(X*w), w, u)                                      | X'*(u .* (1 - tanh(X*w) .^ 2))
            fisher(X*w, w, v)                                         | X'*X*v
            diff(A*X, X, layout = "numerator")                        | tensor(i, j, k, l: A[i, k]*I(d)[j, l])
            diff(A*X, X, layout = "denominator")                      | tensor(i, j, k, l: A[k, i]*I(d)[j, l])
            diff(A*X, X, layout = "vec")                              | kron(I(d), A)
            diff(A*X*B, X, layout = "vec")                            | kron(B', A)
            jacobian(X*w, w, layout = "denominator")                  | X'
            hessian(sum((A*X).^2), X, layout = "vec")                 | 2*kron(I(d), A'*A)
            grad(sum((A*X).^2), [X], layout = "vec")                  | vec(2*A'*A*X)
            backprop(sum((A*X).^2), [X])                              | 2*A'*A*X
            """)
    void theLanguageHasThemAsFunctions(String formula, String text) {
        assertThat(check.read(formula)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hvp(X*w, w, v)                                   | a scalar has a Hessian, but this has shape [n]
            hvp(sum(w.^2), w, y)                             | the direction has shape [n], but w has shape [d]
            vjp(X*w, w, v)                                   | this has shape [d], but the function has shape [n]
            gauss_newton(sum((X*w).^2) + w'*w, X*w, w, v)    | in other ways than through the outputs
            diff(A*X, X, layout = "wide")                    | there is no such layout
            diff(A*X, X, order = "vec")                      | 'diff' has no operand order
            """)
    void whatMakesNoSenseIsToldSo(String formula, String message) {
        assertThatThrownBy(() -> check.read(formula)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A*X             | X
            S*w             | w
            sum((A*X).^2)   | X
            tanh(X*w)       | w
            """)
    void layoutsAreTheSameEntriesInAnotherOrder(String formula, String variable) {
        Expression function = read(formula);
        var symbol = check.symbol(variable);
        Expression derivative = Differentiation.derivative(function, symbol);
        Value numerator = check.value(derivative);
        Value denominator = check.value(Layout.DENOMINATOR.of(derivative, function.shape(), List.of(symbol)));
        Value vec = check.value(Layout.VEC.of(derivative, function.shape(), List.of(symbol)));
        int[] front = check.value(function).sizes();
        int[] back = check.data().get(variable).sizes();
        int rows = java.util.Arrays.stream(front).reduce(1, (a, b) -> a * b);
        int columns = numerator.entries().length / rows;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double entry = numerator.entries()[i * columns + j];
                assertThat(denominator.entries()[j * rows + i]).isEqualTo(entry);
                assertThat(vec.entries()[byColumns(i, front) * columns + byColumns(j, back)]).isEqualTo(entry);
            }
        }
        assertThat(denominator.sizes()).isEqualTo(java.util.stream.IntStream.concat(java.util.Arrays.stream(back), java.util.Arrays.stream(front)).toArray());
        assertThat(Layout.named("vec")).contains(Layout.VEC);
        assertThat(Layout.VEC.description(function.shape(), List.of(symbol))).startsWith("vec layout: ").endsWith(" of " + variable);
    }

    // The place in column-major order of what has this place in row-major order.
    private static int byColumns(int place, int[] sizes) {
        int rest = place;
        int result = 0;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            result = result + rest % sizes[axis] * stride(sizes, axis);
            rest /= sizes[axis];
        }
        return result;
    }

    private static int stride(int[] sizes, int axis) {
        int stride = 1;
        for (int before = 0; before < axis; before++) {
            stride *= sizes[before];
        }
        return stride;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            logsumexp(w)              | w w | diag(softmax(w)) - softmax(w)*softmax(w)'
            softmax(w)                | w   | diag(softmax(w)) - softmax(w)*softmax(w)'
            sum(v .* softmax(w))      | w   | (v - v'*softmax(w)) .* softmax(w)
            softmax(W)                | W   | tensor(i, j, l, m: softmax(W)[i, j]*I(d)[i, l]*I(k)[j, m] - softmax(W)[i, j]*softmax(W)[i, m]*I(d)[i, l])
            """)
    void diagonalsStayApartFromWhatIsDense(String formula, String variables, String expected) {
        Expression derivative = check.require(formula, variables.split(" "));
        assertThat(derivative).hasToString(expected);
    }
}
