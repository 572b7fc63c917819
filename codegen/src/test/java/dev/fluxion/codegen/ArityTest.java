package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of compiled functions with the wrong number of numbers. */
class ArityTest {
    private final ScalarKernel kernel = Fluxion.compile(Fluxion.parse("x*y"), "x", "y");

    @Test
    void anotherNumberOfInputsIsRefused() {
        String message = "the function has 2 inputs, but the array of inputs has another length";
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1, 2, 3)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1, 2, 3, 4)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value()).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.gradient(new double[1], new double[2])).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.valueAndGradient(new double[3], new double[2])).withMessage(message);
        assertThat(kernel.value(2, 3)).isEqualTo(6);
        assertThat(kernel.value(new double[] {2, 3})).isEqualTo(6);
    }

    @Test
    void aShortArrayForResultsIsRefusedBeforeAnythingIsStored() {
        double[] out = {7};
        String message = "the function stores 2 numbers, but the array for them is shorter";
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.gradient(new double[2], out)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.valueAndGradient(new double[2], out)).withMessage(message);
        assertThat(out).containsExactly(7);
        VectorFunction jacobian = Fluxion.jacobian(List.of(Fluxion.parse("x*y")), "x", "y");
        assertThatIllegalArgumentException().isThrownBy(() -> jacobian.apply(new double[2], out)).withMessage(message);
    }

    @Test
    void longFunctionsCheckAsShortOnesDo() {
        StringBuilder text = new StringBuilder("x");
        for (int i = 0; i < 3_000; i++) {
            text.append("+sin(").append(i).append("*x)");
        }
        Expression sum = Fluxion.parse(text.toString());
        assertThatIllegalArgumentException().isThrownBy(() -> Fluxion.compile(sum, "x").value(1, 2)).withMessageContaining("has 1 input,");
    }

    @Test
    void nullIsNamed() {
        assertThatNullPointerException().isThrownBy(() -> Fluxion.parse(null)).withMessage("the text to parse is null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.compile(null, "x")).withMessage("the formula to compile is null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.compile(Fluxion.parse("x"), (String) null)).withMessage("the name of a variable is null");
    }
}
