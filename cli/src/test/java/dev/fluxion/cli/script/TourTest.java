package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every script of the tour prints what it printed before; numbers may differ in the last digits, as the functions of other machines do. */
class TourTest {
    private static final Path SCRIPTS = Path.of("").toAbsolutePath().getParent().resolve("examples/tour");
    private static final Path GOLDEN = Path.of("src/test/resources/tour");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+(?:[eE]-?\\d+)?");
    /** What is another each time: how fast something was. The blanks and rules of its table follow its widths. */
    private static final Pattern SPEED = Pattern.compile("[\\d,]+ samples/s| *[\\d.]+ µs| *[\\d.]+×|(?<=by hand in Java\\n)[─ ]+|(?<=form) +(?=time)");
    private static final double CLOSE = 1e-9;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyScriptPrintsWhatItPrintedBefore() throws IOException {
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            return scripts.filter(file -> file.toString().endsWith(".flx")).sorted().toList().stream()
                    .map(script -> DynamicTest.dynamicTest(script.getFileName().toString(), () -> check(script)));
        }
    }

    private void check(Path script) throws IOException {
        List<String> printed = new ArrayList<>();
        new Session(output -> printed.add(output.text()), name -> folder.resolve(name), progress -> { })
                .run(new Source(script.getFileName().toString(), Files.readString(script)));
        Path golden = GOLDEN.resolve(script.getFileName().toString().replace(".flx", ".txt"));
        String actual = SPEED.matcher(String.join("\n", printed) + "\n").replaceAll("…");
        if (System.getenv("TOUR_RECORD") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual);
        }
        String expected = Files.readString(golden);
        assertThat(NUMBER.matcher(actual).replaceAll("#")).isEqualTo(NUMBER.matcher(expected).replaceAll("#"));
        Matcher ours = NUMBER.matcher(actual);
        Matcher theirs = NUMBER.matcher(expected);
        while (ours.find() && theirs.find()) {
            double number = Double.parseDouble(theirs.group());
            assertThat(Double.parseDouble(ours.group())).isCloseTo(number, org.assertj.core.data.Offset.offset(CLOSE * Math.max(1, Math.abs(number))));
        }
        assertEveryPictureIsThere(actual);
    }

    private void assertEveryPictureIsThere(String printed) {
        Matcher drawn = Pattern.compile("(?m)^plot drawn in (\\S+)$").matcher(printed);
        while (drawn.find()) {
            assertThat(folder.resolve(drawn.group(1))).isNotEmptyFile();
        }
    }
}
