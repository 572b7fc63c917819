package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Lanes;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A virtual machine of its own, without the vector module. */
class WithoutVectorsTest {
    private static final int STEPS = 400; // lanes serve some time after the twentieth, once they are compiled

    /** Prints whether there are lanes, and a number that stands for the bits of weights. */
    static final class Training {
        private Training() {}

        public static void main(String[] arguments) {
            System.out.println(Lanes.available() + " " + bits());
        }
    }

    private static String bits() {
        return Stream.of("sgd", "adam").flatMap(optimizer -> Stream.of(1, 2).map(threads -> {
            try (CompiledKernels kernels = new CompiledKernels(threads)) {
                SteadyStepTest.Step step = new SteadyStepTest.Step(optimizer, true, kernels);
                step.run(STEPS);
                return Integer.toString(Arrays.hashCode(step.weights()));
            }
        })).collect(Collectors.joining(" "));
    }

    @Test
    void stepsGiveTheSameBits() throws Exception {
        assertThat(Lanes.available()).isTrue();
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""), Path.of("target", "test-classes").toAbsolutePath().toString())
                .filter(path -> !path.isEmpty()).collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes, Training.class.getName()));
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed).containsOnlyOnce("kernels are scalar here; with --add-modules");
        assertThat(printed.lines()).contains("false " + bits());
        assertThat(process.waitFor()).isZero();
    }
}
