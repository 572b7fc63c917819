import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.figure.Bins;
import dev.fluxion.typeset.figure.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Pictures from a program: curves, a cut of a surface, a map with a way on it, data. */
public final class Plots {
    private Plots() {}

    /** Writes four pictures into a folder, the present one if none is named. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "." : arguments[0]);
        Expression sine = Fluxion.parse("sin(x)");
        Figure.curves("x", -4, 4).curve(sine, "$\\sin x$").curve(sine.diff("x"), "its slope").tangent(sine, 1).title("A wave and its slope")
                .write(folder.resolve("curves.svg"));

        Expression saddle = Fluxion.parse("x^2*y");
        Figure.surfaces("x", -2, 2, "y", -2, 2).surface(saddle).slice("y", 1).tangent("x", 1).title("Holding $y = 1$").write(folder.resolve("cut.png"));

        Expression valley = Fluxion.parse("x^2/2 + 5*y^2");
        double[] x = new double[26];
        double[] y = new double[26];
        x[0] = 4;
        y[0] = 1;
        for (int k = 1; k < x.length; k++) {
            x[k] = x[k - 1] - 0.15 * x[k - 1];
            y[k] = y[k - 1] - 0.15 * 10 * y[k - 1];
        }
        Figure.map("x", -1, 4.5, "y", -1.5, 1.5).contours(valley, "").path(x, y, "descent").title("25 steps")
                .write(folder.resolve("descent.png"), 800, 400, Theme.DARK);

        double[] sample = new Random(1).doubles(1000).toArray();
        Figure.data().histogram(sample, Bins.of(20), "1000 numbers").horizontal("value").write(folder.resolve("histogram.svg"));
        Figure.data().confusion(new double[][] {{47, 3}, {4, 46}}, List.of("cat", "dog")).write(folder.resolve("confusion.svg"));
    }
}
