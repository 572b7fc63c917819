package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas that overflow as they are written. */
class StableTensorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp(z)/sum(exp(z))                                  | softmax(z)
            tensor(i, j: exp(Z[i, j])/sum(l: exp(Z[i, l])))     | softmax(Z)
            tensor(i, j: exp(Z[i, j])/sum(l: exp(Z[l, j])))     | softmax(Z, 1)
            exp(Z)./outer(sum(exp(Z), 2), ones(d))              | softmax(Z)
            log(exp(z)/sum(exp(z)))                             | logsoftmax(z)
            log(softmax(Z'))                                    | logsoftmax(Z')
            log(softmax(Z', 1)')                                | logsoftmax(Z)
            tensor(i, j: log(softmax(z)[j])*ones(d)[i])         | tensor(i, j: logsoftmax(z)[j]*ones(d)[i])
            y.*exp(z)/sum(exp(z))                               | y.*softmax(z)
            exp(z)./(1 + exp(z))                                | sigmoid(z)
            exp(-z)./(1 + exp(-z))                              | sigmoid(-z)
            1 ./(1 + exp(-z))                                   | sigmoid(z)
            (exp(z) - exp(-z))./(exp(z) + exp(-z))              | tanh(z)
            sinh(z)./cosh(z)                                    | tanh(z)
            log(mean(exp(z)))                                   | logsumexp(z) - log(n)
            log(sum(3*exp(z)))                                  | logsumexp(z) + log(3)
            log(sum(exp(Z), 2))                                 | logsumexp(Z)
            log(mean(exp(Z), 1))                                | logsumexp(Z, 1) - log(n)
            log(1 + sum(exp(z)))                                | softplus(logsumexp(z))
            log(1 + exp(z))                                     | softplus(z)
            log(1 - sigmoid(z))                                 | -softplus(z)
            log(sigmoid(z))                                     | -softplus(-z)
            log1p(exp(z))                                       | softplus(z)
            log(cosh(z))                                        | z + softplus(-2*z) - log(2)
            log(exp(z) + exp(-z))                               | z + softplus(-2*z)
            log(exp(z) + 3*exp(y))                              | logaddexp(z, y + log(3))
            log(exp(z) + exp(y) + 2)                            | log(exp(z) + exp(y) + 2)
            log(1 + exp(z) + exp(y))                            | softplus(logaddexp(z, y))
            exp(z)./(exp(z) + exp(y))                           | sigmoid(z - y)
            sum(i: log(softmax(Z)[i, q[i]]))                    | sum(i: logsoftmax(Z)[i, q[i]])
            sum(i: log(softmax(Z)[q[i], 2]))                    | sum(i: logsoftmax(Z)[q[i], 2])
            log(softmax(z)[p])                                  | logsoftmax(z)[p]
            log(sum(H.*softmax(Z), 2))                          | sum(H.*logsoftmax(Z), 2)
            log(diag(H*softmax(Z)'))                            | diag(H*logsoftmax(Z)')
            exp(z[1])/sum(exp(z))                               | softmax(z)[1]
            sum(i: z[i]*exp(z[i]))/sum(exp(z))                  | z'*softmax(z)
            Z'*exp(z)/sum(exp(z))                               | Z'*softmax(z)
            exp(z)*exp(z)'/sum(exp(z))^2                        | softmax(z)*softmax(z)'
            tensor(i: sum(j: exp(Z[i, j])*H[i, j])/sum(j: exp(Z[i, j]))) | sum(softmax(Z).*H, 2)
            """)
    void whatOverflowsHasAStableFormThatEqualsIt(String written, String stable) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] Z[n,d] H[n,d]onehot q[n] p[]", new Random(3));
        List.of("q", "p").forEach(name -> Arrays.setAll(check.data().get(name).entries(), i -> 1 + i % 3));
        Expression before = check.read(written);
        Expression after = Stabilizer.stabilize(before).expression();
        assertThat(after).isEqualTo(Stabilizer.stabilize(check.read(stable)).expression());
        assertThat(check.value(after).entries()).containsExactly(check.value(before).entries(), within(1e-13));
        List.of("z", "y", "Z").forEach(name -> Arrays.setAll(check.data().get(name).entries(), i -> i % 2 == 0 ? 10_000 : -10_000));
        assertThat(Arrays.stream(check.value(after).entries()).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(z)/sum(exp(y))", "tensor(i, j: exp(Z[i, j])/sum(l: exp(Z[l, i])*1)/2)", "exp(z).*sigmoid(z)", "(exp(z) - exp(-y))./(exp(z) + exp(-z))",
            "log(sum(y.*exp(z)))", "log(exp(z) - exp(y))", "log(exp(z) + y)", "log(sum(Z.*softmax(Z), 2))", "sum(i: log(Z[i, y[i]]))",
            "log(sum(-exp(z)))", "exp(Z)/sum(exp(Z))", "exp(z)./sum(exp(Z), 2)"})
    void whatOnlyLooksLikeItStays(String written) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] Z[n,n]", new Random(3));
        assertThat(Stabilizer.stabilize(check.read(written)).steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(log(cosh(z)))             | tanh(z)
            sum(log(exp(z) + exp(-z)))    | tanh(z)
            sum(log1p(exp(z)))            | sigmoid(z)
            sum(log(exp(z) + exp(y)))     | sigmoid(z - y)
            """)
    void derivativesAtAPointKeepTheirDigitsFarOutAndNearZero(String function, String slope) {
        for (double at : new double[] {10_000, 1e-9, 0, 1}) {
            TensorCheck check = TensorCheck.declare("z[n] y[n]", new Random(3));
            Arrays.setAll(check.data().get("z").entries(), i -> i % 2 == 0 ? at : -at);
            Expression derivative = Differentiation.derivative(Stabilizer.forValues(check.read(function)), check.symbol("z"));
            double[] expected = check.value(check.read(slope)).entries();
            double[] found = Stabilizer.value(derivative, check.data()).entries();
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isNotNaN().isCloseTo(expected[i], within(4e-16 * Math.abs(expected[i])));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(sum(exp(z).*y))                                        | logsumexp(z + log(y))
            sum(i: log(sum(j: r[j]*exp(-(z[i] - m[j])^2/2))))          | sum(logsumexp(tensor(i, j: log(r[j]) - (z[i] - m[j])^2/2)))
            sum(log(exp(Z)*r))                                         | sum(logsumexp(tensor(i, j: Z[i, j] + log(r[j]))))
            """)
    void logarithmsOfWeightedSumsOfExponentialsHaveValuesAndGradientsFarOut(String function, String stable) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] Z[n,d] r[d] m[d]", new Random(3));
        List.of("y", "r").forEach(name -> Arrays.setAll(check.data().get(name).entries(), i -> 0.5 + i));
        List.of("z", "Z").forEach(name -> Arrays.setAll(check.data().get(name).entries(), i -> i % 2 == 0 ? 900 : -900));
        Expression same = check.read(stable);
        assertThat(Stabilizer.value(check.read(function), check.data()).scalar()).isCloseTo(check.value(same).scalar(), within(1e-9));
        for (Symbol by : Substitution.variables(same)) {
            Expression derivative = Differentiation.derivative(Stabilizer.forValues(check.read(function)), by);
            assertThat(Stabilizer.value(derivative, check.data()).entries())
                    .containsExactly(check.value(Differentiation.derivative(same, by)).entries(), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(sum(y.*exp(z)))                    | z | 0
            log(sum(y.*exp(z)))                    | y | 0
            log(sum(exp(z).*y.^2))                 | z | 1000
            sum(log(A*exp(z)))                     | z | 0
            sum(log(A*exp(z)))                     | A | 0
            sum(log(sum(A.*exp(A), 2)))            | A | 0
            log(sum(Z.*exp(Z)))                    | Z | 0
            sum(i: log(sum(j: A[i, j]*exp(-(z[i] - y[j])^2/2))))  | z | 0
            sum(log(2*exp(A)*y/n))                 | A | 0
            """)
    void weightsOfZeroCountNothingHoweverLargeTheirExponentials(String function, String variable, double shift) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] Z[n,d] A[n,n]", new Random(3));
        check.data().put("y", Value.of(new int[] {5}, 0.5, 0, 2, 1, -0.25));
        Arrays.setAll(check.data().get("A").entries(), i -> i % 4 == 1 ? 0 : 0.3 + 0.1 * (i % 7));
        Arrays.setAll(check.data().get("z").entries(), i -> shift + i);
        Expression stable = Stabilizer.forValues(check.read(function));
        Expression derivative = Differentiation.derivative(stable, check.symbol(variable));
        if (shift == 0) {
            assertThat(TensorCheck.difference(check.value(stable), check.value(check.read(function)))).isLessThan(1e-13);
            check.requireDerivative(stable, variable, derivative);
        }
        check.data().get("z").entries()[1] = 5000;
        double[] before = Stabilizer.value(derivative, check.data()).entries();
        assertThat(Stabilizer.value(check.read(function), check.data()).scalar()).isFinite();
        if (variable.equals("z")) {
            assertThat(Arrays.stream(before).allMatch(Double::isFinite)).as(derivative.toString()).isTrue();
        }
    }

    @Test
    void aWeightOfZeroHasTheDerivativeOfItsExponential() {
        TensorCheck check = TensorCheck.declare("z[n] y[n]", new Random(3));
        check.data().put("y", Value.of(new int[] {5}, 0, 0, 2, 0, 0));
        check.data().put("z", Value.of(new int[] {5}, 900, 5000, 899, -900, 899));
        Expression derivative = Differentiation.derivative(Stabilizer.forValues(check.read("log(sum(y.*exp(z)))")), check.symbol("y"));
        assertThat(Stabilizer.value(derivative, check.data()).entries()).containsExactly(new double[] {Math.E / 2, Double.POSITIVE_INFINITY, 0.5, 0, 0.5}, within(1e-13));
        Arrays.fill(check.data().get("y").entries(), 0);
        assertThat(Stabilizer.value(check.read("log(sum(y.*exp(z)))"), check.data()).scalar()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-Infinity | -Infinity | 0.5 | -Infinity", "Infinity | 1 | 0.5 | Infinity", "Infinity | 1 | -0.5 | NaN", "1 | -Infinity | 0 | -Infinity",
        "-Infinity | 1 | 0 | 2.09861228866811", "-Infinity | 1 | 3 | 2.09861228866811"})
    void infiniteExponentsCountAsTheLogarithmDoes(double first, double others, double weight, double expected) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] A[n,n]", new Random(3));
        check.data().put("y", Value.of(new int[] {5}, weight, 0.5, 1, 1, 0.5));
        check.data().put("z", Value.of(new int[] {5}, first, others, others, others, others));
        Arrays.setAll(check.data().get("A").entries(), i -> check.data().get("y").entries()[i % 5]);
        assertThat(Stabilizer.value(check.read("log(sum(y.*exp(z)))"), check.data()).entries()).containsExactly(new double[] {expected}, within(1e-15));
        assertThat(Stabilizer.value(check.read("log(A*exp(z))"), check.data()).entries()).hasSize(5).containsOnly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(y.*log(y./(p.*q)))", "sum(y.*log(y.^2./(p.*q)))", "sum(y.*log(sqrt(y)./(q.*p)))", "sum(y.^2 .* log(y./(p + q)))", "-sum(y.*log(p.*q./y))"})
    void sharesOfZeroOverSeveralFactorsCountNothing(String function) {
        TensorCheck check = TensorCheck.declare("y[n] p[n] q[n]", new Random(3));
        check.data().put("y", Value.of(new int[] {5}, 0, 0.5, 0, 0.3, 0));
        check.data().put("p", Value.of(new int[] {5}, 0.5, 0.25, 0, 0.1, 0));
        check.data().put("q", Value.of(new int[] {5}, 0, 0.75, 0.5, 0.2, 0));
        TensorCheck positive = TensorCheck.declare("y[n] p[n] q[n]", new Random(3));
        positive.data().putAll(check.data());
        List.of("p", "q").forEach(name -> positive.data().put(name, Value.of(new int[] {5},
                Arrays.stream(check.data().get(name).entries()).map(entry -> entry == 0 ? 0.125 : entry).toArray())));
        assertThat(Stabilizer.value(check.read(function), check.data()).scalar()).isEqualTo(Stabilizer.value(check.read(function), positive.data()).scalar());
        for (String by : List.of("p", "q")) {
            Expression slope = Differentiation.derivative(Stabilizer.forValues(check.read(function)), check.symbol(by));
            assertThat(Stabilizer.value(slope, check.data()).entries()).as(by).containsExactly(Stabilizer.value(slope, positive.data()).entries(), within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(y.*log(y./p))", "-sum(y.*log(p./y))"})
    void divergencesOfSharesThatAreZeroInBothAreFinite(String function) {
        TensorCheck check = TensorCheck.declare("y[n] p[n]", new Random(3));
        Arrays.setAll(check.data().get("y").entries(), i -> i == 1 ? 1 : 0);
        Arrays.setAll(check.data().get("p").entries(), i -> i == 0 ? 0 : 0.5);
        Expression divergence = check.read(function);
        assertThat(Stabilizer.value(divergence, check.data()).scalar()).isEqualTo(Math.log(2));
        Expression slope = Differentiation.derivative(Stabilizer.forValues(divergence), check.symbol("p"));
        double[] entries = Stabilizer.value(slope, check.data()).entries();
        for (int i = 0; i < entries.length; i++) {
            assertThat(entries[i]).isCloseTo(i == 1 ? -2 : 0, within(1e-15));
        }
    }

    @Test
    void rowsThatAreOneHotByTheirValuesAreKnownToBeSo() {
        TensorCheck check = TensorCheck.declare("Z[n,d] Y[n,d] V[n,d]", new Random(3));
        Arrays.setAll(check.data().get("Z").entries(), i -> i % 2 == 0 ? 10_000 : -10_000);
        Arrays.setAll(check.data().get("Y").entries(), i -> i % 3 == 1 ? 1 : 0);
        Expression loss = check.read("-mean(log(sum(softmax(Z).*Y, 2)))");
        assertThat(Stabilizer.value(loss, check.data()).scalar()).isBetween(7_999.9, 12_001.0);
        Expression known = Stabilizer.knowing(loss, check.data(), List.of(check.symbol("Z")));
        assertThat(Stabilizer.value(Differentiation.derivative(Stabilizer.forValues(known), check.symbol("Z")), check.data()).entries())
                .containsExactly(Stabilizer.value(check.read("(softmax(Z) - Y)/n"), check.data()).entries(), within(1e-15));
        assertThat(Stabilizer.knowing(loss, check.data(), List.of(check.symbol("Y")))).isEqualTo(loss);
        assertThat(Stabilizer.knowing(check.read("sum(V)"), check.data(), List.of())).isEqualTo(check.read("sum(V)"));
    }
}
