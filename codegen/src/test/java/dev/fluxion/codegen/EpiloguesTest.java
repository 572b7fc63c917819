package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that follow on blocks of a product. */
class EpiloguesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 5L, "m", 7L, "k", 4L);

    private final Tensors tensors = new Tensors(SIZES, "A n,m; B m,n; S n,n; X n,k; W k,m; b m; c n; d n; s; t");

    private TensorProgram program(String... texts) {
        return TensorKernels.program(Stream.of(texts).map(tensors::parse).toList(), tensors.symbols, SIZES);
    }

    private static List<Integer> joined(TensorProgram program) {
        return program.steps().stream().filter(Step.Fused.class::isInstance).map(step -> ((Step.Fused) step).loops().size()).toList();
    }

    @Test
    void biasAndActivationFollowOnBlocks() {
        assertThat(joined(program("relu(X*W + b)"))).containsExactly(1);
        assertThat(joined(program("X*W + b", "relu(X*W + b)"))).containsExactly(2);
    }

    @Test
    void aProductThatNothingElseNeedsIsHeldInBlocks() {
        TensorProgram program = program("relu(X*W + b)*B");
        assertThat(program.room()).containsExactly(35);
        assertThat(program.explain(Precision.DOUBLE)).contains("block = a3*a4, 5x4x7").contains("v1 = block;");
        assertThat(program("X*W + b", "max(X*W)").explain(Precision.DOUBLE)).doesNotContain("block =");
    }

    @Test
    void whatIsOnlyNeededByAnEpilogueComesBeforeTheProduct() {
        TensorProgram program = program("A*B", "(A*B) .* (S*S*S)");
        assertThat(program.steps().getLast()).isInstanceOf(Step.Fused.class);
        assertThat(joined(program)).containsExactly(1);
    }

    @Test
    void readersOfOtherPlacesWaitForTheWholeProduct() {
        assertThat(joined(program("prod(A*B, 1)"))).isEmpty();
        assertThat(joined(program("softmax(X*W)"))).isEmpty();
        assertThat(joined(program("sum(X*W, 1)"))).isEmpty();
        assertThat(joined(program("(X*W) .* max(X*W)"))).isEmpty();
    }

    @Test
    void aLoopThatNeedsWhatComesOfTheWholeProductWaits() {
        assertThat(joined(program("X*W + max(X*W)*b"))).isEmpty();
        assertThat(joined(program("relu(X*W)", "relu(X*W) + sum(relu(X*W))*b"))).containsExactly(1);
    }

    /** Products whose operands or neighbours have room that an epilogue might take. */
    @ParameterizedTest
    @ValueSource(strings = {"relu(relu(relu(S*S + c)*S + d)*S + c)*S", "(S*S).*S + (S*S)'", "exp(S*S).*(exp(S)*exp(S)) + exp(S)", "relu(exp(S)*exp(S)).*exp(S)",
        "(exp(S)*S).*exp(S)'", "(exp(S)*S).*exp(S)' + exp(S)", "(exp(S)*sin(S)).*sin(S)", "relu((c*d')*S + exp(c)).*exp(c*s)", "tanh(X*W + b)*tanh(B + c)",
        "relu(S*S)*relu(S*S)", "(S*S - c*d').*(S*S + c*d')", "relu(A*B + S).*relu(S) + relu(S)*S"})
    void blocksGiveTheBitsOfTheWhole(String text) {
        Expression value = tensors.parse("sum(" + text + ")");
        List<Expression> outputs = new ArrayList<>(List.of(value, tensors.parse(text)));
        Adjoints adjoints = Adjoints.of(value, tensors.symbols);
        for (Symbol symbol : tensors.symbols) {
            outputs.add(adjoints.gradient(symbol));
        }
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        double[][] at = tensors.values(-1, 1);
        double[][] expected = new TensorInterpreter(program).run(at);
        Object[] inBlocks = BlockProducts.run(program, at);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double[]) inBlocks[i]).as("%s%n%s", outputs.get(i), program.explain(Precision.DOUBLE)).isEqualTo(expected[i]);
        }
    }
}
