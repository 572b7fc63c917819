package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTermsTest {
    private static final Map<String, Long> SIZES = Map.of("n", 3L, "d", 2L, "k", 4L);
    private static final String DECLARED = "X in R[n, d]; s in R[1]; param W in R[d, k] = 0; param b in R[k] = 0; param A in R[d, d] = 0; param w in R[d] = 0\nf = ";

    private record Swept(Expression function, Symbol cotangent, Adjoints sweep, List<Symbol> variables) {
        static Swept of(String text) {
            Formulary script = Formulary.of(DECLARED + text);
            Symbol cotangent = Symbol.of("c", script.function.shape(), Symbol.Role.VARIABLE, Set.of());
            return new Swept(script.function, cotangent, Adjoints.recorded(script.function, cotangent, script.variables()), script.variables());
        }

        Optional<SweepTerms> terms(Symbol variable) {
            return SweepTerms.of(sweep, function, cotangent, variable);
        }
    }

    // As on paper: every delta with a label that is summed goes, one at a time.
    private static SweepTerms reduced(SweepTerms terms) {
        SweepTerms current = terms;
        for (int i = 0; i < terms.terms().size(); i++) {
            List<Integer> stay = current.terms().get(i).axes();
            for (Optional<Product.Delta> delta; (delta = current.terms().get(i).removable(stay)).isPresent(); ) {
                current = current.with(i, current.terms().get(i).without(delta.get(), stay));
            }
        }
        return current;
    }

    @ParameterizedTest
    @ValueSource(strings = {"X*W + b", "tanh(X*W + b)", "sigmoid(X*A*W)", "(X*W).^2", "X*A*A'", "w'*A*w", "diag(w)*A", "diag(A)", "tr(A)*w", "outer(w, w) + A'",
        "A .* A", "exp(w) ./ (1 + exp(w))", "sum(A, 1) + w", "X*w*2/n", "{w > 0: w.^2, else: w}", "max(w, 0)", "s[1]*(A*w)", "sum(k: W[i,k]*b[k])", "-A", "w.^w"})
    void theTermsAreTheSweepWithItsDeltas(String text) {
        Swept swept = Swept.of(text);
        int found = 0;
        for (Symbol variable : swept.variables) {
            Expression gradient = swept.sweep.gradient(variable);
            Optional<SweepTerms> terms = swept.terms(variable);
            if (terms.isPresent()) {
                found++;
                assertThat(terms.get().terms()).allSatisfy(term -> assertThat(term.deltas().size()).isGreaterThanOrEqualTo(variable.shape().rank()));
                SweepTerms last = reduced(terms.get());
                assertThat(last.total()).isEqualTo(terms.get().total());
                if (terms.get().isOne()) {
                    assertThat(last.total()).isEqualTo(gradient);
                }
                assertSameValue(last.total(), gradient);
            }
        }
        assertThat(found).isPositive();
    }

    private static void assertSameValue(Expression a, Expression b) {
        Random random = new Random(5);
        Map<String, Value> at = new HashMap<>();
        for (Symbol symbol : List.of(a, b).stream().flatMap(each -> dev.fluxion.symbolic.Substitution.variables(each).stream()).distinct().toList()) {
            int[] sizes = symbol.shape().sizes().stream().mapToInt(size -> (int) size.value(SIZES::get)).toArray();
            at.put(symbol.name(), Value.of(sizes, random.doubles(java.util.Arrays.stream(sizes).reduce(1, (x, y) -> x * y), 0.2, 1).toArray()));
        }
        double[] first = Evaluator.evaluate(a, at, SIZES).entries();
        double[] second = Evaluator.evaluate(b, at, SIZES).entries();
        for (int i = 0; i < first.length; i++) {
            assertThat(first[i]).isNotNaN().isCloseTo(second[i], org.assertj.core.api.Assertions.within(1e-12 * (1 + Math.abs(second[i]))));
        }
    }

    @Test
    void layersEndInTheVeryExpressionOfTheSweep() {
        Swept layer = Swept.of("tanh(X*W + b)");
        for (Symbol variable : layer.variables.stream().filter(symbol -> Set.of("W", "b").contains(symbol.name())).toList()) {
            SweepTerms terms = layer.terms(variable).orElseThrow();
            assertThat(terms.isOne()).isTrue();
            assertThat(reduced(terms).total()).isEqualTo(layer.sweep.gradient(variable));
        }
    }

    @Test
    void aDeltaIsKeptForEachAxisUntilItIsSummedAway() {
        Swept layer = Swept.of("X*W + b");
        Symbol weights = layer.variables.stream().filter(symbol -> symbol.name().equals("W")).findFirst().orElseThrow();
        LabelledProduct term = layer.terms(weights).orElseThrow().terms().getFirst();
        assertThat(term.deltas()).hasSize(2);
        assertThat(term.summed()).hasSize(3); // row and column of the output, and the label of the product
        assertThat(term.expression()).hasToString("X'*c");
    }

    @Test
    void aChangeOfTheValueIsRefused() {
        Swept swept = Swept.of("2*w");
        SweepTerms terms = swept.terms(swept.variables.stream().filter(symbol -> symbol.name().equals("w")).findFirst().orElseThrow()).orElseThrow();
        LabelledProduct term = terms.terms().getFirst();
        LabelledProduct wrong = new LabelledProduct(term.coefficient().negate(), term.factors(), term.deltas(), term.labels(), term.axes());
        assertThatThrownBy(() -> terms.with(0, wrong)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatARuleGivesInAnotherWayHasNoTerms() {
        Swept swept = Swept.of("softmax(w)");
        assertThat(swept.terms(swept.variables.stream().filter(symbol -> symbol.name().equals("w")).findFirst().orElseThrow())).isEmpty();
    }
}
