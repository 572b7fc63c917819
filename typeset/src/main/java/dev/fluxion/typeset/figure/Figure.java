package dev.fluxion.typeset.figure;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.typeset.Chart;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.plot.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plot that grows layer by layer, in the order in which they are painted. What the statement {@code plot} of the language draws is drawn by this.
 *
 * <pre>{@code
 * Expression f = Fluxion.parse("x^2*y");
 * Figure.surfaces("x", -2, 2, "y", -2, 2).surface(f).slice("y", 1).tangent("x", 1).title("Holding $y = 1$").write(Path.of("cut.svg"));
 * Figure.curves("x", -3, 3).curve(Fluxion.parse("sin(x)"), "$\\sin x$").write(Path.of("sine.png"), 900, 500, Theme.DARK);
 * }</pre>
 *
 * <p>Labels and titles are texts with formulas between dollar signs; an empty label has no place in the legend. Figures are not thread-safe.
 */
public sealed interface Figure permits PlaneFigure, SpaceFigure {
    /** The usual width of a picture, in points. */
    int WIDTH = 720;
    /** The usual height of a picture, in points. */
    int HEIGHT = 460;

    /** Data over two axes of numbers, without formulas. */
    static PlaneFigure data() {
        return new PlaneFigure(Map.of(), Formulas.compiled());
    }

    /**
     * Curves over a range of one variable.
     *
     * @throws IllegalArgumentException for a range that is empty, backwards, infinite or too fine for doubles
     */
    static PlaneFigure curves(String variable, double from, double to) {
        return new PlaneFigure(Map.of(Symbol.of(variable), new Range(from, to)), Formulas.compiled());
    }

    /**
     * Functions of two variables seen from above: contours, fields, colours.
     *
     * @throws IllegalArgumentException for a range that is empty, backwards, infinite or too fine for doubles
     */
    static PlaneFigure map(String x, double fromX, double toX, String y, double fromY, double toY) {
        return new PlaneFigure(ranges(x, fromX, toX, y, fromY, toY), Formulas.compiled());
    }

    /**
     * Functions of two variables in three dimensions: surfaces, their cuts and tangents.
     *
     * @throws IllegalArgumentException for a range that is empty, backwards, infinite or too fine for doubles
     */
    static SpaceFigure surfaces(String x, double fromX, double toX, String y, double fromY, double toY) {
        return new SpaceFigure(ranges(x, fromX, toX, y, fromY, toY), Formulas.compiled());
    }

    /**
     * Curves in three dimensions, over a range of their parameter.
     *
     * @throws IllegalArgumentException for a range that is empty, backwards, infinite or too fine for doubles
     */
    static SpaceFigure space(String parameter, double from, double to) {
        return new SpaceFigure(Map.of(Symbol.of(parameter), new Range(from, to)), Formulas.compiled());
    }

    private static Map<Symbol, Range> ranges(String x, double fromX, double toX, String y, double fromY, double toY) {
        Map<Symbol, Range> ranges = new LinkedHashMap<>();
        ranges.put(Symbol.of(x), new Range(fromX, toX));
        ranges.put(Symbol.of(y), new Range(fromY, toY));
        if (ranges.size() < 2) {
            throw new IllegalArgumentException("two ranges need two variables, not " + x + " twice");
        }
        return ranges;
    }

    /** The components of a vector of known length, or the scalar alone; none for other tensors. */
    static List<Expression> components(Expression expression) {
        return Problems.components(expression);
    }

    /** What has been drawn so far. */
    Chart chart();

    /**
     * Writes the picture in its usual size on light ground, atomically: SVG where the name of the file ends so, else PNG of two pixels to the point.
     *
     * @throws IOException if it cannot be written
     */
    default void write(Path file) throws IOException {
        write(file, WIDTH, HEIGHT, Theme.LIGHT);
    }

    /**
     * Writes the picture, atomically: SVG where the name of the file ends so, else PNG of two pixels to the point.
     *
     * @param width in points, 160 to 10,000
     * @param height in points, 120 to 10,000
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException for other sizes
     */
    default void write(Path file, int width, int height, Theme theme) throws IOException {
        Chart.write(chart().picture(width, height, theme), file);
    }
}
