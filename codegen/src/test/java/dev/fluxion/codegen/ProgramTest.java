package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static String lowered(String text, String... inputs) {
        return lowered(Mode.FAST, text, inputs);
    }

    private static String lowered(Mode mode, String text, String... inputs) {
        return Kernels.program(List.of(Fluxion.parse(text)), Stream.of(inputs).map(Symbol::of).toList(), mode).toString();
    }

    @Test
    void anInstructionIsOneReadableLine() {
        assertThat(lowered("x^2*sin(y)", "x", "y")).isEqualTo("""
                v0 = input 1
                v1 = sin(v0)
                v2 = input 0
                v3 = v2 * v2
                v4 = v1 * v3
                return v4
                """);
    }

    @Test
    void aNegativeTermIsSubtracted() {
        assertThat(lowered(Mode.STRICT, "a - b*c", "a", "b", "c")).contains("- v").doesNotContain("-1.0").doesNotContain("= -v");
        assertThat(lowered("a - b*c", "a", "b", "c")).contains("fma").doesNotContain("-1.0").doesNotContain(" * ");
        assertThat(lowered("a - 3", "a")).contains("v0 - v1").contains("3.0").doesNotContain("-3.0");
    }

    @Test
    void negativePowersAreOneDivision() {
        assertThat(lowered("a*b/(c*d^2)", "a", "b", "c", "d").lines().filter(line -> line.contains(" / "))).hasSize(1);
    }

    @Test
    void smallPowersAreMultiplicationsAndHalvesAreRoots() {
        assertThat(lowered("x^3 + x^8", "x")).doesNotContain("^");
        assertThat(lowered("x^(3/2)", "x")).contains("root").doesNotContain("^");
        assertThat(lowered("x^1.7", "x")).contains("^");
    }

    @Test
    void equalPartsAreComputedOnce() {
        assertThat(lowered("sin(x*y) + cos(y*x)", "x", "y").lines().filter(line -> line.contains(" * "))).hasSize(1);
    }

    @Test
    void aFractionIsDividedAndAHalfMultiplied() {
        assertThat(lowered("x/10", "x")).contains(" / ");
        assertThat(lowered("x/2", "x")).contains("0.5").doesNotContain(" / ");
    }

    @Test
    void aNameThatIsNoInputIsADiagnostic() {
        assertThatThrownBy(() -> lowered("x*z", "x")).isInstanceOf(FluxionException.class).hasMessageContaining("'z'");
    }

    @Test
    void aProgramThatUsesALaterValueIsRefused() {
        Program wrong = new Program(1, List.of(new Instruction.Negate(1), new Instruction.Input(0)), List.of(0));
        assertThatThrownBy(wrong::check).isInstanceOf(IllegalStateException.class).hasMessageContaining("v0 = -v1: uses v1");
    }

    @Test
    void aProgramThatReadsNoInputIsRefused() {
        assertThatThrownBy(() -> new Program(1, List.of(new Instruction.Input(1)), List.of(0)).check()).hasMessageContaining("1 inputs");
    }
}
