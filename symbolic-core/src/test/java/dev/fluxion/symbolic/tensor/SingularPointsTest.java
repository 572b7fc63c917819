package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives where a formula that is usual elsewhere divides by zero. */
class SingularPointsTest {
    private final TensorCheck check = TensorCheck.declare("A[n,n] x[n] X[n,d] w[d] y[n] s[] S[n,n]positive_definite", new Random(5));

    /** Matrices of order 5 as products of {@code 5 x rank} and {@code rank x 5}. */
    private static Value ofRank(int rank) {
        Random random = new Random(rank);
        double[] left = random.doubles(5L * rank, -1, 1).toArray();
        double[] right = random.doubles(5L * rank, -1, 1).toArray();
        double[] entries = new double[25];
        for (int i = 0; i < 25; i++) {
            int entry = i;
            entries[i] = IntStream.range(0, rank).mapToDouble(k -> left[entry / 5 * rank + k] * right[k * 5 + entry % 5]).sum();
        }
        return Value.of(new int[] {5, 5}, entries);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aDeterminantHasItsDerivativesAtMatricesOfAnyRank(int rank) {
        System.arraycopy(ofRank(rank).entries(), 0, check.data().get("A").entries(), 0, 25);
        Expression determinant = check.read("det(A)");
        Expression first = Differentiation.derivative(determinant, check.symbol("A"));
        Expression second = Differentiation.derivative(first, check.symbol("A"));
        check.requireDerivative(determinant, "A", first);
        check.requireDerivative(first, "A", second);
        check.requireRoundTrip(first);
        check.requireRoundTrip(second);
        assertThat(first.toString()).isEqualTo("adj(A)'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(det(A))         | inv(A)'
            1/det(A)            | -inv(A)'/det(A)
            det(A)^2            | 2*det(A)*adj(A)'
            det(A'*A)           | 2*A*adj(A'*A)
            """)
    void anAdjugateDividedByItsDeterminantIsTheInverse(String function, String derivative) {
        assertThat(Differentiation.derivative(check.read(function), check.symbol("A"))).hasToString(derivative);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"B | 3 | det'''(B)", "B | 4 | det''''(B)", "C | 3 | 0"})
    void aDeterminantHasDerivativesOfAnyOrder(String matrix, int order, String derivative) {
        TensorCheck small = TensorCheck.declare("B[d,d] C[k,k]", new Random(6));
        Expression before = small.read("det(" + matrix + ")");
        for (int i = 0; i < order; i++) {
            Expression next = Differentiation.derivative(before, small.symbol(matrix));
            small.requireDerivative(before, matrix, next);
            small.requireRoundTrip(next);
            before = next;
        }
        assertThat(before.shape().rank()).isEqualTo(2 * order);
        Arrays.fill(small.data().get(matrix).entries(), 1); // of rank one
        small.requireRoundTrip(before);
        if (derivative.equals("0")) {
            assertThat(small.value(before).entries()).containsOnly(0.0);
        } else {
            assertThat(before.toString()).contains(derivative);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"det(B)^2", "det(B)*sum(B)", "logdet(B)", "sum(inv(B))", "sum(solve(B, w))", "w'*inv(B)*w", "det(B'*B)", "det(B + 2*B')", "1/det(B)"})
    void functionsOfSquareMatricesHaveThirdDerivatives(String function) {
        TensorCheck small = TensorCheck.declare("B[d,d] w[d]", new Random(7));
        for (int i = 0; i < 3; i++) {
            small.data().get("B").entries()[4 * i] += 2;
        }
        small.require(function, "B", "B", "B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            norm2(x)                   | x
            normF(A)                   | A
            norm2(X*w)                 | w
            norm2(3*X*w)               | X
            normF(A*X)                 | A
            norm2(A*(A'*(X*w)))        | w
            normF(diag(y)*(A*sin(X)))  | X
            sqrt(mean(x.^2))           | x
            sum(sqrt(sum(A.^2, 2)))    | A
            norm1(x)                   | x
            norm2(x.^2)                | x
            norm2((X*w).*y)            | w
            normF(tanh(diag(y))*X*diag(w)) | w
            sum(abs(x).^3)^(1/3)       | x
            sum(abs(x).^(3/2))^(2/3)   | x
            sum(x.^4)^(1/4)            | x
            mean(abs(x).^3)^(1/3)      | x
            cbrt(sum(abs(x).^3))       | x
            sum(abs(X*w).^3)^(1/3)     | w
            sum(sum(abs(X).^3, 2).^(1/3)) | X
            sqrt(x'*x + s^2)           | x
            sqrt(x'*x + s^2)           | s
            sum(hypot(x, s))           | x
            sum(hypot(x, y))           | y
            sum(sqrt(x.^2 + y.^2))     | y
            hypot(norm2(x), norm2(y))  | x
            sqrt(x'*S*x)               | x
            sqrt(x'*inv(S)*x)          | x
            sqrt((X*w)'*S*(X*w))       | w
            sum(x.^2)^(3/4)            | x
            sqrt(mean(x.^2) + sum(x.^4)) | x
            sqrt(s^2*x'*x + y'*y)      | x
            norm2(s*x)                 | s
            """)
    void aNormHasTheDerivativeZeroAtZero(String function, String variable) {
        Map<String, Value> zeros = new HashMap<>();
        check.data().forEach((name, value) -> zeros.put(name, name.equals("S") ? value : Value.of(value.sizes(), new double[value.entries().length])));
        Expression derivative = Differentiation.derivative(check.read(function), check.symbol(variable));
        check.requireDerivative(check.read(function), variable, derivative);
        assertThat(Evaluator.evaluate(derivative, zeros, TensorCheck.SIZES).entries()).containsOnly(0.0);
        assertThat(Evaluator.evaluate(check.read(derivative.toString()), zeros, TensorCheck.SIZES).entries()).as(derivative.toString()).containsOnly(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A*(A'*x)/norm2(A'*x)", "A'*A*x/norm2(A*x)", "diag(y)*X*X'*diag(y)*x/norm2(X'*diag(y)*x)", "(A'*x + A'*x.^2)/norm2(x)", "x.*y/norm2(x)",
            "abs(x).^2.5/sum(abs(x).^3)^(2/3)", "x.^3/norm2(x)^2", "x.*y/cbrt(sum(abs(x).^3))", "abs(x).^(s - 1)*sum(abs(x).^s)^(1/s - 1)",
            "inv(A)'*(inv(A)*x)/norm2(inv(A)*x)", "inv(A)'*solve(A, x)/norm2(solve(A, x))"})
    void aMultipleOfAVectorOverItsNormIsZeroAtZeroHoweverItIsGrouped(String multiple) {
        check.data().put("s", Value.of(3));
        Arrays.fill(check.data().get("x").entries(), 0);
        assertThat(check.value(check.read(multiple)).entries()).containsOnly(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y/norm2(x)", "(x + y)/norm2(x)", "sum(x)*y/norm2(x.*y)", "tensor(i: sum(j: A[i, j]*x[j]*y[j])/norm2(A*x))",
            "x/norm2(x)^3", "x/sum(abs(x).^3)^(2/3)", "sqrt(abs(x))/norm2(x)", "x/sqrt(x'*A*x)", "x.*y/sqrt(y'*x.^2)", "tensor(i, j: X[j, 1]*x[i]/norm2(x)^2)"})
    void whatIsNoMultipleOfAVectorOverItsNormHasNoValueAtZero(String quotient) {
        Arrays.fill(check.data().get("x").entries(), 0);
        assertThat(Arrays.stream(check.value(check.read(quotient)).entries()).noneMatch(Double::isFinite)).isTrue();
    }

    @Test
    void onlyTheRowOfTheNormItselfVanishesWithIt() {
        java.util.stream.IntStream.range(0, 3).forEach(column -> check.data().get("X").entries()[column] = 0);
        double[] entries = check.value(check.read("tensor(i, j, k: X[k, j]/sqrt(sum(X.^2, 2))[i])")).entries();
        assertThat(Arrays.copyOf(entries, 3)).containsOnly(Double.NaN, Double.POSITIVE_INFINITY); // the first row over its own norm and the others'
    }

    @Test
    void whatIsNoNormAsItVanishesElsewhereDividesAsItIs() {
        check.data().put("x", Value.of(new int[] {5}, 1, 1, 0, 0, 0));
        check.data().put("y", Value.of(new int[] {5}, 1, -1, 0, 0, 0));
        assertThat(check.value(check.read("x.*y/sqrt(sum(y.*x.^2))")).entries()).startsWith(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x/sqrt(s*x'*x)             | 0  | 1 | 1 | Infinity
            x/sqrt(s*x'*x)             | 2  | 0 | 1 | 0
            s*x/sqrt(s*x'*x)           | 0  | 0 | 1 | 0
            x'*x/sqrt(s*x'*x)*y        | 0  | 1 | 1 | Infinity
            x'*x/sqrt(s*x'*x)*y        | 1  | 0 | 1 | 0
            x/sqrt((x'*x)*(y'*y))      | 1  | 1 | 0 | Infinity
            x/sqrt((x'*x)*(y'*y))      | 1  | 0 | 1 | 0
            x./sqrt(s*x.^2)            | 0  | 1 | 1 | Infinity
            x./sqrt(s*x.^2 + y.^2)     | -1 | 1 | 1 | Infinity
            x./sqrt(s*x.^2 + y.^2)     | 0  | 1 | 0 | Infinity
            x./sqrt(s^2*x.^2 + y.^2)   | 0  | 1 | 0 | Infinity
            x/(norm2(x)*norm1(x))      | 1  | 0 | 1 | NaN
            x/sqrt(norm2(x))/norm2(x)  | 1  | 0 | 1 | NaN
            x/norm2(x)/sqrt(x'*x + y'*y) | 1 | 0 | 1 | 0
            x/norm2(x)/sqrt(x'*x + y'*y) | 1 | 0 | 0 | NaN
            x.*y/(norm2(x)*norm2(y))   | 1  | 0 | 0 | 0
            """)
    void whatAlsoDividesBesidesTheNormDividesAsItIs(String quotient, double s, double x, double y, double expected) {
        check.data().put("s", Value.of(s));
        Arrays.fill(check.data().get("x").entries(), x);
        Arrays.fill(check.data().get("y").entries(), y);
        assertThat(check.value(check.read(quotient)).entries()).containsOnly(expected);
    }

    @Test
    void aNormHasNoSecondDerivativeAtZero() {
        Arrays.fill(check.data().get("x").entries(), 0);
        Expression first = Differentiation.derivative(check.read("norm2(x)"), check.symbol("x"));
        assertThat(check.value(Differentiation.derivative(first, check.symbol("x"))).entries()).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(hypot(x, 2))            | x
            x.^(1 - y)*sum(y)           | x
            sum(x.^2 .* y.^(s - x))     | y
            sum(x.*sum(A.^2, 2).^(y - 2)) | A
            """)
    void divisorsWithExponentsOfTheirOwnAreNoNorms(String function, String variable) {
        check.require(function, variable);
    }

    @Test
    void oneOverANormStaysInfinite() {
        Arrays.fill(check.data().get("x").entries(), 0);
        assertThat(check.value(check.read("1/norm2(x)")).scalar()).isInfinite();
        assertThat(check.value(check.read("x[1]*y/norm2(x)")).entries()).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(if(x > 0, log(x), 0))              | 0 0 0 1 1
            sum(if(x > 0, sqrt(x), x.^2))          | 0 0 0 0.5 0.5
            sum(if(x == 0, 0, x.*log(x)))          | 0 0 0 1 1
            sum(if(x > 0, exp(-1000*x), x))        | 1 1 1 0 0
            sum({x > 0: tanh(log(x)), else: -1})   | 0 0 0 1 1
            {x[1] > 0: x[1]*log(x[1]), else: 0} + {x[4] > 0: x[4]*log(x[4]), else: 0} | 0 0 0 1 0
            2*{x[2] > 0: sqrt(x[2]), else: 0} + {x[5] > 0: 3*sqrt(x[5])^3, else: 1}   | 0 0 0 0 4.5
            -entropy(categorical([x[1], x[4]]))    | 0 0 0 1 0
            kl(categorical([x[1], x[4]]), categorical([1/2, 1/2])) - log(2)*x[4] | 0 0 0 1 0
            sum(if(x > 0, log(x), 0)) + sum(if(x > 0.5, sin(log(x)), 0))           | 0 0 0 2 2
            {x[1] > 0: log(x[1]*x[4]), else: 0} + {x[2] > 0: x[4]*log(x[1]*x[4]), else: 0} + x[4]^2 | 0 0 0 2 0
            """)
    void aCaseThatIsNotTakenPassesOnNoNaN(String function, String derivative) {
        check.data().put("x", Value.of(new int[] {5}, 0, 0, 0, 1, 1));
        double[] expected = Arrays.stream(derivative.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Expression slope = Differentiation.derivative(check.read(function), check.symbol("x"));
        assertThat(check.value(slope).entries()).containsExactly(expected, within(1e-15));
        check.requireRoundTrip(slope);
    }
}
