package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusingTest {
    /** Prints what the clock says, and what the virtual machine says. */
    static final class Both {
        private Both() {}

        public static void main(String[] arguments) {
            System.out.println(Fusing.AVAILABLE + " " + isOption());
        }
    }

    private static boolean isOption() {
        return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption("UseFMA").getValue());
    }

    @Test
    void whatIsUsedIsWhatTheVirtualMachineUses() {
        assertThat(Fusing.AVAILABLE).isEqualTo(isOption());
        assertThat(Fusing.option()).contains(isOption());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-Xint", "-XX:TieredStopAtLevel=1", "-XX:-UseFMA", "-XX:-UseFMA -Xint", "-XX:-UseFMA -Xcomp", "-XX:UseAVX=0"})
    void optionsOfTheVirtualMachineAreNoticed(String options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-XX:+UseSerialGC"));
        if (!options.isEmpty()) {
            all.addAll(List.of(options.split(" ")));
        }
        boolean possible = isOption() && !options.contains("-UseFMA");
        String found = ForkedTest.output(all, Both.class);
        assertThat(found).isIn("true true", "false false");
        if (!options.contains("UseAVX")) {
            assertThat(found).startsWith(Boolean.toString(possible));
        }
    }
}
