package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What `fit` is given is held against what was declared; parameters start as they were declared. */
class DeclaredDataTest {
    private static final String NETWORK = "X in R[m, 2]; Y in R[m, 2] onehot\nparam W in R[2, 2] = 1\nA = [1, 2; 4, 5]\n";

    private static List<String> printed(String script) {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text())).run(new Source("test", script));
        return lines;
    }

    @Test
    void labelsThatAreNotOneHotAreRefusedBeforeTheTraining() {
        String fit = "fit(-sum(Y .* log(softmax(X*W))), X = A, Y = B, epochs = 1, batch = 1)";
        assertThat(printed(NETWORK + "B = [1, 0; 0, 1]\n" + fit)).last().asString().startsWith("trained");
        assertThatThrownBy(() -> printed(NETWORK + "B = [1, 0; 0.5, 0.5]\n" + fit)).hasMessageContaining("'Y' is declared onehot, but row 2 holds 0.5 at position 1");
    }

    @Test
    void parametersStartWithTheStructureThatWasDeclared() {
        String parameters = "param S in R[2, 2] symmetric = he()\nparam D in R[2, 2] diagonal = 3\nparam P in R[2, 2] positive_definite = 2\n";
        assertThat(printed(NETWORK + parameters + "fit(sum((X*S*D*P - X).^2), X = A, epochs = 1, batch = 1)")).last().asString().startsWith("trained");
    }
}
