package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in brackets and under sums: labels, positions that variables hold, ranges that depend on other labels. */
class IndicesTest {
    private static TensorCheck check() {
        TensorCheck check = TensorCheck.declare("A[n,n] B[n,d] x[n] y[n] t[] p[]", new Random(7));
        check.data().get("p").entries()[0] = 3;
        return check;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x[p]                 | x[3]
            x[p + 1]             | x[4]
            x[2*p - 1]           | x[5]
            B[p, 2]*t            | B[3, 2]*t
            sum(j: B[p, j])      | sum(j: B[3, j])
            B[p, :]              | B[3, :]
            tensor(i: A[i, p])   | A[:, 3]
            sum(p: x[p])         | sum(x)
            tensor(p: x[p]^2)    | x.^2
            sum(p: x[p]*A[p, 2]) | x'*A[:, 2]
            """)
    void aDeclaredNumberInBracketsIsAPositionAndABoundOneALabel(String formula, String same) {
        TensorCheck check = check();
        Expression function = check.read(formula);
        Expression expected = check.read(same);
        assertThat(function.shape()).isEqualTo(expected.shape());
        assertThat(TensorCheck.difference(check.value(function), check.value(expected))).isLessThan(1e-14);
        check.requireRoundTrip(function);
        if (formula.contains("x")) {
            Expression derivative = Differentiation.derivative(function, check.symbol("x"));
            check.requireDerivative(function, "x", derivative);
            check.requireRoundTrip(derivative);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x[n - 1]                       | x[4]
            x[n - 1]*x[2]                  | x[4]*x[2]
            A[n - 2, :]'*x                 | A[3, :]'*x
            A[n - 1, n - 2]*x[1]           | A[4, 3]*x[1]
            sum(i: x[i]*A[i, n - 1])       | x'*A[:, 4]
            (x.^2)[n - 1] - x[n - 2]       | x[4]^2 - x[3]
            """)
    void aPositionMayBeToldBySizes(String formula, String same) {
        TensorCheck check = check();
        Expression function = check.read(formula);
        assertThat(function.shape()).isEqualTo(check.read(same).shape());
        assertThat(TensorCheck.difference(check.value(function), check.value(check.read(same)))).isLessThan(1e-14);
        check.require(formula, "x", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x[n - 1]", "x[n - 1]*x[2]", "A[n - 1, :]", "A[:, n - 2]", "x'*A[n - 2, :]", "x[n - 1]^2"})
    void aPositionToldBySizesIsPrintedAsItIsWritten(String formula) {
        assertThat(TextPrinter.text(check().read(formula))).isEqualTo(formula);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x[n + 1] | does not lie within 1..n
            x[n/2]   | a size must be a whole number or the name of a size
            """)
    void aPositionBesideTheAxisIsRefused(String formula, String message) {
        assertThatThrownBy(() -> check().read(formula)).isInstanceOf(dev.fluxion.grammar.FluxionException.class).hasMessageContaining(message);
    }

    @Test
    void aPositionThatIsNoneOfTheAxisHasNoEntry() {
        TensorCheck check = check();
        check.data().get("p").entries()[0] = 2.5;
        assertThat(check.value(check.read("x[p]")).scalar()).isNaN();
        check.data().get("p").entries()[0] = 6;
        assertThat(check.value(check.read("x[p]")).scalar()).isNaN();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(i = 2..n: sum(j = 1..i-1: A[i, j]*x[i]*x[j])) | sum(i, j: A[i, j]*x[i]*x[j]*if(j < i, 1, 0))
            sum(i = 1..n, j = i..n: A[i, j]^2)                | sum(i, j: A[i, j]^2*if(j >= i, 1, 0))
            sum(i: x[i]*sum(j = i..i+1-1: x[j]))              | sum(x.^2)
            sum(i: prod(j = 1..i: x[j]))                      | x[1]*(1 + x[2]*(1 + x[3]*(1 + x[4]*(1 + x[5]))))
            sum(i = 1..n: sum(j = 1..i: x[j]))                | sum(cumsum(x))
            sum(tensor(i: sum(j = 1..i: x[j]^2)))             | sum(cumsum(x.^2))
            prod(i = 1..n: sum(j = i..n: x[j]))               | prod(sum(x) - cumsum(x) + x)
            sum(i, k = 1..n, j = 1..k: A[i, k]*x[j])          | sum(A*cumsum(x))
            sum(i = 1..n-1: sum(j = i+1..n: (x[i] - x[j])^2)) | n*sum(x.^2) - sum(x)^2
            """)
    void rangesThatDependOnOtherLabelsChooseAmongAllPairs(String formula, String same) {
        TensorCheck check = check();
        Expression function = check.require(formula, "x", "x");
        Expression expected = check.read(same);
        assertThat(function.shape().rank()).isEqualTo(2);
        assertThat(TensorCheck.difference(check.value(check.read(formula)), check.value(expected))).isLessThan(1e-12);
        assertThat(TensorCheck.difference(check.value(Differentiation.derivative(check.read(formula), check.symbol("x"))),
                check.value(Differentiation.derivative(expected, check.symbol("x"))))).isLessThan(1e-12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tensor(i = 1..n, j = 1..i: A[i, j])      | an axis of a tensor has one size, but a range depends on another label
            tensor(i, j: x[i])                       | label j does not occur in the entry of the tensor
            tensor(i: A[i, j])                       | 'tensor' must name the free labels i, j
            tensor(i = 1..2: x)                      | the entry of a tensor must be a scalar, but has shape [n]
            sum(i = 1..n: x[i]*sum(i = 1..i: x[i]))  | the range of label i depends on the label itself
            A[i]                                     | A has shape [n, n] with 2 axes, but 1 index is given
            x[1, 2]                                  | x has shape [n] with 1 axis, but 2 indices are given
            t[1]                                     | t has no axes, but 1 index is given
            [1, 2, 3][5]                             | index 5 is outside 1..3, axis 1 of [1, 2, 3]
            sum(i: B[i, i])                          | label i runs over n and, at position 2 of B[i, i], over d
            """)
    void whatDoesNotFitNamesWhatIsMeant(String formula, String message) {
        FluxionException mistake = catchThrowableOfType(FluxionException.class, () -> check().read(formula));
        assertThat(mistake.diagnostic().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A^-1  | inv(A)
            A^(-2) | inv(A)*inv(A)
            A^0   | I(n)
            A^3   | A*A*A
            (A + I(n))^-1*x | solve(A + I(n), x)
            """)
    void wholePowersOfSquareMatricesAreProductsOfThemOrTheirInverses(String formula, String same) {
        TensorCheck check = check();
        assertThat(TensorCheck.difference(check.value(check.read(formula)), check.value(check.read(same)))).isLessThan(1e-12);
        check.require(formula, "A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fold(h = x, k = 1..2: tanh(A*h))", "fold(i = x, j = 1..2: tanh(A*i))", "fold(l = x, i = 1..2: A*l + x)",
            "fold(k = B, i = 1..2: A*k)"})
    void labelsInDerivativesOfFoldsAreNotItsIndexOrStates(String formula) {
        check().require(formula, "A");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hessian(t^3, [t])                    | reshape([6*t], 1, 1)
            jacobian(t^2*p, [t, p])              | reshape([2*p*t, t^2], 1, 2)
            reshape([1, 2, 3, 4, 5, 6], 2, 3)    | [1, 3, 5; 2, 4, 6]
            reshape([1, 2; 3, 4], 1, 4)          | reshape([1, 3, 2, 4], 1, 4)
            vec([1, 2; 3, 4])                    | [1, 3, 2, 4]
            """)
    void matricesOfOneRowAreWrittenAsWhatTheyAre(String formula, String text) {
        TensorCheck check = check();
        Expression matrix = check.read(formula);
        assertThat(matrix).hasToString(text).isEqualTo(check.read(text));
    }

    @Test
    void aSingularMatrixHasNoInverse() {
        TensorCheck check = check();
        java.util.Arrays.fill(check.data().get("A").entries(), 1);
        assertThat(check.value(check.read("inv(A)")).entries()).containsOnly(Double.NaN);
        assertThat(check.value(check.read("solve(A, x)")).entries()).containsOnly(Double.NaN);
        assertThat(check.value(check.read("det(A)")).scalar()).isZero();
    }
}
