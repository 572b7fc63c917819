package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Files;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about the machine interface: each request is followed by its answer, and every operation has an example. */
class MachinePageTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/jsonl.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```jsonl\\n(.*?)^```$");
    private static final Pattern OPERATION = Pattern.compile("\"op\":\"(\\w+)\"");

    private static List<String> examples() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher block = EXAMPLE.matcher(java.nio.file.Files.readString(PAGE));
        while (block.find()) {
            lines.addAll(block.group(1).lines().toList());
        }
        return lines;
    }

    @Test
    void requestsGetTheAnswersBelowThem() throws IOException {
        List<String> lines = examples();
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < lines.size(); i += 2) {
            requests.append(lines.get(i)).append('\n');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(Files.NONE).run(new ByteArrayInputStream(requests.toString().getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8));
        List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSizeGreaterThan(40);
        for (int i = 0; i < lines.size(); i += 2) {
            assertThat(answers.get(i / 2)).as(lines.get(i)).isEqualTo(lines.get(i + 1));
        }
    }

    @Test
    void everyOperationHasAnExample() throws IOException {
        assertThat(OPERATION.matcher(String.join("\n", examples())).results().map(each -> each.group(1)).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(Operations.names());
    }
}
