package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that use Fluxion: the examples, and the blocks of the page on embedding. */
class EmbeddingExampleTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern PRINTED = Pattern.compile("(?m)^ *System\\.out\\.println\\(.*\\);\\s+// (.*)$");

    @TempDir
    private Path classes;

    static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(REPOSITORY.resolve("docs/embedding.md"))).results().map(block -> block.group(1)).toList();
    }

    @Test
    void theExampleCompilesAndPrintsADerivative() throws Exception {
        assertThat(printed("Embedding", REPOSITORY.resolve("examples/embedding/Embedding.java")))
                .startsWith("2*x*sin(y)\n").contains("power rule").contains("0.9092974268256817");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockOfThePagePrintsWhatItsCommentsSay(String block) throws Exception {
        List<String> expected = PRINTED.matcher(block).results().map((MatchResult line) -> line.group(1)).toList();
        assertThat(expected).hasSize((int) block.lines().filter(line -> line.contains("System.out.")).count()).isNotEmpty();
        String body = block.replaceAll("(?m)^import .*$", "");
        String imports = String.join("\n", Pattern.compile("(?m)^import .*$").matcher(block).results().map(MatchResult::group).toList());
        Path source = Files.writeString(classes.resolve("Block.java"),
                imports + "\npublic class Block {\n    public static void main(String[] arguments) throws Exception {\n" + body + "    }\n}\n");
        assertThat(printed("Block", source).lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void thePageHasBlocksOfBothWaysIn() throws IOException {
        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(6).anyMatch(block -> block.contains("Fluxion.compile"))
                .anyMatch(block -> block.contains("Compilable")).anyMatch(block -> block.contains("getInterface"));
    }

    @Test
    void theExampleOfPlotsWritesEveryPicture(@TempDir Path folder) throws Exception {
        assertThat(printed("Plots", REPOSITORY.resolve("examples/embedding/Plots.java"), folder.toString())).isEmpty();
        for (String drawing : List.of("curves.svg", "histogram.svg", "confusion.svg")) {
            assertThat(Files.readString(folder.resolve(drawing))).as(drawing).startsWith("<svg").contains("<path").endsWith("</svg>\n");
        }
        assertThat(ImageIO.read(folder.resolve("cut.png").toFile()).getWidth()).isEqualTo(1440);
        assertThat(ImageIO.read(folder.resolve("descent.png").toFile()).getHeight()).isEqualTo(800);
    }

    private String printed(String name, Path source, String... arguments) throws Exception {
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", System.getProperty("java.class.path"), "-d",
                classes.toString(), source.toString());
        assertThat(status).isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
