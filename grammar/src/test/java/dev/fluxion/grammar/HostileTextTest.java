package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that want to overflow a stack, exhaust the memory or take for ever. */
class HostileTextTest {
    // The slowest text, half a million operands read twice, took 4 s, the compilers and the collector of a loaded machine included.
    private static final Duration LONGEST = Duration.ofSeconds(12);

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("(".repeat(100_000) + "1" + ")".repeat(100_000), "nesting is deeper than 1000 levels"),
                Arguments.of("[".repeat(100_000), "nesting is deeper than 1000 levels"),
                Arguments.of("f(".repeat(100_000), "nesting is deeper than 1000 levels"),
                Arguments.of("|".repeat(100_000), "nesting is deeper than 1000 levels"),
                Arguments.of("d/dx ".repeat(100_000) + "x", "nesting is deeper than 1000 levels"),
                Arguments.of("d/dx x*".repeat(100_000) + "x", "nesting is deeper than 1000 levels"),
                Arguments.of("-".repeat(1_000_000) + "1", "nesting is deeper than 10000 levels"),
                Arguments.of("not ".repeat(100_000) + "x", "nesting is deeper than 10000 levels"),
                Arguments.of("√".repeat(100_000) + "x", "nesting is deeper than 10000 levels"),
                Arguments.of("2^".repeat(100_000) + "x", "nesting is deeper than 10000 levels"),
                Arguments.of("x" + "'".repeat(100_000), "nesting is deeper than 10000 levels"),
                Arguments.of("x" + "[1]".repeat(100_000), "nesting is deeper than 10000 levels"),
                Arguments.of("1".repeat(1_000_000), "a number has more than 10000 digits"),
                Arguments.of("x" + "²".repeat(100_000), "a number has more than 10000 digits"),
                Arguments.of("1e10000000", "the exponent of a number has more than 6 characters"),
                Arguments.of("\"", "this quote is not closed"),
                Arguments.of("\"\"\"" + "x\n".repeat(500_000), "this quote is not closed"),
                Arguments.of("x \0", "unexpected character U+0000"),
                Arguments.of("x + \uD83D", "half a character: U+D83D is one of a pair"),
                Arguments.of("x + \uDE00y", "half a character: U+DE00 is one of a pair"),
                Arguments.of("1..0", "expected an operator, but found '..'"),
                Arguments.of("x ".repeat(500_000), "expected an operator, but found 'x'"),
                Arguments.of("", "expected an operand, but found the end of the text"),
                Arguments.of("\uFEFF \r\n", "expected an operand, but found the end of the text"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsTooMuchOrMalformedIsRefusedAtOnce(String text, String message) {
        assertAtOnce(() -> {
            FluxionException refusal = catchThrowableOfType(FluxionException.class, () -> Reader.expression(new Source("test", text)));
            assertThat(refusal.diagnostic().message()).isEqualTo(message);
            FluxionException inScript = catchThrowableOfType(FluxionException.class, () -> Reader.script(new Source("test", "y = " + text)));
            assertThat(inScript).isNotNull();
        });
    }

    static Stream<String> accepted() {
        return Stream.of(
                "1+".repeat(500_000) + "1",
                "x*1/".repeat(250_000) + "x",
                "0<x<".repeat(250_000) + "1",
                "x and ".repeat(150_000) + "x",
                "d/dx x+".repeat(100_000) + "x",
                "f(" + "x,".repeat(500_000) + "x)",
                "[" + "1,2;".repeat(250_000) + "1,2]",
                "f(" + IntStream.range(0, 50_000).mapToObj(i -> "x" + i + " = 1").collect(Collectors.joining(",")) + ")",
                "(".repeat(1_000) + "1" + ")".repeat(1_000),
                "-2^-(".repeat(1_000) + "1" + ")".repeat(1_000),
                "f(x = ".repeat(1_000) + "1" + ")".repeat(1_000),
                "sum(i = 1..2: ".repeat(1_000) + "1" + ")".repeat(1_000),
                "sum(i = ".repeat(1_000) + "1" + "..2: 1)".repeat(1_000),
                "if(x > 0, ".repeat(1_000) + "1" + ", 2)".repeat(1_000),
                "{x > 0: ".repeat(1_000) + "1" + "}".repeat(1_000),
                "A[".repeat(1_000) + "1" + "]".repeat(1_000),
                "√".repeat(1_000) + "x",
                "2^".repeat(9_999) + "x");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void longChainsAndDeepBracketsAreOrdinary(String text) {
        assertAtOnce(() -> {
            assertThat(Reader.expression(new Source("test", text))).isNotNull();
            assertThat(Reader.script(new Source("test", "y = " + text))).hasSize(1);
        });
    }

    // Processor time of the process, because deep texts are read on a thread of their own; what else runs on the machine doesn't count.
    private static void assertAtOnce(Runnable reading) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = process.getProcessCpuTime();
        reading.run();
        assertThat(Duration.ofNanos(process.getProcessCpuTime() - before)).isLessThan(LONGEST);
    }

    @Test
    void aChainIsOneNodeWhateverItsLength() {
        Tree sum = Reader.expression(new Source("test", "1+".repeat(500_000) + "1"));
        assertThat(((Tree.Chain) sum).links()).hasSize(500_000);
        assertThat(Trees.depth(sum)).isEqualTo(2);
    }

    @Test
    void aLongScriptIsReadInLinearTime() {
        assertAtOnce(() -> assertThat(Reader.script(new Source("test", "x = 1\n".repeat(150_000)))).hasSize(150_000));
    }

    @Test
    void callersSetTheLimits() {
        Limits tight = new Limits(20, 2, 3);
        assertThat(Reader.expression(new Source("test", "((1))"), tight)).isNotNull();
        assertThat(refusal("(((1)))", tight)).isEqualTo("nesting is deeper than 2 levels");
        assertThat(refusal("1+".repeat(20), tight)).isEqualTo("the text is longer than 20 characters");
        assertThat(refusal("1234", tight)).isEqualTo("a number has more than 3 digits");
    }

    private static String refusal(String text, Limits limits) {
        FluxionException refusal = catchThrowableOfType(FluxionException.class, () -> Reader.expression(new Source("test", text), limits));
        assertThat(refusal.diagnostic().code()).isEqualTo(Diagnostic.Code.LIMIT);
        return refusal.diagnostic().message();
    }
}
