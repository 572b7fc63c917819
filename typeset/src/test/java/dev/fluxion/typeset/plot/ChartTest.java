package dev.fluxion.typeset.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.typeset.Chart;
import dev.fluxion.typeset.Ink;
import dev.fluxion.typeset.Theme;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.InputSource;

/** Each kind of layer leaves ink in both themes, loses nothing at the borders, and is well-formed SVG. */
class ChartTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    private static Map<String, Chart> charts() {
        Random random = new Random(1);
        List<Point> cloud = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            cloud.add(new Point(random.nextGaussian(), random.nextGaussian() * 0.5));
        }
        List<Layer.Bar> bars = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            bars.add(new Layer.Bar(i, i + 1, Math.exp(-Math.pow(i - 5.5, 2) / 8)));
        }
        Plot waves = Plot.titled("Waves: $\\frac{d}{dx}\\sin x = \\cos x$").withCurve("$\\sin x$", Math::sin, new Range(-7, 7))
                .withCurve("$\\frac{\\sin x}{x}$", x -> Math.sin(x) / x, new Range(-7, 7)).withCurve("$\\tan x$", Math::tan, new Range(-7, 7))
                .withAxes(Axis.of("$x$"), Axis.of("$f(x)$"));
        Plot confusion = Plot.titled("Confusion").with(new Layer.Cells("", new Range(0.5, 3.5), new Range(0.5, 3.5), 3, new double[] {12, 1, 0, 2, 14, 3, 0, 0, 15},
                ColorScale.BLUES, List.of("12", "1", "0", "2", "14", "3", "0", "0", "15")))
                .withAxes(Axis.of("predicted").named(List.of("setosa", "versicolor", "virginica")), Axis.of("true")
                .named(List.of("virginica", "versicolor", "setosa"))).withEqualUnits();
        return Map.of("waves", waves, "cloud", Plot.titled("A cloud").with(new Layer.Dots("points", cloud)),
                "bars", Plot.titled("").with(new Layer.Bars("count", bars)), "confusion", confusion,
                "way", Plot.titled("A way").with(new Layer.Way("descent", List.of(new Point(0, 0), new Point(1, 2), new Point(2, 1))))
                .with(new Layer.Note("$x_1$", new Point(1, 2))));
    }

    @TestFactory
    Stream<DynamicTest> everyChartIsDrawnInBothThemesAndAsSvg() {
        return charts().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
                String name = entry.getKey() + (theme == Theme.LIGHT ? "" : "-dark");
                var picture = entry.getValue().picture(720, 460, theme);
                Chart.write(picture, PICTURES.resolve(name + ".png"));
                Chart.write(picture, PICTURES.resolve(name + ".svg"));
                BufferedImage image = picture.image(1);
                assertThat(Ink.of(image, theme.background())).isGreaterThan(3_000);
                assertThat(Ink.hasEmptyBorder(image)).isTrue();
                String svg = picture.svg().replaceAll("base64,[^\"]*", "base64,");
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
                assertThat(svg).doesNotContain("href=\"http").doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("<text");
            }
        }));
    }
}
