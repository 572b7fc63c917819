package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real command, in a process of its own, given texts that want to break it. */
class HostileCommandTest {
    private static final String BRACKETS = "(".repeat(100_000) + "1" + ")".repeat(100_000);
    private static final String ONES = "1+".repeat(500_000) + "1";

    @TempDir
    private Path folder;

    private Fork.Ending command(Path input, String... arguments) throws Exception {
        return Fork.java(folder, input, Stream.concat(Stream.of("-p", Fork.modulePath(), "-m", "dev.fluxion.cli/dev.fluxion.cli.Main"), Stream.of(arguments)).toList());
    }

    static Stream<Arguments> scripts() {
        return Stream.of(Arguments.of(BRACKETS.getBytes(StandardCharsets.UTF_8), 1, "nesting is deeper than 1000 levels"),
                Arguments.of(ONES.getBytes(StandardCharsets.UTF_8), 0, "500001"),
                Arguments.of("a".repeat(5_000_000).getBytes(StandardCharsets.UTF_8), 0, "aaaa"),
                Arguments.of(new byte[] {'x', '+', (byte) 0xED, (byte) 0xA0, (byte) 0xBD}, 1, "is not UTF-8 text"),
                Arguments.of("1..0\n\"\n\0".getBytes(StandardCharsets.UTF_8), 1, "expected an operator, but found '..'"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aScriptIsAnsweredOrRefusedWithItsReason(byte[] script, int status, String said) throws Exception {
        Path file = Files.write(folder.resolve("hostile.flx"), script);
        Fork.Ending ending = command(file, "run", file.toString());
        assertThat(ending.out() + ending.err()).contains(said).doesNotContain("internal error", "StackOverflow", "OutOfMemory");
        assertThat(ending.status()).isEqualTo(status);
    }

    private Fork.Ending small(Path input, String... arguments) throws Exception {
        return Fork.java(folder, input, Stream.concat(Stream.of("-Xmx80m", "-p", Fork.modulePath(), "-m", "dev.fluxion.cli/dev.fluxion.cli.Main"),
                Stream.of(arguments)).toList());
    }

    @Test
    void wantOfMemoryIsALimitAndTheServerLivesOn() throws Exception {
        String large = "{\"id\":1,\"op\":\"eval\",\"expr\":\"sum(sin(zeros(5000, 5000) + x))\",\"at\":{\"x\":1},\"limits\":{\"millis\":60000}}\n";
        String line = "{\"id\":2,\"op\":\"parse\",\"expr\":\"" + "\u03c0".repeat(40_000_000) + "\"}\n";
        Path input = Files.writeString(folder.resolve("large.jsonl"), large + line + "{\"id\":3,\"op\":\"eval\",\"expr\":\"2 + 2\"}\n");
        Fork.Ending ending = small(input, "jsonl");
        assertThat(ending.status()).isZero();
        List<String> answers = ending.out().lines().toList();
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).startsWith("{\"id\":1,").contains("\"code\":\"limit\"", "memory: ");
        assertThat(answers.get(1)).contains("\"code\":\"limit\"", "memory: ");
        assertThat(answers.get(2)).isEqualTo("{\"id\":3,\"ok\":true,\"value\":4.0}");
    }

    @Test
    void wantOfMemoryEndsAScriptWithAMessage() throws Exception {
        Path file = Files.writeString(folder.resolve("large.flx"), "x = 1\nsum(sin(zeros(5000, 5000) + x))\n");
        Fork.Ending ending = small(file, "run", file.toString());
        assertThat(ending.err()).startsWith("error: memory: ").doesNotContain("OutOfMemory", "\tat ");
        assertThat(ending.status()).isEqualTo(1);
    }

    @Test
    void everyRequestOfAStreamIsAnswered() throws Exception {
        List<String> texts = List.of(BRACKETS, ONES, "1..0", "\"", "x + \0", "x + \ud83d", "a".repeat(5_000_000), "2 + 2");
        StringBuilder requests = new StringBuilder("{ no JSON\n");
        for (String text : texts) {
            requests.append(JSON.std.asString(Map.of("op", "parse", "expr", text)).replace("\ud83d", "\\ud83d")).append('\n');
        }
        Path input = Files.writeString(folder.resolve("requests.jsonl"), requests);
        Fork.Ending ending = command(input, "jsonl");
        assertThat(ending.status()).isZero();
        assertThat(ending.out().lines()).hasSize(texts.size() + 1).noneMatch(line -> line.contains("\"internal\""));
        assertThat(ending.out().lines().toList().getLast()).contains("\"text\":\"4\"");
    }
}
