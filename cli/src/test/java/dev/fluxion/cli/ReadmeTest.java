package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README shows is what the command does. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher matcher = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(readme());
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static String answer(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        StringWriter out = new StringWriter();
        CommandLine line = FluxionCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        line.execute(words.toArray(String[]::new));
        return out.toString();
    }

    @Test
    void everyCallOfTheFirstSessionAnswersAsShown() throws IOException {
        String session = blocks("console").getFirst();
        String[] calls = session.split("(?m)^\\$ bin/fluxion ");
        assertThat(calls).hasSizeGreaterThan(5);
        for (String call : List.of(calls).subList(1, calls.length)) {
            int end = call.indexOf('\n');
            assertThat(answer(call.substring(0, end))).as(call.substring(0, end)).isEqualTo(call.substring(end + 1));
        }
    }

    @Test
    void theNetworkHasTheGradientShown() throws IOException {
        List<String> plain = blocks("");
        StringBuilder printed = new StringBuilder();
        new Session(output -> printed.append(output.text()).append('\n')).run(new Source("README", plain.get(0)));
        assertThat(printed.toString()).isEqualTo(plain.get(1));
    }

    @Test
    void itHasAtMost150Lines() throws IOException {
        assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
    }
}
