package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What fits into little memory, in a virtual machine that has no more. */
class GradientMemoryTest {
    /** The gradient of Rosenbrock's function written out, from its text to all derivatives; prints how many there are. */
    static final class Rosenbrock {
        private Rosenbrock() {}

        public static void main(String[] arguments) {
            int n = Integer.parseInt(arguments[0]);
            Expression sum = Language.parse(String.join(" + ", IntStream.range(1, n)
                    .mapToObj(i -> "100*(x" + (i + 1) + " - x" + i + "^2)^2 + (1 - x" + i + ")^2").toList()));
            System.out.println(Differentiation.gradient(sum, Substitution.variables(sum)).size());
        }
    }

    @Test
    void theGradientOfTenThousandVariablesTakesLessThan200Megabytes() throws IOException, InterruptedException {
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""), Path.of("target", "test-classes")
                .toAbsolutePath().toString())
                .filter(path -> !path.isEmpty()).collect(Collectors.joining(java.io.File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx120m", "-XX:+UseSerialGC",
                "-cp", classes, Rosenbrock.class.getName(), "10000")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output.strip()).isEqualTo("10000"); // a heap of 120 MB leaves 80 for classes, compiled code and stacks
    }
}
