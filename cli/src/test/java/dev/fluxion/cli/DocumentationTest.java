package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages say what is so: examples print what stands below them, and every page can be found. */
class DocumentationTest {
    private static final Path PAGES = Path.of("").toAbsolutePath().getParent().resolve("docs");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```fluxion\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    /** A block of statements, with a mark for each line that they print and for each mistake. */
    private record Example(Path page, int number, String text) {
        @Override
        public String toString() {
            return page.getFileName() + " " + number;
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = EXAMPLE.matcher(Files.readString(page));
            for (int number = 1; block.find(); number++) {
                examples.add(new Example(page, number, block.group(1)));
            }
        }
        return examples;
    }

    /** The statements, each with what it prints below it; a mistake is named and passed over. */
    private static String run(String example) {
        StringBuilder written = new StringBuilder();
        Session session = new Session(output -> output.text().lines().forEach(line -> written.append(("#> " + line).stripTrailing()).append('\n')));
        example.lines().filter(line -> !line.startsWith("#>") && !line.startsWith("#!")).forEach(line -> {
            written.append(line).append('\n');
            try {
                session.run(new Source("page", line));
            } catch (FluxionException e) {
                Diagnostic mistake = e.diagnostic();
                written.append("#! ").append(mistake.code().text()).append(": ").append(mistake.message()).append('\n');
            }
        });
        return written.toString();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExamplePrintsWhatIsShown(Example example) throws IOException {
        assertThat(run(example.text)).isEqualTo(example.text);
    }

    @Test
    void thereAreExamplesOfEachPartOfTheLanguage() throws IOException {
        assertThat(examples()).filteredOn(example -> example.page.endsWith("language.md")).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void theListOfPagesNamesEachAndEveryLinkLeadsSomewhere() throws IOException {
        String list = Files.readString(PAGES.resolve("README.md"));
        for (Path page : pages()) {
            String name = PAGES.relativize(page).toString();
            assertThat(name.startsWith("adr/") || name.equals("README.md") || list.contains("(" + name + ")")).as(name).isTrue();
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1))).exists();
            }
        }
    }
}
