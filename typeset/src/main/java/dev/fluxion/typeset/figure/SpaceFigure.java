package dev.fluxion.typeset.figure;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.typeset.NumberText;
import dev.fluxion.typeset.plot.Axis;
import dev.fluxion.typeset.plot.Grid;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Range;
import dev.fluxion.typeset.plot.Space;
import dev.fluxion.typeset.plot.Space.Point3;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Surfaces, their cuts and tangents, ways on them and curves in three dimensions. Cuts and tangents belong to the first surface. Every method returns
 * the figure itself.
 *
 * <p>A formula with a symbol that has neither range nor value is an error of the kind {@code name}; one that has no real value anywhere in its ranges
 * too; a tensor in place of a number one of the kind {@code shape}.
 */
public final class SpaceFigure implements Figure {
    private static final int GRID = 49;
    private static final int STEPS = 240;
    /** Inks that stand out from the colours of a surface. */
    private static final int[] INKS = {1, 3, 5};
    /** Half an edge of a tangent plane, as a share of the range. */
    private static final double PLANE = 0.22;

    private final List<Symbol> variables;
    private final List<Range> ranges;
    private final Formulas formulas;
    private final Labels labels = new Labels();
    private final List<Space.Part> parts = new ArrayList<>();
    private final List<Held> cuts = new ArrayList<>();
    private Optional<Expression> surface = Optional.empty();
    private Range heights = new Range(0, 1);
    private String title = "";
    private Axis x;
    private Axis y;
    private Axis z = Axis.of("$z$");
    private Space.View view = Space.View.USUAL;
    private int used;

    /**
     * A variable that stands still.
     *
     * @param index 0 for the first variable of the figure, 1 for the second
     * @param at its value
     */
    private record Held(int index, double at) {}

    /**
     * A figure without parts.
     *
     * @param ranges of one or two variables, in their order
     * @param formulas how formulas become numbers
     */
    public SpaceFigure(Map<Symbol, Range> ranges, Formulas formulas) {
        this.variables = List.copyOf(ranges.keySet());
        this.ranges = List.copyOf(ranges.values());
        this.formulas = formulas;
        boolean isSurface = variables.size() == 2;
        x = isSurface ? Axis.of(labels.math(variables.get(0))).over(this.ranges.get(0)) : Axis.of("$x$");
        y = isSurface ? Axis.of(labels.math(variables.get(1))).over(this.ranges.get(1)) : Axis.of("$y$");
    }

    /** A heading. */
    public SpaceFigure title(String text) {
        title = text;
        return this;
    }

    /** What the first axis measures. */
    public SpaceFigure horizontal(String label) {
        x = new Axis(label, x.range(), x.categories(), x.whole());
        return this;
    }

    /** What the height measures. */
    public SpaceFigure vertical(String label) {
        z = new Axis(label, z.range(), z.categories(), z.whole());
        return this;
    }

    /** The heights that are shown, in place of those of the surfaces. */
    public SpaceFigure range(double from, double to) {
        z = z.over(new Range(from, to));
        return this;
    }

    /**
     * The direction to the eye.
     *
     * @param azimuth degrees from the first axis towards the second
     * @param elevation degrees above their plane, 0 to 90
     */
    public SpaceFigure seenFrom(double azimuth, double elevation) {
        view = new Space.View(azimuth, elevation);
        return this;
    }

    /** A formula of two variables under its own name, coloured by its height. */
    public SpaceFigure surface(Expression formula) {
        String own = NumberText.latex(formula, Map.of(), Labels.DIGITS);
        return surface(formula, own.length() <= Labels.LONGEST ? "$z = " + own + "$" : "");
    }

    /** The same with a label. */
    public SpaceFigure surface(Expression formula, String label) {
        if (ranges.size() != 2) {
            throw Problems.name("a surface needs ranges for two variables", "add x = -3..3, y = -3..3");
        }
        Grid grid = Grid.of(function(formula)::at, ranges.get(0), ranges.get(1), GRID, GRID);
        if (grid.isEmpty()) {
            throw Problems.name("this has no real value in these ranges", "take other ranges");
        }
        if (surface.isEmpty()) {
            surface = Optional.of(formula);
            heights = grid.view();
        }
        parts.add(new Space.Surface(label, grid));
        return this;
    }

    /** A vector of three formulas of one variable. */
    public SpaceFigure curve(Expression vector, String label) {
        List<Expression> components = Problems.components(vector);
        if (ranges.size() != 1 || components.size() != 3) {
            throw Problems.name("in three dimensions a surface is a scalar of two variables, and a curve a vector of three components", "");
        }
        List<PointFunction> functions = components.stream().map(this::function).toList();
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i <= 3 * STEPS; i++) {
            double t = at(ranges.getFirst(), i, 3 * STEPS);
            points.add(new Point3(functions.get(0).at(t), functions.get(1).at(t), functions.get(2).at(t)));
        }
        if (points.stream().noneMatch(point -> Double.isFinite(point.x() + point.y() + point.z()))) {
            throw Problems.name("this has no real value between " + ranges.getFirst().from() + " and " + ranges.getFirst().to(), "take another range");
        }
        parts.add(new Space.Curve(label, List.of(points), 0, Layer.Pen.SOLID));
        return this;
    }

    private static double at(Range range, int step, int steps) {
        return range.from() + (double) step / steps * (range.to() - range.from());
    }

    private Expression surface(String layer) {
        return surface.orElseThrow(() -> Problems.name("'" + layer + "' belongs on a surface", "give ranges for two variables"));
    }

    // Anew for each cut and way.
    private int color() {
        return INKS[used % INKS.length];
    }

    private Point3 on(PointFunction function, double first, double second) {
        return new Point3(first, second, function.at(first, second));
    }

    private Held held(String variable, double at) {
        int index = variables.indexOf(Symbol.of(variable));
        if (index < 0) {
            throw Problems.name("'" + variable + "' is no variable of this figure", "");
        }
        return new Held(index, at);
    }

    /** The plane in which a variable has a value, and the curve in which it cuts the surface, named by its formula. */
    public SpaceFigure slice(String variable, double at) {
        return slice(variable, at, Optional.empty());
    }

    /** The same with a label of its own, if one is given. */
    public SpaceFigure slice(String variable, double at, Optional<String> label) {
        Expression formula = surface("slice");
        Held held = held(variable, at);
        Range own = ranges.get(held.index());
        if (at < own.from() || at > own.to()) {
            throw Problems.name(variable + " = " + Labels.number(at) + " lies outside of its range", "");
        }
        PointFunction function = function(formula);
        Range free = ranges.get(1 - held.index());
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double t = at(free, i, STEPS);
            points.add(held.index() == 0 ? on(function, at, t) : on(function, t, at));
        }
        if (points.stream().noneMatch(point -> Double.isFinite(point.z()))) {
            throw Problems.name("the surface has no value where " + variable + " = " + Labels.number(at), "cut it elsewhere");
        }
        parts.add(new Space.Pane("", place(held, free.from(), heights.from()), place(held, free.to(), heights.from()), place(held, free.from(), heights.to()), color()));
        parts.add(new Space.Curve(label.orElseGet(() -> cutLabel(formula, held)), List.of(points), color(), Layer.Pen.SOLID));
        cuts.add(held);
        used++;
        return this;
    }

    private String cutLabel(Expression formula, Held held) {
        Symbol variable = variables.get(held.index());
        Expression cut = Substitution.replace(formula, Map.of(variable, Constant.of(Rational.of(BigDecimal.valueOf(held.at())))));
        String latex = NumberText.latex(cut, Map.of(), Labels.DIGITS);
        return "cut at $" + NumberText.latex(variable, Map.of(), Labels.DIGITS) + " = " + NumberText.latex(held.at(), Labels.DIGITS) + "$"
                + (latex.length() <= Labels.LONGEST ? ": $z = " + latex + "$" : "");
    }

    private static Point3 place(Held held, double free, double height) {
        return held.index() == 0 ? new Point3(held.at(), free, height) : new Point3(free, held.at(), height);
    }

    /** The tangent to the cut in which the other variable stands still, where this one has a value, with its slope in the legend. */
    public SpaceFigure tangent(String variable, double at) {
        return tangent(variable, at, Optional.empty());
    }

    /** The same with a label of its own, if one is given. */
    public SpaceFigure tangent(String variable, double at, Optional<String> label) {
        Expression formula = surface("tangent");
        int moving = held(variable, at).index();
        Held cut = cuts.stream().filter(each -> each.index() != moving).findFirst().orElseThrow(() ->
                Problems.name("a tangent needs a cut, or both variables", "add slice(" + variables.get(1 - moving) + " = 1)"));
        Point3 touch = moving == 0 ? on(function(formula), at, cut.at()) : on(function(formula), cut.at(), at);
        double slope = function(Differentiation.derivative(formula, variables.get(moving))).at(touch.x(), touch.y());
        requireTangent(touch, slope);
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double t = at(ranges.get(moving), i, STEPS);
            double height = touch.z() + slope * (t - at);
            if (height >= heights.from() && height <= heights.to()) {
                points.add(moving == 0 ? new Point3(t, touch.y(), height) : new Point3(touch.x(), t, height));
            }
        }
        parts.add(new Space.Curve(label.orElse("tangent, slope " + Labels.number(slope)), List.of(points), color(), Layer.Pen.SOLID));
        parts.add(new Space.Dots("", List.of(touch), color()));
        used++;
        return this;
    }

    private void requireTangent(Point3 touch, double... slopes) {
        boolean isSmooth = Double.isFinite(touch.z());
        for (double slope : slopes) {
            isSmooth &= Double.isFinite(slope);
        }
        if (!isSmooth) {
            throw Problems.name("the surface has no tangent at " + variables.get(0) + " = " + touch.x() + ", " + variables.get(1) + " = " + touch.y(), "");
        }
    }

    /** A piece of the plane that touches the surface at a point. */
    public SpaceFigure tangentPlane(double first, double second) {
        return tangentPlane(first, second, "tangent plane");
    }

    /** The same with a label. */
    public SpaceFigure tangentPlane(double first, double second, String label) {
        Expression formula = surface("tangent");
        Point3 touch = on(function(formula), first, second);
        double dx = PLANE * (ranges.get(0).to() - ranges.get(0).from());
        double dy = PLANE * (ranges.get(1).to() - ranges.get(1).from());
        double sx = function(Differentiation.derivative(formula, variables.get(0))).at(first, second) * dx;
        double sy = function(Differentiation.derivative(formula, variables.get(1))).at(first, second) * dy;
        requireTangent(touch, sx, sy);
        Point3 corner = new Point3(first - dx, second - dy, touch.z() - sx - sy);
        parts.add(new Space.Pane(label, corner, new Point3(first + dx, second - dy, touch.z() + sx - sy),
                new Point3(first - dx, second + dy, touch.z() - sx + sy), color()));
        parts.add(new Space.Dots("", List.of(touch), color()));
        used++;
        return this;
    }

    /**
     * Points, a row for each.
     *
     * @param rows of three coordinates, or of two, which are lifted onto the surface
     */
    public SpaceFigure points(double[][] rows, String label) {
        parts.add(new Space.Dots(label, lifted(rows, "points"), color()));
        used++;
        return this;
    }

    /**
     * The same joined by a line.
     *
     * @param rows of three coordinates, or of two, which are lifted onto the surface; one row for each point
     */
    public SpaceFigure path(double[][] rows, String label) {
        List<Point3> points = lifted(rows, "path");
        parts.add(new Space.Curve(label, List.of(points), color(), Layer.Pen.SOLID));
        parts.add(new Space.Dots("", points, color()));
        used++;
        return this;
    }

    private List<Point3> lifted(double[][] rows, String layer) {
        List<Point3> points = new ArrayList<>();
        for (double[] row : rows) {
            if (row.length != 3 && (row.length != 2 || surface.isEmpty())) {
                throw Problems.name("points in space are a matrix with three columns, or with two on a surface", "");
            }
            points.add(row.length == 3 ? new Point3(row[0], row[1], row[2]) : on(function(surface(layer)), row[0], row[1]));
        }
        return points;
    }

    @Override
    public Space chart() {
        return new Space(title, x, y, z, parts, view);
    }

    private PointFunction function(Expression formula) {
        return formulas.function(formula, variables);
    }
}
