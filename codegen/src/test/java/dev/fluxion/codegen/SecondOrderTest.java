package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecondOrderTest {
    private static final Expression F = Fluxion.parse("x^3*y + sin(x*z) + exp(y - z)/x");
    private static final double[] AT = {0.8, -0.3, 1.7};

    private static double[] apply(VectorFunction function, int outputs, double... at) {
        double[] out = new double[outputs];
        function.apply(at, out);
        return out;
    }

    @Test
    void theHessianIsTheCentralDifferenceOfTheGradientAndSymmetric() {
        ScalarKernel kernel = Fluxion.compile(F, "x", "y", "z");
        double[] all = apply(Fluxion.hessian(F, "x", "y", "z"), 13, AT);
        double[] gradient = new double[3];
        assertThat(all[0]).isEqualTo(kernel.valueAndGradient(AT, gradient));
        double h = 1e-5;
        for (int j = 0; j < 3; j++) {
            assertThat(all[1 + j]).isNotNaN().isCloseTo(gradient[j], Offset.offset(1e-14));
            double[] above = AT.clone();
            double[] below = AT.clone();
            above[j] += h;
            below[j] -= h;
            double[] high = new double[3];
            double[] low = new double[3];
            kernel.gradient(above, high);
            kernel.gradient(below, low);
            for (int i = 0; i < 3; i++) {
                // h^2 times a fourth derivative of order 10, and 1e-16/h.
                assertThat(all[4 + 3 * i + j]).isNotNaN().isCloseTo((high[i] - low[i]) / (2 * h), Offset.offset(1e-8)).isEqualTo(all[4 + 3 * j + i]);
            }
        }
    }

    @Test
    void theProductWithADirectionIsThatOfTheHessian() {
        double[] all = apply(Fluxion.hessian(F, "x", "y", "z"), 13, AT);
        double[] direction = {0.5, -2, 3};
        double[] product = apply(Fluxion.hessianVectorProduct(F, "x", "y", "z"), 3, AT[0], AT[1], AT[2], direction[0], direction[1], direction[2]);
        for (int i = 0; i < 3; i++) {
            double expected = all[4 + 3 * i] * direction[0] + all[5 + 3 * i] * direction[1] + all[6 + 3 * i] * direction[2];
            assertThat(product[i]).isCloseTo(expected, Offset.offset(1e-13)); // a dozen roundings of terms below 10
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeGivesTheSameDerivativesWhereNothingIsLost(Mode mode) {
        double[] all = apply(Fluxion.hessian(F, mode, "x", "y", "z"), 13, AT);
        double[] expected = apply(Fluxion.hessian(F, "x", "y", "z"), 13, AT);
        assertThat(all).containsExactly(expected, Offset.offset(1e-13)); // a dozen roundings of terms below 10
        double[] product = apply(Fluxion.hessianVectorProduct(F, mode, "x", "y", "z"), 3, AT[0], AT[1], AT[2], 0, 1, 0);
        assertThat(product).containsExactly(IntStream.range(0, 3).mapToDouble(i -> expected[5 + 3 * i]).toArray(), Offset.offset(1e-13));
    }

    @Test
    void theStrictModeComputesTheFormulasAsTheyAre() {
        Expression formula = Fluxion.parse("log(exp(x) + exp(y)) + (x + y)*(x + y)^2/y");
        List<Symbol> inputs = List.of(Symbol.of("x"), Symbol.of("y"));
        List<Expression> gradient = Differentiation.gradient(formula, inputs);
        List<Expression> first = Differentiation.gradient(gradient.getFirst(), inputs);
        List<Expression> plain = Stream.of(List.of(formula), gradient, first, List.of(first.getLast(), Differentiation.gradient(gradient.getLast(), inputs).getLast()))
                .flatMap(List::stream).toList();
        double[] expected = new ArrayInterpreter(Kernels.program(plain, inputs, Mode.STRICT)).run(0.3, -0.7);
        assertThat(apply(Fluxion.hessian(formula, Mode.STRICT, "x", "y"), 7, 0.3, -0.7)).containsExactly(expected);
        assertThat(apply(Fluxion.hessian(formula, Mode.STRICT, "x", "y"), 7, 1_000, 1)).contains(Double.NaN); // infinity over infinity
        assertThat(apply(Fluxion.hessianVectorProduct(formula, Mode.STRICT, "x", "y"), 2, 1_000, 1, 1, 1)).containsOnly(Double.NaN);
        assertThat(apply(Fluxion.hessian(formula, Mode.ACCURATE, "x", "y"), 7, 1_000, 1)).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"tanh, 20", "tanh, -30", "sigmoid, 40", "sigmoid, -40"})
    void theAccurateModeKeepsDigitsWhereAFunctionSaturates(String function, double x) {
        Expression formula = Fluxion.parse(function + "(x)");
        double size = Math.abs(x);
        double curvature = function.equals("tanh") ? 8 * Math.exp(-2 * size) : Math.exp(-size); // the next term of the series is below 1e-17
        double[] all = apply(Fluxion.hessian(formula, Mode.ACCURATE, "x"), 3, x);
        assertThat(all[2] / curvature).isCloseTo(-Math.signum(x), Offset.offset(1e-14));
        assertThat(all[1] / curvature).isCloseTo(function.equals("tanh") ? 0.5 : 1, Offset.offset(1e-14));
        assertThat(apply(Fluxion.hessianVectorProduct(formula, Mode.ACCURATE, "x"), 1, x, 2)[0] / curvature).isCloseTo(-2 * Math.signum(x), Offset.offset(1e-14));
    }

    /** The value is that of the formula in any mode: only derivatives take other forms. */
    @Test
    void theValueIsThatOfTheKernel() {
        Expression formula = Fluxion.parse("1 - tanh(x)^2 + log(1 + exp(x))");
        for (Mode mode : List.of(Mode.STRICT, Mode.ACCURATE)) {
            assertThat(apply(Fluxion.hessian(formula, mode, "x"), 3, 19)[0]).isEqualTo(Fluxion.compile(formula, mode, "x").value(19));
        }
    }

    @Test
    void theJacobianHasARowForEachFormula() {
        VectorFunction jacobian = Fluxion.jacobian(List.of(Fluxion.parse("a*b"), Fluxion.parse("a + 2*b"), Fluxion.parse("3")), "a", "b");
        assertThat(apply(jacobian, 6, 5, 7)).containsExactly(7, 5, 1, 2, 0, 0);
    }
}
