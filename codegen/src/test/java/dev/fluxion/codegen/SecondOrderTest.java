package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

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

    @Test
    void theJacobianHasARowForEachFormula() {
        VectorFunction jacobian = Fluxion.jacobian(List.of(Fluxion.parse("a*b"), Fluxion.parse("a + 2*b"), Fluxion.parse("3")), "a", "b");
        assertThat(apply(jacobian, 6, 5, 7)).containsExactly(7, 5, 1, 2, 0, 0);
    }
}
