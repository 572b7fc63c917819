package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of probabilities that are exactly 0 and 1, given or from logits of ±10,000: finite where the outcome is possible, in interpreter and kernel. */
class ProbabilitiesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 2L, "k", 3L);
    private static final double[] OUTCOMES = {1, 0, 0, 0, 0, 1};
    private static final double[] LOGITS = {10_000, -10_000, 0, 0, -10_000, 10_000};

    private final Tensors tensors = new Tensors(SIZES, "P n,k; Y n,k onehot");

    private double[] compiled(Expression expression, double[] given) {
        double[] result = new double[expression.isScalar() ? 1 : given.length];
        TensorKernels.compile(List.of(expression), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN)
                .run(new double[][] {given, OUTCOMES}, new Object[] {result});
        return result;
    }

    private double[] interpreted(Expression expression, double[] given) {
        return Evaluator.evaluate(expression, tensors.named(new double[][] {given, OUTCOMES}), SIZES).entries();
    }

    private double[] both(Expression expression, double[] given) {
        double[] result = interpreted(expression, given);
        assertThat(compiled(expression, given)).as(expression.toString()).containsExactly(result, within(1e-15));
        return result;
    }

    private Expression stable(String text) {
        return Stabilizer.stabilize(tensors.parse(text)).expression();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cross_entropy(P, Y)        | 0   | -1/2 0 0 0 0 -1/2
            binary_cross_entropy(P, Y) | 0   | -1/6 1/6 1/6 1/6 1/6 -1/6
            -sum(Y.*log(P))/n          | 0   | -1/2 0 0 0 0 -1/2
            -tr(Y'*log(P))             | 0   | -1 0 0 0 0 -1
            -mean(Y.*log(P) + (1 - Y).*log(1 - P)) | 0 | -1/6 1/6 1/6 1/6 1/6 -1/6
            sum(Y.*(log(Y) - log(P)))  | 0   | -1 0 0 0 0 -1
            -sum(i, j: Y[i, j]*log(P[i, j])) | 0 | -1 0 0 0 0 -1
            """)
    void probabilitiesOfZeroAndOneHaveFiniteLossesAndGradients(String loss, double value, String gradient) {
        Expression function = stable(loss);
        double[] slopes = Stream.of(gradient.split(" ")).mapToDouble(text -> interpreted(tensors.parse(text), OUTCOMES)[0]).toArray();
        assertThat(both(function, OUTCOMES)).containsExactly(new double[] {value}, within(0.0));
        assertThat(both(Differentiation.derivative(function, tensors.symbol("P")), OUTCOMES)).containsExactly(slopes, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross_entropy(P, Y)", "binary_cross_entropy(P, Y)", "-sum(Y.*log(P))", "sum(Y.*(log(Y) - log(P)))"})
    void anOutcomeThatWasImpossibleCostsInfinitelyMuch(String loss) {
        double[] wrong = Arrays.stream(OUTCOMES).map(each -> 1 - each).toArray();
        assertThat(both(stable(loss), wrong)[0]).isInfinite().isPositive();
    }

    /** The derivative of x*log(x) at 0 is what it is: infinite. */
    @Test
    void anEntropyHasTheValueZeroWhereAllIsCertain() {
        Expression entropy = tensors.parse("sum(P.*log(P))");
        assertThat(Stabilizer.value(entropy, tensors.named(new double[][] {OUTCOMES, OUTCOMES})).scalar()).isZero();
        double infinite = Double.NEGATIVE_INFINITY;
        assertThat(both(Differentiation.derivative(entropy, tensors.symbol("P")), OUTCOMES)).containsExactly(1, infinite, infinite, infinite, infinite, 1);
        Expression declared = Differentiation.derivative(stable("sum(Y.*log(Y))"), tensors.symbol("Y"));
        assertThat(interpreted(declared, OUTCOMES)).containsExactly(1, infinite, infinite, infinite, infinite, 1);
    }

    @Test
    void weightsThatAreNotKnownToBeProbabilitiesStayInClosedForms() {
        Tensors plain = new Tensors(SIZES, "P n,k; M n,k");
        Expression divergence = Stabilizer.stabilize(plain.parse("-sum(M.*log(P))")).expression();
        assertThat(Differentiation.derivative(divergence, plain.symbol("P"))).hasToString("-M ./ P");
        assertThat(Stabilizer.value(divergence, plain.named(new double[][] {OUTCOMES, OUTCOMES})).scalar()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(Y.*log(P))", "sum(P.*Y.*log(P))", "sum((1 - Y).*log(P))", "sum(Y.*(2*log(P) - log(Y)))",
            "sum(k: Y[1, k]*log(P[2, k]))", "sum(Y.*log(P).^2)"})
    void derivativesOfWeightedLogarithmsAreThoseOfTheProducts(String text) {
        double[][] at = {{0.5, 0.25, 0.125, 0.375, 0.75, 0.625}, {0.25, 0.5, 0.75, 0.125, 0.625, 0.375}};
        for (String variable : List.of("P", "Y")) {
            Expression plain = Differentiation.derivative(tensors.parse(text), tensors.symbol(variable));
            Expression weighted = Differentiation.derivative(stable(text), tensors.symbol(variable));
            assertThat(Evaluator.evaluate(weighted, tensors.named(at), SIZES).entries())
                    .containsExactly(Evaluator.evaluate(plain, tensors.named(at), SIZES).entries(), within(1e-13));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(Y.*log(P), 2)", "outer(sum(Y.*log(P), 2), ones(k)).*P", "tensor(i, j: P[i, j]*sum(l: Y[i, l]*log(P[i, l])))",
            "sum(Y.*log(P))*P", "(Y.*log(P))*P'", "P'*(P.*log(Y + 1))",
        "tr(P'*(Y.*log(P)))*P", "n*k*Y.*log(P)", "Y.*log(P) .* Y"})
    void weightsAreTakenFromAmongOtherFactorsAsTheyAre(String text) {
        double[][] at = {{0.5, 0.25, 0.125, 0.375, 0.75, 0.625}, OUTCOMES};
        Expression plain = tensors.parse(text);
        double[] expected = Evaluator.evaluate(plain, tensors.named(at), SIZES).entries();
        assertThat(Evaluator.evaluate(stable(text), tensors.named(at), SIZES).entries()).containsExactly(expected, within(1e-13));
        assertThat(Stabilizer.value(plain, tensors.named(at)).entries()).containsExactly(expected, within(1e-13));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aKernelRefusesDataThatAreNotWhatWasDeclared(Precision precision) {
        TensorKernel kernel = TensorKernels.compile(List.of(stable("-sum(Y.*log(P))")), tensors.symbols, SIZES, precision, MatrixProducts.PLAIN);
        Object probabilities = precision.array(new double[] {0.5, 0.25, 0.25, 0.125, 0.125, 0.75});
        Object[] result = {precision.array(1)};
        kernel.run(new Object[] {probabilities, precision.array(OUTCOMES)}, result);
        assertThat(precision.number(result[0])).isCloseTo(Math.log(2) - Math.log(0.75), within(1e-6));
        assertThatThrownBy(() -> kernel.run(new Object[] {probabilities, precision.array(new double[] {1, 0, 0, 0, 0.5, 0.5})}, result))
                .hasMessageContaining("'Y' is declared onehot, but row 2 holds 0.5 at position 2");
    }

    @Test
    void theStepIsNamedAndReadsBack() {
        Stabilizer.Stable stable = Stabilizer.stabilize(tensors.parse("-sum(Y.*log(P))/n"));
        assertThat(stable.steps()).extracting(Stabilizer.Step::rule).containsExactly("stable form: what is certain not to be adds nothing");
        assertThat(tensors.parse(stable.expression().toString())).isEqualTo(stable.expression());
    }

    @Test
    void theDerivativeByTheOutcomeIsTheLogarithmThoughTheOutcomeIsZero() {
        double[] given = {0.5, 0.25, 0.25, 0.125, 0.125, 0.75};
        double[] expected = Arrays.stream(given).map(each -> -Math.log(each) / 2).toArray();
        assertThat(both(Differentiation.derivative(stable("cross_entropy(P, Y)"), tensors.symbol("Y")), given)).containsExactly(expected, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cross_entropy(softmax(P), Y)        | 0      | 0 0 0 0 0 0
            -sum(Y.*log(softmax(P)))            | 0      | 0 0 0 0 0 0
            -sum(tensor(i, j: Y[i, j]*log(exp(P[i, j])/sum(l: exp(P[i, l]))))) | 0 | 0 0 0 0 0 0
            binary_cross_entropy(sigmoid(P), Y) | log(2)*2/6 | 0 0 1/12 1/12 0 0
            sum(log(1 + exp(P)) - Y.*P)         | log(2)*2 | 0 0 1/2 1/2 0 0
            """)
    void logitsOfTenThousandHaveFiniteLossesAndGradients(String loss, String value, String gradient) {
        Expression function = stable(loss);
        double[] slopes = Stream.of(gradient.split(" ")).mapToDouble(text -> interpreted(tensors.parse(text), OUTCOMES)[0]).toArray();
        assertThat(both(function, LOGITS)).containsExactly(new double[] {interpreted(tensors.parse(value), OUTCOMES)[0]}, within(1e-15));
        assertThat(both(Differentiation.derivative(function, tensors.symbol("P")), LOGITS)).containsExactly(slopes, within(1e-15));
        assertThat(Stabilizer.value(tensors.parse(loss), tensors.named(new double[][] {LOGITS, OUTCOMES})).scalar()).isEqualTo(both(function, LOGITS)[0]);
    }
}
