package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.figure.Bins;
import dev.fluxion.typeset.figure.Figure;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Figures made in Java are, to the byte, what the statement draws. */
class FigureTest {
    private static final double[][] SQUARE = {{1, 2}, {3, 4}};

    @TempDir
    private Path folder;

    private static Expression f(String text) {
        return Fluxion.parse(text);
    }

    private record Pair(String statement, Supplier<Figure> figure) {}

    @TestFactory
    Stream<DynamicTest> everyLayerFromJavaIsThatOfTheStatement() {
        return Stream.of(
                new Pair("x^2, x = -1..1", () -> Figure.curves("x", -1, 1).curve(f("x^2"))),
                new Pair("1/x, x^2, x = -1..1, labels = [\"one\", \"two\"]", () -> Figure.curves("x", -1, 1).curve(f("1/x"), "one").curve(f("x^2"), "two")),
                new Pair("curve(x^2, dashed = 1), x = -1..1", () -> Figure.curves("x", -1, 1).curve(f("x^2"), Layer.Pen.DASHED)),
                new Pair("x^2, tangent(x = 1), secant(x = 0, h = 1/2), x = -2..2",
                        () -> Figure.curves("x", -2, 2).curve(f("x^2")).tangent(f("x^2"), 1).secant(f("x^2"), 0, 0.5)),
                new Pair("[t, t^2], t = -1..1", () -> Figure.curves("t", -1, 1).curve(Fluxion.parse("[t, t^2]"))),
                new Pair("[y, -x], x = -1..1, y = -1..1", () -> Figure.map("x", -1, 1, "y", -1, 1).field(f("[y, -x]"))),
                new Pair("contours(x^2 + y^2, levels = [1, 2]), field([y, -x], arrows = 9), x = -2..2, y = -1..1, units = \"equal\"",
                        () -> Figure.map("x", -2, 2, "y", -1, 1).contours(f("x^2 + y^2"), "", new double[] {1, 2}).field(f("[y, -x]"), "", 9).equalUnits(true)),
                new Pair("heat(x*y, over = 0..1, cells = 31), points([0, 1/2], [0, 1/2], label = \"here\"), x = -1..1, y = -1..1",
                        () -> Figure.map("x", -1, 1, "y", -1, 1).heat(f("x*y"), "", 31, Optional.of(new Range(0, 1)))
                                .points(new double[] {0, 0.5}, new double[] {0, 0.5}, "here")),
                new Pair("heat([1, 2; 3, 4])", () -> Figure.data().heat(SQUARE, "")), new Pair("image([1, 2; 3, 4])", () -> Figure.data().image(SQUARE, "")),
                new Pair("confusion([1, 2; 3, 4], names = [\"no\", \"yes\"])", () -> Figure.data().confusion(SQUARE, List.of("no", "yes"))),
                new Pair("histogram([1, 2, 2, 3, 3, 3], bins = 3, scale = \"count\", over = 0..4)",
                        () -> Figure.data().histogram(new double[] {1, 2, 2, 3, 3, 3}, Bins.of(3).over(0, 4).counted(), "")),
                new Pair("bars([1, 2], names = [\"a\", \"b\"]), bars([2, 1], at = [4, 3]), range = 0..5",
                        () -> Figure.data().bars(new double[] {1, 2}, "").categories(List.of("a", "b")).bars(new double[] {2, 1}, new double[] {4, 3}, "").range(0, 5)),
                new Pair("path([0, 0; 1, 1], label = \"way\"), note(\"start\", 0, 0), horizontal = \"h\", vertical = \"v\", title = \"t\"",
                        () -> Figure.data().path(new double[] {0, 1}, new double[] {0, 1}, "way").note("start", 0, 0).horizontal("h").vertical("v").title("t")),
                new Pair("x^2*y, slice(y = 1), tangent(x = 1), x = -2..2, y = -2..2, title = \"t\", range = -4..4",
                        () -> Figure.surfaces("x", -2, 2, "y", -2, 2).surface(f("x^2*y")).slice("y", 1).tangent("x", 1).title("t").range(-4, 4)),
                new Pair("x^2 - y^2, tangent(x = 1, y = 1), path([0, 0; 1, 1], label = \"way\"), points([1, 1, 1; 0, 1, 2], label = \"p\"), x = -2..2, y = -2..2",
                        () -> Figure.surfaces("x", -2, 2, "y", -2, 2).surface(f("x^2 - y^2")).tangentPlane(1, 1).path(new double[][] {{0, 0}, {1, 1}}, "way")
                                .points(new double[][] {{1, 1, 1}, {0, 1, 2}}, "p")),
                new Pair("[t, t^2, t^3], t = -1..1, labels = [\"twisted\"]", () -> Figure.space("t", -1, 1).curve(f("[t, t^2, t^3]"), "twisted")))
                .flatMap(pair -> Stream.of("svg", "png").map(form -> DynamicTest.dynamicTest(pair.statement() + " as " + form, () -> compare(pair, form))));
    }

    private void compare(Pair pair, String form) throws IOException {
        Path file = folder.resolve("java." + form);
        new Session(output -> { }, Files.below(folder), progress -> { }).run(new Source("test.flx",
                "plot(" + pair.statement() + ", file = \"statement." + form + "\", width = 320, height = 240, theme = \"dark\")"));
        pair.figure().get().write(file, 320, 240, Theme.DARK);
        assertThat(java.nio.file.Files.readAllBytes(file)).isEqualTo(java.nio.file.Files.readAllBytes(folder.resolve("statement." + form)));
    }

    @Test
    void mistakesAreTold() {
        told(() -> Figure.curves("x", 1, -1), IllegalArgumentException.class, "runs backwards");
        told(() -> Figure.map("x", 0, 1, "x", 0, 1), IllegalArgumentException.class, "two variables");
        told(() -> Figure.curves("x", 0, 1).curve(f("a*x")), FluxionException.class, "'a' has no value here");
        told(() -> Figure.curves("x", 0, 1).curve(f("sqrt(-1 - x^2)")), FluxionException.class, "no real value");
        told(() -> Figure.curves("x", 0, 1).curve(f("[x, x, x]")), FluxionException.class, "two components");
        told(() -> Figure.curves("x", 0, 1).contours(f("x"), ""), FluxionException.class, "ranges for two variables");
        told(() -> Figure.curves("x", 0, 1).tangent(f("log(x)"), 0), FluxionException.class, "no tangent");
        told(() -> Figure.curves("x", 0, 1).secant(f("x"), 1, 0), FluxionException.class, "no secant");
        told(() -> Figure.map("x", 0, 1, "y", 0, 1).field(f("x"), ""), FluxionException.class, "two components");
        told(() -> Figure.data().points(new double[2], new double[3], ""), FluxionException.class, "[2] and [3]");
        told(() -> Figure.data().heat(new double[][] {{1}, {1, 2}}, ""), FluxionException.class, "one length");
        told(() -> Figure.data().histogram(new double[0], Bins.usual(), ""), FluxionException.class, "no numbers");
        told(() -> Figure.data().bars(new double[2], new double[3], ""), FluxionException.class, "2 bars");
        told(() -> Figure.data().confusion(SQUARE, List.of("a")), FluxionException.class, "cannot have 1 name");
        told(() -> Bins.of(0), IllegalArgumentException.class, "1 to 10000");
        told(() -> Figure.surfaces("x", 0, 1, "y", 0, 1).slice("y", 0.5), FluxionException.class, "belongs on a surface");
        told(() -> Figure.surfaces("x", 0, 1, "y", 0, 1).surface(f("x*y")).slice("z", 0.5), FluxionException.class, "no variable");
        told(() -> Figure.surfaces("x", 0, 1, "y", 0, 1).surface(f("x*y")).slice("y", 5), FluxionException.class, "outside");
        told(() -> Figure.surfaces("x", 0, 1, "y", 0, 1).surface(f("x*y")).tangent("x", 0.5), FluxionException.class, "needs a cut");
        told(() -> Figure.surfaces("x", -1, 1, "y", -1, 1).surface(f("sqrt(x) + y")).tangentPlane(-1, 0), FluxionException.class, "no tangent");
        told(() -> Figure.space("t", 0, 1).surface(f("t")), FluxionException.class, "two variables");
        told(() -> Figure.data().write(folder.resolve("x.png"), 10, 10, Theme.LIGHT), IllegalArgumentException.class, "160");
        assertThat(folder).isEmptyDirectory();
    }

    private static void told(ThrowingCallable call, Class<?> type, String words) {
        assertThatThrownBy(call).as(words).isInstanceOf(type).hasMessageContaining(words);
    }
}
