package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DifferentialsTest {
    private static final String DECLARATIONS = "X in R[n, d]; Z in R[n, d]; A in R[n, n]; S in R[n, n] symmetric; G in R[n, n] diagonal; P in R[n, n] positive_definite; "
            + "T in R[n, d, k]; W in R[d, k]; w in R[d]; x in R[n]; y in R[n]; Y in R[n, d] onehot\nf = ";

    static final List<String> ASKED = List.of("sum((X*w - y).^2)/n | w", "x'*A*x | x x", "A*x | A", "softmax(x) | x", "inv(A) | A", "x'*A*y | x y",
            "logdet(A*A') | A", "tr(A*S*A') | A", "x'*S*x | x", "tr(S*A*S) | S", "x'*G*x | G", "logdet(P) | P", "norm2(X*w - y) | w", "logsumexp(X*w) | w w",
            "x'*A*x.^2 | x", "A*A*A | A", "det(A) | A", "sum(max(X, axis = 1)) | X", "cumsum(x.^2) | x", "exp(A*x) | x", "X'*X | X",
            "-sum(Y .* log(softmax(X*W*W')))/n | W", "norm1(A*x) | x", "x | x", "y | x", "sum(T.^3) | T", "sum(sum(T, 1).^2) | T", "s*x | s", "sum(abs(x).^s) | s",
            "kron(x, y) | x", "fold(h = x, t = 1..3: tanh(A*h)) | x", "norm2(x)*x | x", "x*x'*A*x | x", "x'*(y'*x*A)*x | x", "tanh(X*W) | W", "x .* A | x",
            "-(X*w - y)'*A*(X*w - y) | w", "sum(i, j: A[i, j]*exp(x[i]*y[j])) | x", "tr(A) - x'*y | A", "prod(x) | x", "{sum(x) > 0: x'*x, else: 0} | x",
            "X[1, :]*2 | X", "concat(x, y) | x", "sum(Z .* (X - mean(X, 1))) | X");

    private record Asked(Expression function, List<Symbol> by) {
        static Asked of(String text) {
            String[] parts = text.split(" \\| ");
            Expression function = Formulary.of(DECLARATIONS + parts[0]).function;
            List<Symbol> known = Topology.of(Formulary.of(DECLARATIONS + "tr(A + S + G + P) + sum(T) + sum(X) + sum(W) + sum(w) + sum(x) + sum(y) + s").function)
                    .nodes().stream().filter(Symbol.class::isInstance).map(Symbol.class::cast).toList();
            return new Asked(function, Arrays.stream(parts[1].split(" ")).map(name -> known.stream().filter(symbol -> symbol.name().equals(name)).findFirst()
                    .orElseThrow()).toList());
        }

        Derivation derivation() {
            return Differentials.derivation(function, by);
        }
    }

    @ParameterizedTest
    @FieldSource("ASKED")
    void everyLineIsCheckedAndTheLastIsTheDerivative(String text) {
        Asked asked = Asked.of(text);
        Derivation derivation = asked.derivation();
        assertThat(derivation.result()).isEqualTo(Differentiation.derivative(Stabilizer.stabilize(asked.function).expression(), asked.by));
        assertThat(derivation.steps()).extracting(nested -> nested.step().check()).allMatch(check -> check.isMade() || check.equals(Check.UNNEEDED));
        assertThat(derivation.text()).doesNotContain(Differentials.PENDING);
        assertThat(derivation.latex()).doesNotContain(Differentials.PENDING);
    }

    @Test
    void theyReadAsInATextbook() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String text : ASKED) {
            all.append("# ").append(text).append('\n').append(Asked.of(text).derivation().text()).append('\n');
        }
        if ("write".equals(System.getenv("FLUXION_GOLDEN"))) {
            Files.writeString(Path.of("src/test/resources/derivations/differentials.txt"), all);
        }
        try (InputStream golden = DifferentialsTest.class.getResourceAsStream("/derivations/differentials.txt")) {
            assertThat(all).hasToString(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void differentialsHaveAnUprightDInLatex() {
        assertThat(Asked.of("x'*A*x | x").derivation().latex()).contains("\\mathrm{d}\\mathbf{x}", "\\mathrm{d}(\\mathbf{x}^{\\top}");
    }
}
