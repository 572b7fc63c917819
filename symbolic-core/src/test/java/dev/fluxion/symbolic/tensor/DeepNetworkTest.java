package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepNetworkTest {
    private static Symbol symbol(String name, Symbol.Role role, String... sizes) {
        return Symbol.of(name, new Shape(java.util.Arrays.stream(sizes).map(Size::named).toList()), role, Set.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 1000})
    void theGradientOfADeepNetworkHasAtMostSixTimesItsNodes(int layers) {
        Expression activation = symbol("X", Symbol.Role.VARIABLE, "m", "h");
        List<Symbol> parameters = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            Symbol weights = symbol("W" + layer, Symbol.Role.PARAMETER, "h", "h");
            Symbol bias = symbol("b" + layer, Symbol.Role.PARAMETER, "h");
            parameters.addAll(List.of(weights, bias));
            Names names = Names.strict().declare(weights).declare(bias).bind("A", activation);
            activation = Language.parse(new Source("layer", "relu(A*W" + layer + " + b" + layer + ")"), names);
        }
        Names names = Names.strict().declare(symbol("Y", Symbol.Role.VARIABLE, "m", "h")).bind("P", activation);
        Expression loss = Stabilizer.stabilize(Language.parse(new Source("loss", "-sum(Y.*log(softmax(P)))/m"), names)).expression();
        List<Expression> gradient = Differentiation.gradient(loss, parameters);
        assertThat(gradient).hasSize(2 * layers);
        assertThat(Topology.of(gradient).size()).isLessThanOrEqualTo(6 * Topology.of(loss).size());
        if (layers == 50) {
            assertThat(leastMillis(() -> Differentiation.gradient(loss, parameters))).isLessThan(50);
        }
    }

    // The least of many: what else the machine does only adds.
    private static double leastMillis(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long start = System.nanoTime();
            work.run();
            least = Math.min(least, System.nanoTime() - start);
        }
        return least / 1e6;
    }

    @Test
    void aFormulaOfTenThousandParametersHasAllOfItsDerivatives() {
        int count = 10_000;
        List<Symbol> parameters = java.util.stream.IntStream.range(0, count).mapToObj(i -> symbol("w" + i, Symbol.Role.PARAMETER, "h")).toList();
        Symbol input = symbol("x", Symbol.Role.VARIABLE, "h");
        List<Expression> terms = parameters.stream().<Expression>map(w -> Elementwise.product(w, input)).toList();
        Expression total = Elementwise.sum(terms);
        Names names = Names.strict().declare(input).bind("u", total);
        Expression loss = Language.parse(new Source("loss", "sum(tanh(u).^2)"), names);
        List<Expression> gradient = Differentiation.gradient(loss, parameters);
        assertThat(gradient).hasSize(count).allMatch(each -> each.equals(gradient.getFirst())); // each enters alike
        assertThat(gradient.getFirst()).isEqualTo(Language.parse(new Source("slope", "2*x.*tanh(u).*(1 - tanh(u).^2)"), names));
        assertThat(Topology.of(gradient).size()).isLessThan(Topology.of(loss).size() + 20);
    }
}
