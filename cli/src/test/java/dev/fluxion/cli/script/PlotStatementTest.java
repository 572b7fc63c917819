package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PlotStatementTest {
    @TempDir
    private Path folder;

    private List<String> run(String script) throws IOException {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text()), Files.below(folder), progress -> { }).run(new Source("test.flx", script));
        return lines;
    }

    @TestFactory
    Stream<DynamicTest> everyLayerIsDrawn() {
        return Stream.of("x^2, x = -1..1", "1/x, x^2, x = -1..1, labels = [\"one\", \"two\"]", "x^2, tangent(x = 1), secant(x = 0, h = 1/2), x = -2..2",
                "[t, t^2], t = -1..1", "[y, -x], x = -1..1, y = -1..1", "contours(x^2 + y^2, levels = [1, 2]), field([y, -x]), x = -2..2, y = -1..1",
                "heat(x*y), points([0, 0; 1/2, 1/2], label = \"here\"), x = -1..1, y = -1..1", "heat([1, 2; 3, 4])", "image([0, 1; 1/2, 1/4])",
                "histogram([1, 2, 2, 3, 3, 3], bins = 3, scale = \"count\")", "bars([1, 2, 3], names = [\"a\", \"b\", \"c\"])",
                "confusion([5, 1; 0, 4], names = [\"no\", \"yes\"])",
                "path([0, 0; 1, 1]), note(\"start\", 0, 0)", "points([1, 2, 3], [4, 5, 6])", "x^2*y, slice(y = 1), tangent(x = 1), x = -2..2, y = -2..2",
                "x^2 - y^2, tangent(x = 1, y = 1), path([0, 0; 1, 1]), x = -2..2, y = -2..2, theme = \"dark\"", "[t, t^2, t^3], t = -1..1")
                .map(operands -> DynamicTest.dynamicTest(operands, () -> {
                    assertThat(run("plot(" + operands + ", file = \"p.png\", width = 300, height = 240)")).containsExactly("plot drawn in p.png");
                    BufferedImage image = ImageIO.read(folder.resolve("p.png").toFile());
                    assertThat(image.getWidth()).isEqualTo(600);
                    assertThat(image.getHeight()).isEqualTo(480);
                    assertThat(colors(image)).isGreaterThan(20);
                }));
    }

    private static long colors(BufferedImage image) {
        return java.util.Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())).distinct().count();
    }

    @Test
    void aSetThatCannotBeWrittenLeavesNothing() throws IOException {
        java.nio.file.Files.createDirectory(folder.resolve("s.png"));
        java.nio.file.Files.createDirectory(folder.resolve("d.md"));
        for (String statement : List.of("plot(x^2 + h, frames(h = [2, 1]), x = -1..3, file = \"s.gif\", width = 200, height = 160)",
                "show(diff(x^2, x), write = \"d\")")) {
            assertThatThrownBy(() -> run(statement)).isInstanceOf(FluxionException.class).hasMessageContaining("it is a folder");
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("s.png", "d.md");
    }

    @Test
    void digitsAreThoseOfTheLanguageWhateverTheLocale() throws IOException {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(run("plot(x^2 + h, frames(h = [2, 1]), x = -1..3, file = \"s.png\", width = 200, height = 160)"))
                    .containsExactly("2 frames drawn in s-001.png to s-002.png, and the last in s.png");
            assertThat(folder.resolve("s-002.png")).exists();
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    @Test
    void framesMoveAndLeaveAStill() throws IOException {
        assertThat(run("plot(x^2, secant(x = 1, h = h), frames(h = [2, 1, 1/2]), x = -1..3, file = \"s.gif\", width = 200, height = 160)"))
                .containsExactly("3 frames drawn in s.gif, and the last in s.png");
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(folder.resolve("s.gif").toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
        }
        assertThat(folder.resolve("s.png")).exists();
        run("plot(x^2, secant(x = 1, h = h), frames(h = 2..1, count = 2), x = -1..3, file = \"n.png\", width = 200, height = 160)");
        assertThat(folder.resolve("n-001.png")).exists();
        assertThat(folder.resolve("n-002.png")).exists();
    }

    @TestFactory
    Stream<DynamicTest> mistakesAreToldAndLeaveNoFile() {
        return Stream.of(new String[] {"", "needs something to draw"}, new String[] {"x^2", "needs a range"}, new String[] {"x^2, x = 3..-3", "runs backwards"},
                new String[] {"x^2, x = 1..1", "is empty"}, new String[] {"x^2, x = 0..inf", "finite ends"}, new String[] {"a*x, x = 0..1", "'a' has no value here"},
                new String[] {"x*y, x = 0..1", "'y' has no value here"}, new String[] {"sqrt(-1 - x^2), x = 0..1", "no real value"},
                new String[] {"x, x = 0..1, fil = \"x.png\"", "has no operand fil"}, new String[] {"x, x = 0..1, file = \"x.jpg\"", "ends in .png or .svg"},
                new String[] {"x, x = 0..1, width = 5", "160 to 10000 points"}, new String[] {"x, x = 0..1, title = \"$x\"", "nothing closes"},
                new String[] {"points([1, 2, 3])", "two columns"}, new String[] {"x*y*z, x = 0..1, y = 0..1, z = 0..1", "one or two ranges"},
                new String[] {"x^2, tangent(y = 1), x = 0..1", "needs a place"}, new String[] {"contours(x), x = 0..1", "ranges for two variables"},
                new String[] {"x*y, slice(y = 9), x = 0..1, y = 0..1", "outside of its range"}, new String[] {"x*y, tangent(x = 1), x = 0..1, y = 0..1", "needs a cut"},
                new String[] {"x^2, x = 0..1, theme = \"blue\"", "light"}, new String[] {"x^2, x = 0..1, file = \"../x.png\"", "not below the folder"})
                .map(each -> DynamicTest.dynamicTest("plot(" + each[0] + ")", () -> {
                    assertThatThrownBy(() -> run("plot(" + each[0] + ")")).isInstanceOf(FluxionException.class).hasMessageContaining(each[1]);
                    try (var files = java.nio.file.Files.list(folder)) {
                        assertThat(files).isEmpty();
                    }
                }));
    }
}
