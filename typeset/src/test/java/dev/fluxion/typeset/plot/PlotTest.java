package dev.fluxion.typeset.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.typeset.Ink;
import dev.fluxion.typeset.Theme;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class PlotTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    private static Curves training() {
        return new Curves("Fashion images", "epoch", List.of(
                new Curves.Panel("loss", List.of(Curves.Series.counted("training", 0.82, 0.51, 0.44, 0.40, 0.37, 0.35, 0.33, 0.32, 0.31, 0.30),
                        Curves.Series.counted("test", 0.60, 0.50, 0.46, 0.44, 0.42, 0.41, 0.40, 0.39, 0.39, 0.385))),
                new Curves.Panel("accuracy", List.of(Curves.Series.counted("training", 0.71, 0.82, 0.84, 0.86, 0.87, 0.875, 0.88, 0.885, 0.89, 0.893),
                        Curves.Series.counted("test", 0.78, 0.81, 0.83, 0.84, 0.85, 0.853, 0.857, 0.859, 0.86, 0.862)))));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1.5, 1", "0.96, 2.04, 1 2", "0.92, 3.08, 1 2 3", "0.76, 7.24, 1 2 3 4 5 6 7", "0.5, 24.5, 5 10 15 20", "0, 0.4, 0"})
    void anAxisOfWholeNumbersLabelsEachWhereThereIsRoom(double from, double to, String labels) {
        assertThat(Axis.of("epoch").ofWholeNumbers().ticks(new Range(from, to), 8)).extracting(Ticks.Tick::label).containsExactly(labels.split(" "));
    }

    @Test
    void everySeriesHasInkOfItsColourInBothThemes() throws Exception {
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            Path file = PICTURES.resolve(theme == Theme.LIGHT ? "curves.png" : "curves-dark.png");
            training().writePng(file, theme);
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(Ink.ofColor(image, Palette.color(0, theme))).isGreaterThan(1_000);
            assertThat(Ink.ofColor(image, Palette.color(1, theme))).isGreaterThan(1_000);
            assertThat(Ink.ofColor(image, Palette.color(2, theme))).isZero();
            assertThat(Ink.hasEmptyBorder(image)).isTrue();
        }
    }

    @Test
    void svgIsWellFormedAndNeedsNothingElse() throws Exception {
        String svg = training().svg(720, 660, Theme.LIGHT);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("path").getLength()).isGreaterThan(4);
        assertThat(svg).doesNotContain("<image").doesNotContain("url(http");
    }

    @Test
    void gapsAndLonePointsAndEmptySeriesAreDrawn() {
        Curves odd = new Curves("", "step", List.of(new Curves.Panel("value", List.of(
                Curves.Series.counted("gap", 1, Double.NaN, Double.POSITIVE_INFINITY, 2, 3), Curves.Series.counted("lone", 2), new Curves.Series("none", List.of())))));
        BufferedImage image = odd.image(400, 300, 1, Theme.LIGHT);
        assertThat(Ink.ofColor(image, Palette.color(0, Theme.LIGHT))).isPositive();
        assertThat(Ink.ofColor(image, Palette.color(1, Theme.LIGHT))).isPositive();
    }

    private static ImageGrid grid() {
        List<ImageGrid.Cell> cells = new ArrayList<>();
        String[] names = {"Ankle boot", "Pullover", "Trouser", "T-shirt/top", "Sandal", "Very long name of a thing"};
        for (int i = 0; i < 12; i++) {
            byte[] greys = new byte[28 * 28];
            for (int p = 0; p < greys.length; p++) {
                greys[p] = (byte) Math.max(0, 255 - 18 * Math.hypot(p % 28 - 14, p / 28 - 14) - 4 * i);
            }
            boolean wrong = i % 5 == 3;
            cells.add(new ImageGrid.Cell(28, 28, greys, wrong ? List.of(names[i % 6], "is " + names[(i + 1) % 6]) : List.of(names[i % 6]),
                    wrong ? ImageGrid.Verdict.WRONG : ImageGrid.Verdict.RIGHT));
        }
        return new ImageGrid("Predictions", 6, cells);
    }

    @Test
    void wrongImagesAreMarkedByColourAndSign() throws Exception {
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            Path file = PICTURES.resolve(theme == Theme.LIGHT ? "grid.png" : "grid-dark.png");
            grid().writePng(file, theme);
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(Ink.ofColor(image, theme.error())).isGreaterThan(500);
            assertThat(Ink.hasEmptyBorder(image)).isTrue();
        }
    }

    @Test
    void aSignIsDrawnEvenWithoutACaption() {
        byte[] black = new byte[4];
        var plain = new ImageGrid("", 1, List.of(new ImageGrid.Cell(2, 2, black, List.of(" "), ImageGrid.Verdict.NONE)));
        var wrong = new ImageGrid("", 1, List.of(new ImageGrid.Cell(2, 2, black, List.of(" "), ImageGrid.Verdict.RIGHT)));
        assertThat(Ink.of(wrong.image(2, Theme.LIGHT), java.awt.Color.WHITE)).isGreaterThan(Ink.of(plain.image(2, Theme.LIGHT), java.awt.Color.WHITE) + 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 9})
    void impossibleSizesAreRefused(int scale) {
        assertThatThrownBy(() -> training().image(400, 300, scale, Theme.LIGHT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> grid().image(scale, Theme.LIGHT)).isInstanceOf(IllegalArgumentException.class);
    }
}
