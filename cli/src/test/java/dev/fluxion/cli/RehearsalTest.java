package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.machine.JsonLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {
    private final InputStream in = System.in;
    private final PrintStream out = System.out;

    static Stream<List<String>> calls() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        for (String profile : List.of("answer", "script", "session")) {
            calls.addAll(Rehearsal.calls(Path.of("src/main/rehearsal", profile + ".txt")));
        }
        return calls.stream();
    }

    @BeforeEach
    void silence() {
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }

    @AfterEach
    void restore() {
        System.setIn(in);
        System.setOut(out);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyRehearsedCallSucceeds(List<String> call) {
        assertThat(Rehearsal.run(call)).isZero();
    }

    /** A request that fails rehearses the way to its mistake alone; one does so on purpose. */
    @Test
    void everyRehearsedRequestIsAnsweredButTheOneOfTheMistake() throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (InputStream requests = Files.newInputStream(Path.of("src/main/rehearsal/session.jsonl"))) {
            new JsonLines(dev.fluxion.cli.script.Files.NONE).run(requests, new PrintStream(answers, true, StandardCharsets.UTF_8));
        }
        assertThat(answers.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.contains("\"ok\":true"))).singleElement().asString().contains("\"id\":7,");
    }
}
