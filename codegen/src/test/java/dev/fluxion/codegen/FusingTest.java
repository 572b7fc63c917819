package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusingTest {
    @ParameterizedTest
    @CsvSource({"'processor : 0\nflags\t\t: fpu fma avx\nbugs :', true", "'processor : 0\nflags\t\t: fpu avx fma', true", "'processor : 0\nflags\t\t: fpu fma4 avx\nbugs : fma ', false",
        "'processor : 0\nbugs : fma ', false", "'', false"})
    void theFlagsOfAProcessorTell(String text, boolean fused) {
        assertThat(Fusing.lists(text)).isEqualTo(fused);
    }

    @Test
    void theProcessorHasWhatTheVirtualMachineUses() {
        assertThat(Fusing.AVAILABLE).isEqualTo(Fusing.isOptionOfThisMachine());
    }
}
