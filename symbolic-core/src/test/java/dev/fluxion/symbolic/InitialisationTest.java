package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.language.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class whose initialisation fails, fails for good: neither an interruption nor the end of a budget may come in between. */
class InitialisationTest {
    /** The first use of everything, once by a thread that is interrupted, once within no time at all, and then as it should be; prints the answers. */
    static final class FirstUse {
        private static final List<String> TEXTS = List.of("sqrt(4)", "diff(softplus(x)*x^2, x)", "simplify(sin(x)^2 + cos(x)^2)",
                "limit(sin(x)/x, x, 0)", "series(exp(x), x, 0, 3)",
                "integrate(x*exp(x), x)", "solve(x^2 == 4, x)", "N(erf(1), 20)", "factor(x^2 - 1)", "pdf(normal(0, 1), x)",
                "expectation(exponential(2))", "interval(sin(x), x = 0..1)",
                "gcd(x^2 - 1, x - 1)", "integrate(exp(-x^2), x, 0, inf)", "binomial(5, 2)", "sum(i = 1..3: i)", "det([1, 2; 3, 4])", "grad(x*y)");

        private FirstUse() {}

        public static void main(String[] arguments) {
            Thread.currentThread().interrupt();
            TEXTS.forEach(FirstUse::answer);
            Thread.interrupted();
            for (String text : TEXTS) {
                try {
                    Budget.of(0, 1, 10).run(() -> Language.parse(text).toString());
                } catch (FluxionException e) {
                    continue; // as it should be
                }
            }
            TEXTS.forEach(text -> System.out.println(answer(text)));
        }

        private static String answer(String text) {
            try {
                return Language.parse(text).toString();
            } catch (FluxionException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void anInterruptedFirstUseLeavesNothingBroken() throws IOException, InterruptedException {
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""), Path.of("target", "test-classes")
                .toAbsolutePath().toString())
                .filter(path -> !path.isEmpty()).collect(Collectors.joining(java.io.File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp", classes,
                FirstUse.class.getName())).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        List<String> answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as("%s", answers).isZero();
        assertThat(answers).isEqualTo(FirstUse.TEXTS.stream().map(FirstUse::answer).toList());
    }
}
