package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.derivation.Derivation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    @Test
    void wrongClaimsAboutWhatCancelsAreRefutedToo() {
        Formulary script = Formulary.of("x in R[n]; param w in R[n] = 0\nL = sum(w - mean(w)) + sum(sin(w .* x))/10^4");
        Samples samples = Samples.of(Cuts.of(script.function, "L", script.variables(), Map.of(), InventedNames.beside(script.function, List.of())), script.function,
                script.function);
        Symbol w = script.variables().getFirst();
        Expression gradient = Differentiation.gradient(script.function, List.of(w)).getFirst();
        Expression difference = Elementwise.difference(gradient, Elementwise.fill(Constant.ONE, w.shape()));
        assertThat(samples.slope(w, gradient).isMade()).isTrue();
        assertThatThrownBy(() -> samples.slope(w, difference)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> samples.slope(w, Elementwise.negate(gradient))).isInstanceOf(IllegalStateException.class);
    }

    /** The function cancels, or has values only for matrices of some shapes, or for some matrices. */
    @ParameterizedTest
    @ValueSource(strings = {
        "x in R[n]; f = logsumexp(log(softmax(x)))",
        "x in R[n, d]; f = sum(x - mean(x, 1))",
        "y in R[n]; x in R[n]; f = sum(x - mean(x))*sum(y .* x)",
        "x in R[n]; y in R[n]; f = det(outer(x.^2, y))",
        "y in R[n]; v in R[k]; X in R[n, d]; b in R[k]; x in R[d, k]\nH = X*x + b\nC = H - mean(H, 1)\nf = sum((C*v - y).^2)/n",
        "y in R[n]; v in R[k]; X in R[n, d]; x in R[k]; W in R[d, k]\nH = X*W + x\nC = H - mean(H, 1)\nf = sum((C*v - y).^2)/n",
        "x in R[n, d]; f = logdet(x'*x)",
        "x in R[a, b]; f = tr(inv(x'*x))",
        "y in R[n]; x in R[n, d]; f = y'*x*inv(x'*x)*x'*y",
        "y in R[n]; x in R[n, d]; f = norm2(solve(x'*x, x'*y))^2",
        "x in R[n, d]; f = log(det(x'*x))",
        "B in R[d, d]; S in R[d, d]; x in R[d, k]; f = tr(inv(x'*S*x)*(x'*B*x))",
        "x in R[n, n]; f = log(det(x))",
        "x in R[n, n]; f = log(abs(det(x)))",
        "y in R[n]; x in R[n, n] diagonal; f = log(det(x)) + y'*inv(x)*y",
        "x in R[n]; f = x[1] + sum(tanh(x) - (exp(x) - exp(-x)) ./ (exp(x) + exp(-x)))",
        "B in R[n, n]; x in R[n, n]; f = log(det(x*B))",
        "x in R[n, n]; f = log(det(x + x'))",
        "B in R[n, n]; x in R[n, n]; f = tr(x*B) - log(det(x))"})
    void linesAreHeldAgainstPointsWhereTheFunctionHasAValue(String script) {
        Formulary read = Formulary.of(script.replaceFirst("; f = ", "\nf = "));
        Symbol by = Substitution.variables(read.function).stream().filter(variable -> variable.name().equals("x")).findFirst().orElseThrow();
        for (Derivation derivation : List.of(Gradients.derivation(read.function, List.of(by), read.named), Gradients.backpropagation(read.function, List.of(by), read.named))) {
            assertThat(derivation.steps()).isNotEmpty().filteredOn(nested -> !nested.step().rule().isEmpty())
                    .allSatisfy(nested -> assertThat(nested.step().check().isMade()).as(nested.step().toString()).isTrue());
        }
    }
}
