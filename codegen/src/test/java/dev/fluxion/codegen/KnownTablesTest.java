package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that sizes alone decide: computed once, left out where they are zero, and powers of consecutive exponents. */
class KnownTablesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 20L, "m", 30L);
    private static final String BAND = "tensor(i = 1..m, j = 1..m: if(mod(3*i + 5*j, 31) == 4 and j < m, i - j, 0))";
    private static final String POLYNOMIAL = "tensor(i = 1..n, j = 1..m: t[i]^(j - 1))*x";

    private final Tensors tensors = new Tensors(SIZES, "x m; t n; y m");

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    private TensorProgram assertSame(Expression formula) {
        TensorProgram program = TensorKernels.program(List.of(formula), tensors.symbols, SIZES);
        double[][] at = tensors.values(-1, 1);
        double[] interpreted = new TensorInterpreter(program).run(at)[0];
        double[] compiled = new double[interpreted.length];
        TensorKernels.compile(List.of(formula), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, new Object[] {compiled});
        assertThat(bits(compiled)).as(program.explain(Precision.DOUBLE)).isEqualTo(bits(interpreted));
        double[] expected = Evaluator.evaluate(formula, tensors.named(at), SIZES).entries();
        float[] single = new float[expected.length];
        Object[] singles = Arrays.stream(at).map(Tensors::floats).toArray();
        TensorKernels.compile(List.of(formula), tensors.symbols, SIZES, Precision.FLOAT, MatrixProducts.PLAIN).run(singles, new Object[] {single});
        for (int i = 0; i < expected.length; i++) {
            assertThat(compiled[i]).isNotNaN().isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-12 * (1 + Math.abs(expected[i]))));
            assertThat((double) single[i]).isNotNaN().isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4 * (1 + Math.abs(expected[i]))));
        }
        return program;
    }

    @Test
    void aTableOfPositionsTakesNoStep() {
        TensorProgram program = assertSame(tensors.parse("sum(i = 1..n: t[i]*(2*i - 1)/19)"));
        assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).noneMatch(Step.Rows.class::isInstance);
        assertThat(program.data()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aLargeTableHasTheSameBitsAsASmallOne() {
        TensorProgram program = assertSame(tensors.parse("tensor(i = 1..n: sum(j = 1..m, k = 1..m: mod(i*j + k^2, 7)/3)*t[i])"));
        assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).hasSize(1);
    }

    @Test
    void powersOfConsecutiveExponentsAreMultipliedOn() {
        Expression sum = tensors.parse("sum((" + POLYNOMIAL + ").^2)");
        for (Expression formula : List.of(tensors.parse(POLYNOMIAL), Differentiation.derivative(sum, tensors.symbol("x")),
                Differentiation.derivative(sum, tensors.symbol("t")))) {
            TensorProgram program = assertSame(formula);
            assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).anyMatch(step -> step instanceof Step.Powers == Fusing.AVAILABLE);
        }
    }

    @Test
    void exponentsWithGapsAreLeftToPow() {
        TensorProgram program = assertSame(tensors.parse("tensor(i = 1..n, j = 1..m: (2 + t[i])^(2*j))*x"));
        assertThat(program.steps()).noneMatch(Step.Powers.class::isInstance);
    }

    @Test
    void zerosOfATableTakeNoTerm() {
        long terms = java.util.stream.IntStream.range(0, 900).filter(at -> (3 * (at / 30 + 1) + 5 * (at % 30 + 1)) % 31 == 4 && at % 30 < 29 && at / 30 != at % 30).count();
        Expression form = tensors.parse("sum(i, j: " + BAND + "[i, j]*x[i]*y[j])");
        for (Expression formula : List.of(form, Differentiation.derivative(form, tensors.symbol("x")), Differentiation.derivative(form, tensors.symbol("y")))) {
            TensorProgram program = assertSame(formula);
            assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).anyMatch(step -> step instanceof Step.Sparse sparse && sparse.targets().length == terms);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void whatATableLeavesOutMayBeInfinite(Precision precision) {
        Expression formula = tensors.parse("tensor(i: sum(j: " + BAND + "[i, j]*y[j]))");
        double[] y = new double[30];
        Arrays.fill(y, 1);
        y[29] = Double.POSITIVE_INFINITY; // no entry of the last column is other than zero
        Object out = precision.array(30);
        TensorKernels.compile(List.of(formula), List.of(tensors.symbol("y")), SIZES, precision, MatrixProducts.PLAIN)
                .run(new Object[] {precision.array(y)}, new Object[] {out});
        for (int i = 0; i < 30; i++) {
            assertThat(out instanceof float[] single ? single[i] : ((double[]) out)[i]).isFinite();
        }
    }
}
