package dev.fluxion.typeset.figure;

import dev.fluxion.grammar.Plural;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.typeset.NumberText;
import dev.fluxion.typeset.plot.Axis;
import dev.fluxion.typeset.plot.ColorScale;
import dev.fluxion.typeset.plot.Grid;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Plot;
import dev.fluxion.typeset.plot.Point;
import dev.fluxion.typeset.plot.Range;
import dev.fluxion.typeset.plot.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Layers over two axes. Formulas of one variable are curves; of two, contours, colours and fields. Every method returns the figure itself.
 *
 * <p>A formula with a symbol that has neither range nor value is an error of the kind {@code name}; one that has no real value anywhere in its ranges
 * too; a tensor in place of a number one of the kind {@code shape}.
 */
public final class PlaneFigure implements Figure {
    private static final int GRID = 121;
    private static final int FINE_GRID = 401;
    private static final int LEVELS = 12;
    private static final int ARROWS = 17;
    private static final int STEPS = 1_000;

    private final List<Symbol> variables;
    private final List<Range> ranges;
    private final Formulas formulas;
    private final Labels labels = new Labels();
    private final List<Layer> layers = new ArrayList<>();
    private String title = "";
    private Axis horizontal;
    private Axis vertical;
    private boolean isParametric;
    private boolean hasBars;
    private int curves;
    private int ownNames;
    private boolean squares;
    private Optional<Boolean> equalUnits = Optional.empty();
    private Optional<Range> shown = Optional.empty();

    /**
     * A figure without layers.
     *
     * @param ranges of none, one or two variables, in their order
     * @param formulas how formulas become numbers
     */
    public PlaneFigure(Map<Symbol, Range> ranges, Formulas formulas) {
        this.variables = List.copyOf(ranges.keySet());
        this.ranges = List.copyOf(ranges.values());
        this.formulas = formulas;
        horizontal = Axis.of(variables.isEmpty() ? "" : labels.math(variables.getFirst()));
        vertical = Axis.of(variables.size() == 2 ? labels.math(variables.get(1)) : "");
    }

    /** A heading. */
    public PlaneFigure title(String text) {
        title = text;
        return this;
    }

    /** What the horizontal axis measures. */
    public PlaneFigure horizontal(String label) {
        horizontal = new Axis(label, horizontal.range(), horizontal.categories(), horizontal.whole());
        return this;
    }

    /** What the vertical axis measures. */
    public PlaneFigure vertical(String label) {
        vertical = new Axis(label, vertical.range(), vertical.categories(), vertical.whole());
        return this;
    }

    /** The part of the vertical axis that is shown, in place of what the layers hold. */
    public PlaneFigure range(double from, double to) {
        shown = Optional.of(new Range(from, to));
        return this;
    }

    /** Whether one unit is as long on both axes; by itself, as is usual for what is drawn. */
    public PlaneFigure equalUnits(boolean equal) {
        equalUnits = Optional.of(equal);
        return this;
    }

    /** Names under which long formulas stand in labels. */
    public PlaneFigure names(Map<Expression, String> names) {
        labels.names(names);
        return this;
    }

    /** A layer made elsewhere. */
    public PlaneFigure layer(Layer layer) {
        layers.add(layer);
        hasBars |= layer instanceof Layer.Bars;
        return this;
    }

    /** A formula of the variable under its own name: a number, or a vector of two, whose components are the coordinates. */
    public PlaneFigure curve(Expression formula) {
        return curve(formula, Layer.Pen.SOLID);
    }

    /** The same drawn with a pen. */
    public PlaneFigure curve(Expression formula, Layer.Pen pen) {
        ownNames++;
        return curve(formula, labels.of(formula), pen);
    }

    /** The same with a label. */
    public PlaneFigure curve(Expression formula, String label) {
        return curve(formula, label, Layer.Pen.SOLID);
    }

    /** The same with a label, drawn with a pen. */
    public PlaneFigure curve(Expression formula, String label, Layer.Pen pen) {
        requireRanges(1, "a curve has one variable", "add a range: x = -3..3");
        curves++;
        if (!formula.isScalar()) {
            return parametric(formula, label, pen);
        }
        Sampler.Curve curve = Sampler.sample(function(formula)::at, ranges.getFirst());
        if (curve.isEmpty()) {
            throw Problems.name("this has no real value between " + ranges.getFirst().from() + " and " + ranges.getFirst().to(), "take another range");
        }
        return layer(new Layer.Line(label, curve.pieces(), curve.view(), pen));
    }

    private PlaneFigure parametric(Expression formula, String label, Layer.Pen pen) {
        List<Expression> components = Problems.components(formula);
        if (components.size() != 2) {
            throw Problems.name("a curve in the plane has two components", "write [t, t^2]");
        }
        PointFunction x = function(components.get(0));
        PointFunction y = function(components.get(1));
        Range range = ranges.getFirst();
        List<Point> points = IntStream.rangeClosed(0, STEPS).mapToDouble(i -> range.from() + (double) i / STEPS * (range.to() - range.from()))
                .mapToObj(t -> new Point(x.at(t), y.at(t))).toList();
        if (!isParametric) {
            horizontal = horizontal.label().equals(labels.math(variables.getFirst())) ? Axis.of("$x$") : horizontal;
            vertical = vertical.label().isBlank() ? Axis.of("$y$") : vertical;
        }
        isParametric = true;
        squares = true;
        return layer(Layer.Line.through(label, points, pen));
    }

    /** The line that touches a formula of the variable where this is {@code at}, with its slope in the legend. */
    public PlaneFigure tangent(Expression formula, double at) {
        return tangent(formula, at, Optional.empty());
    }

    /** The same with a label of its own, if one is given. */
    public PlaneFigure tangent(Expression formula, double at, Optional<String> label) {
        requireRanges(1, "'tangent' touches a curve of one variable here", "");
        double y = function(formula).at(at);
        double slope = function(Differentiation.derivative(formula, variables.getFirst())).at(at);
        if (!Double.isFinite(y) || !Double.isFinite(slope)) {
            throw Problems.name("the curve has no tangent at " + variables.getFirst() + " = " + at, "");
        }
        line(new Point(at, y), slope, label.orElse("tangent, slope " + Labels.number(slope)));
        return layer(new Layer.Note("", new Point(at, y)));
    }

    /** The line through a formula of the variable where this is {@code at} and {@code at + h}, with its slope in the legend. */
    public PlaneFigure secant(Expression formula, double at, double h) {
        return secant(formula, at, h, Optional.empty());
    }

    /** The same with a label of its own, if one is given. */
    public PlaneFigure secant(Expression formula, double at, double h, Optional<String> label) {
        requireRanges(1, "'secant' touches a curve of one variable here", "");
        PointFunction function = function(formula);
        Point from = new Point(at, function.at(at));
        Point to = new Point(at + h, function.at(at + h));
        double slope = (to.y() - from.y()) / h;
        if (h == 0 || !Double.isFinite(slope)) {
            throw Problems.name("there is no secant from " + at + " to " + (at + h), "");
        }
        line(from, slope, label.orElse("secant, $h = " + NumberText.latex(h, Labels.DIGITS) + "$, slope " + Labels.number(slope)));
        return layer(new Layer.Note("", from)).layer(new Layer.Note("", to));
    }

    private void line(Point through, double slope, String label) {
        Range x = ranges.getFirst();
        List<Point> ends = List.of(new Point(x.from(), through.y() + slope * (x.from() - through.x())), new Point(x.to(), through.y() + slope * (x.to() - through.x())));
        // The line asks for no room of its own: the curve says what is shown.
        double point = Math.max(1e-9, 1e-9 * Math.abs(through.y()));
        layer(new Layer.Line(label, List.of(ends), new Range(through.y() - point, through.y() + point), Layer.Pen.DASHED));
    }

    /** Lines along which a formula of two variables has one value, at about twelve round values. */
    public PlaneFigure contours(Expression formula, String label) {
        return contours(formula, label, LEVELS);
    }

    /** The same at about so many round values. */
    public PlaneFigure contours(Expression formula, String label, int most) {
        Grid grid = contourGrid(formula);
        return contours(formula, label, grid, grid.roundLevels(Math.clamp(most, 1, 100)));
    }

    /**
     * The same at given values.
     *
     * @param levels one number for each line
     */
    public PlaneFigure contours(Expression formula, String label, double[] levels) {
        return contours(formula, label, contourGrid(formula), levels);
    }

    private Grid contourGrid(Expression formula) {
        PointFunction function = functionOfTwo(formula, "contours");
        return grid(function, function.isFast() ? FINE_GRID : GRID);
    }

    private PlaneFigure contours(Expression formula, String label, Grid grid, double[] levels) {
        return layer(grid.contours(label, function(formula)::at, levels));
    }

    /** The values of a formula of two variables as colours, from the least to the greatest. */
    public PlaneFigure heat(Expression formula, String label) {
        return heat(formula, label, GRID, Optional.empty());
    }

    /**
     * The same on a grid.
     *
     * @param columns how many values in a row, 2 to 2,000; between them colours go over into each other
     * @param scale the values of the first and the last colour, which those beyond take too; empty for the least and the greatest value
     */
    public PlaneFigure heat(Expression formula, String label, int columns, Optional<Range> scale) {
        Grid grid = grid(functionOfTwo(formula, "heat"), columns);
        return layer(grid.shades(label, ColorScale.VIRIDIS, scale));
    }

    private PointFunction functionOfTwo(Expression formula, String layer) {
        requireRanges(2, "'" + layer + "' needs ranges for two variables", "add x = -3..3, y = -3..3");
        return function(formula);
    }

    private Grid grid(PointFunction function, int lines) {
        Grid grid = Grid.of(function::at, ranges.get(0), ranges.get(1), lines, lines);
        if (grid.isEmpty()) {
            throw Problems.name("this has no real value in these ranges", "take other ranges");
        }
        return grid;
    }

    /** Arrows of a vector of two formulas of two variables, under its own name. */
    public PlaneFigure field(Expression vector) {
        return field(vector, labels.of(vector));
    }

    /** The same with a label. */
    public PlaneFigure field(Expression vector, String label) {
        return field(vector, label, ARROWS);
    }

    /** The same with so many arrows in a row. */
    public PlaneFigure field(Expression vector, String label, int count) {
        requireRanges(2, "'field' needs ranges for two variables", "add x = -3..3, y = -3..3");
        List<Expression> components = Problems.components(vector);
        if (components.size() != 2) {
            throw Problems.name("a field over two variables has two components", "write grad(f, [x, y])");
        }
        PointFunction dx = function(components.get(0));
        PointFunction dy = function(components.get(1));
        return layer(Data.arrows(label, ranges.get(0), ranges.get(1), count, dx, dy));
    }

    /** Points; vectors of one length. */
    public PlaneFigure points(double[] xs, double[] ys, String label) {
        return layer(new Layer.Dots(label, Data.points(xs, ys)));
    }

    /** A way from point to point, a ring where it begins; vectors of one length. */
    public PlaneFigure path(double[] xs, double[] ys, String label) {
        return layer(new Layer.Way(label, Data.points(xs, ys)));
    }

    /** Bars over intervals, as high as the density of the numbers in them, or as their count. */
    public PlaneFigure histogram(double[] numbers, Bins bins, String label) {
        vertical = vertical.label().isBlank() ? Axis.of(bins.counts() ? "count" : "density") : vertical;
        return layer(bins.bars(label, numbers));
    }

    /**
     * A bar at 1, 2, 3, … for each number.
     *
     * @param heights one number for each bar
     */
    public PlaneFigure bars(double[] heights, String label) {
        double[] places = new double[heights.length];
        Arrays.setAll(places, i -> i + 1);
        return bars(heights, places, label);
    }

    /** A bar at each place; vectors of one length. */
    public PlaneFigure bars(double[] heights, double[] places, String label) {
        return layer(Data.bars(label, heights, places));
    }

    /** Names at 1, 2, 3, … of the horizontal axis in place of numbers. */
    public PlaneFigure categories(List<String> names) {
        horizontal = horizontal.named(names);
        return this;
    }

    /** The entries of a matrix as greys, the first row on top. */
    public PlaneFigure image(double[][] matrix, String label) {
        return cells(Data.cells(label, matrix, ColorScale.GREYS, false));
    }

    /** The entries of a matrix as colours, the first row on top. */
    public PlaneFigure heat(double[][] matrix, String label) {
        return cells(Data.cells(label, matrix, ColorScale.VIRIDIS, false));
    }

    /**
     * The entries of a matrix as colours with their numbers, the first row on top.
     *
     * @param names of the classes: rows are the true ones, columns the predicted; none for a matrix of another kind
     */
    public PlaneFigure confusion(double[][] matrix, List<String> names) {
        Layer.Cells cells = Data.cells("", matrix, ColorScale.BLUES, true);
        boolean isNamed = !names.isEmpty();
        if (isNamed && (names.size() != cells.columns() || names.size() != matrix.length)) {
            throw Problems.shape("a matrix of " + matrix.length + " rows and " + cells.columns() + " columns cannot have " + Plural.of(names.size(), "name"), "");
        }
        if (isNamed) {
            horizontal = Axis.of(horizontal.label().isBlank() ? "predicted" : horizontal.label()).named(names);
            vertical = Axis.of(vertical.label().isBlank() ? "true" : vertical.label()).named(names.reversed());
        }
        return cells(cells);
    }

    private PlaneFigure cells(Layer.Cells cells) {
        squares = true;
        return layer(cells);
    }

    /** A few words at a place, which is marked with a dot. */
    public PlaneFigure note(String text, double x, double y) {
        return layer(new Layer.Note(text, new Point(x, y)));
    }

    @Override
    public Plot chart() {
        List<Layer> drawn = new ArrayList<>(layers);
        Axis across = horizontal;
        Axis up = vertical;
        boolean single = drawn.stream().filter(layer -> !layer.label().isBlank()).count() == 1 && curves == 1 && ownNames == 1;
        if (single && up.label().isBlank() && drawn.getFirst() instanceof Layer.Line line) { // one curve alone: its name stands at the axis
            up = Axis.of(line.label());
            drawn.set(0, new Layer.Line("", line.pieces(), line.view(), line.pen()));
        }
        if (ranges.isEmpty() && !drawn.isEmpty() && drawn.stream().allMatch(layer -> layer instanceof Layer.Cells)) {
            across = across.categories().isEmpty() ? across.named(Data.counted(((Layer.Cells) drawn.getFirst()).columns())) : across;
            up = up.categories().isEmpty() ? up.named(Data.counted(((Layer.Cells) drawn.getFirst()).rows()).reversed()) : up;
        }
        if (!ranges.isEmpty() && !hasBars && across.range().isEmpty() && !isParametric) {
            across = across.over(ranges.getFirst());
            up = ranges.size() == 2 ? up.over(ranges.get(1)) : up;
        }
        return new Plot(title, across, shown.map(up::over).orElse(up), drawn, equalUnits.orElse(squares));
    }

    private PointFunction function(Expression formula) {
        return formulas.function(formula, variables);
    }

    private void requireRanges(int count, String message, String hint) {
        if (ranges.size() != count) {
            throw Problems.name(message, hint);
        }
    }
}
