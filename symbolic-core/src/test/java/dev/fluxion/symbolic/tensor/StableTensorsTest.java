package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Stabilizer;
import java.util.Arrays;
import java.util.Random;
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
            """)
    void whatOverflowsHasAStableFormThatEqualsIt(String written, String stable) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] Z[n,d]", new Random(3));
        Expression before = check.read(written);
        Expression after = Stabilizer.stabilize(before).expression();
        assertThat(after).isEqualTo(Stabilizer.stabilize(check.read(stable)).expression());
        assertThat(check.value(after).entries()).containsExactly(check.value(before).entries(), within(1e-13));
        check.data().values().forEach(value -> Arrays.setAll(value.entries(), i -> 10_000 * Math.signum(value.entries()[i])));
        assertThat(Arrays.stream(check.value(after).entries()).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(z)/sum(exp(y))", "tensor(i, j: exp(Z[i, j])/sum(l: exp(Z[l, i])*1)/2)", "exp(z).*sigmoid(z)", "(exp(z) - exp(-y))./(exp(z) + exp(-z))",
            "log(sum(y.*exp(z)))", "log(sum(-exp(z)))", "exp(Z)/sum(exp(Z))", "exp(z)./sum(exp(Z), 2)"})
    void whatOnlyLooksLikeItStays(String written) {
        TensorCheck check = TensorCheck.declare("z[n] y[n] Z[n,n]", new Random(3));
        assertThat(Stabilizer.stabilize(check.read(written)).steps()).isEmpty();
    }
}
