package dev.fluxion.cli.script;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.typeset.plot.Axis;
import dev.fluxion.typeset.plot.Grid;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Range;
import dev.fluxion.typeset.plot.Space;
import dev.fluxion.typeset.plot.Space.Point3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parts of a plot in three dimensions: surfaces, their cuts, tangents and ways on them. */
final class SpaceParts {
    /** The calls that are parts. */
    static final Set<String> NAMES = Set.of("slice", "tangent", "path", "points");
    private static final int GRID = 49;
    private static final int STEPS = 240;
    private static final int[] INKS = {1, 3, 5};

    private final Session session;
    private final PlotRequest request;
    private final Tree.Call call;
    private final Numerics numerics;
    private final List<Space.Part> parts = new ArrayList<>();
    private int used;

    SpaceParts(Session session, PlotRequest request, Tree.Call call) {
        this.session = session;
        this.request = request;
        this.call = call;
        this.numerics = new Numerics(session);
    }

    Space chart(List<Plots.Written> written) {
        int plain = 0;
        for (Plots.Written part : written) {
            if (part.layer().isEmpty()) {
                String label = plain < request.labels().size() ? request.labels().get(plain) : "";
                plain++;
                expression(part.tree(), label);
            }
        }
        for (Plots.Written part : written) {
            part.layer().ifPresent(layer -> layer(layer, written));
        }
        String z = request.vertical().orElse("$z$");
        List<Symbol> variables = request.variables();
        Axis x = Axis.of(request.horizontal().orElse(request.ranges().size() == 2 ? FlatLayers.math(variables.getFirst()) : "$x$"));
        Axis y = Axis.of(request.ranges().size() == 2 ? FlatLayers.math(variables.get(1)) : "$y$");
        if (request.ranges().size() == 2) {
            x = x.over(request.first());
            y = y.over(request.second());
        }
        Axis upwards = request.range().map(Axis.of(z)::over).orElse(Axis.of(z));
        return new Space(request.title(), x, y, upwards, parts, Space.View.USUAL);
    }

    private void expression(Tree tree, String label) {
        Expression expression = session.elaborator().read(tree).expression();
        List<Expression> components = Numerics.components(expression);
        if (request.ranges().size() == 2 && expression.isScalar()) {
            Numerics.Function function = numerics.function(expression, request.variables(), tree);
            Grid grid = Grid.of(function::at, request.first(), request.second(), GRID, GRID);
            if (grid.isEmpty()) {
                throw Operands.problem("this has no real value in these ranges", tree, "take other ranges");
            }
            parts.add(new Space.Surface(label.isEmpty() ? "$z = " + LatexPrinter.latex(expression) + "$" : label, grid));
        } else if (request.ranges().size() == 1 && components.size() == 3) {
            parts.add(new Space.Curve(label, List.of(curve(components, tree)), 0, Layer.Pen.SOLID));
        } else {
            throw Operands.problem("in three dimensions a surface is a scalar of two variables, and a curve a vector of three components", tree, "");
        }
    }

    private List<Point3> curve(List<Expression> components, Tree tree) {
        List<Numerics.Function> functions = components.stream().map(each -> numerics.function(each, request.variables(), tree)).toList();
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i <= 3 * STEPS; i++) {
            double t = request.first().from() + i / (3.0 * STEPS) * (request.first().to() - request.first().from());
            points.add(new Point3(functions.get(0).at(t), functions.get(1).at(t), functions.get(2).at(t)));
        }
        return points;
    }

    private void layer(Tree.Call layer, List<Plots.Written> written) {
        Operands operands = new Operands(layer, session.elaborator());
        Optional<String> label = operands.named("label").map(operands::text);
        switch (layer.name()) {
            case "slice" -> slice(operands, label, surface(written, layer));
            case "tangent" -> tangent(operands, label, written);
            case "path" -> way(operands, label.orElse(""), true, surface(written, layer));
            case "points" -> way(operands, label.orElse(""), false, surface(written, layer));
            default -> throw Operands.problem("'" + layer.name() + "' lies in the plane, and here is a surface", layer,
                    "draw contours(f) in place of f to look at it from above");
        }
        operands.finish();
    }

    private static Tree surface(List<Plots.Written> written, Tree at) {
        return FlatLayers.curve(written, at);
    }

    /**
     * The variable that a part holds still, and where.
     *
     * @param index 0 for the first variable of the plot, 1 for the second
     */
    private record Held(int index, Symbol variable, double value) {}

    private Held held(Operands operands) {
        for (int i = 0; i < 2; i++) {
            Symbol variable = request.variables().get(i);
            Optional<Tree> value = operands.named(variable.name());
            if (value.isPresent()) {
                return new Held(i, variable, numerics.number(value.get()));
            }
        }
        throw Operands.problem("'" + operands.call().name() + "' needs one of the variables", operands.call(), "write " + operands.call().name() + "("
                + request.variables().getFirst().name() + " = 1)");
    }

    // Inks that stand out from the colours of a surface.
    private int color() {
        return INKS[used % INKS.length];
    }

    private Point3 on(Numerics.Function surface, double x, double y) {
        return new Point3(x, y, surface.at(x, y));
    }

    // The plane in which one variable stands still, and the curve in which it cuts the surface.
    private void slice(Operands operands, Optional<String> label, Tree tree) {
        requireSurface(operands);
        Held held = held(operands);
        Range own = held.index() == 0 ? request.first() : request.second();
        if (held.value() < own.from() || held.value() > own.to()) {
            throw Operands.problem(held.variable().name() + " = " + Readable.number(held.value()) + " lies outside of its range", operands.call(), "");
        }
        Expression expression = session.elaborator().scalar(tree, "a surface");
        Numerics.Function surface = numerics.function(expression, request.variables(), tree);
        Range free = held.index() == 0 ? request.second() : request.first();
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double t = free.from() + (double) i / STEPS * (free.to() - free.from());
            points.add(held.index() == 0 ? on(surface, held.value(), t) : on(surface, t, held.value()));
        }
        Range z = ((Space.Surface) parts.getFirst()).grid().view();
        Point3 corner = place(held, free.from(), z.from());
        String plane = "$" + LatexPrinter.latex(held.variable()) + " = " + Readable.number(held.value()) + "$";
        parts.add(new Space.Pane("", corner, place(held, free.to(), z.from()), place(held, free.from(), z.to()), color()));
        Expression cut = Substitution.replace(expression, Map.of(held.variable(), constant(held.value())));
        parts.add(new Space.Curve(label.orElse("cut at " + plane + ": $z = " + LatexPrinter.latex(cut) + "$"), List.of(points), color(), Layer.Pen.SOLID));
        used++;
    }

    /** A number as it is written in decimals. */
    static Expression constant(double value) {
        return Constant.of(dev.fluxion.symbolic.number.Rational.of(java.math.BigDecimal.valueOf(value)));
    }

    private static Point3 place(Held held, double free, double z) {
        return held.index() == 0 ? new Point3(held.value(), free, z) : new Point3(free, held.value(), z);
    }

    private void requireSurface(Operands operands) {
        if (request.ranges().size() != 2 || !(parts.getFirst() instanceof Space.Surface)) {
            throw Operands.problem("'" + operands.call().name() + "' belongs on a surface", operands.call(), "give ranges for two variables");
        }
    }

    // The tangent to a cut where its free variable has a value, or, with both variables, the tangent plane.
    private void tangent(Operands operands, Optional<String> label, List<Plots.Written> written) {
        requireSurface(operands);
        Tree tree = surface(written, operands.call());
        Expression expression = session.elaborator().scalar(tree, "a surface");
        Numerics.Function surface = numerics.function(expression, request.variables(), tree);
        Symbol x = request.variables().get(0);
        Symbol y = request.variables().get(1);
        Optional<Tree> atX = operands.named(x.name());
        Optional<Tree> atY = operands.named(y.name());
        Numerics.Function slopeX = numerics.function(Differentiation.derivative(expression, x), request.variables(), tree);
        Numerics.Function slopeY = numerics.function(Differentiation.derivative(expression, y), request.variables(), tree);
        if (atX.isPresent() && atY.isPresent()) {
            plane(on(surface, numerics.number(atX.get()), numerics.number(atY.get())), slopeX, slopeY, label.orElse("tangent plane"));
            return;
        }
        boolean alongX = atX.isPresent();
        Held cut = written.stream().flatMap(part -> part.layer().stream()).filter(layer -> layer.name().equals("slice"))
                .map(layer -> held(new Operands(layer, session.elaborator()))).filter(held -> held.index() == (alongX ? 1 : 0)).findFirst()
                .orElseThrow(() -> Operands.problem("a tangent needs a cut, or both variables", operands.call(), "add slice(" + (alongX ? y : x).name() + " = 1)"));
        double at = numerics.number((alongX ? atX : atY).orElseThrow(() -> Operands.problem("'tangent' needs a place", operands.call(), "write tangent("
                + x.name() + " = 1)")));
        Point3 touch = alongX ? on(surface, at, cut.value()) : on(surface, cut.value(), at);
        double slope = (alongX ? slopeX : slopeY).at(touch.x(), touch.y());
        Range range = alongX ? request.first() : request.second();
        line(touch, slope, alongX, range, label.orElse("tangent, slope " + Readable.number(slope)));
    }

    private void line(Point3 touch, double slope, boolean alongX, Range range, String label) {
        Range z = ((Space.Surface) parts.getFirst()).grid().view();
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double t = range.from() + (double) i / STEPS * (range.to() - range.from());
            double height = touch.z() + slope * (t - (alongX ? touch.x() : touch.y()));
            if (height >= z.from() && height <= z.to()) {
                points.add(alongX ? new Point3(t, touch.y(), height) : new Point3(touch.x(), t, height));
            }
        }
        parts.add(new Space.Curve(label, List.of(points), color(), Layer.Pen.SOLID));
        parts.add(new Space.Dots("", List.of(touch), color()));
        used++;
    }

    private void plane(Point3 touch, Numerics.Function slopeX, Numerics.Function slopeY, String label) {
        double dx = 0.22 * (request.first().to() - request.first().from());
        double dy = 0.22 * (request.second().to() - request.second().from());
        double sx = slopeX.at(touch.x(), touch.y()) * dx;
        double sy = slopeY.at(touch.x(), touch.y()) * dy;
        Point3 corner = new Point3(touch.x() - dx, touch.y() - dy, touch.z() - sx - sy);
        parts.add(new Space.Pane(label, corner, new Point3(touch.x() + dx, touch.y() - dy, touch.z() + sx - sy),
                new Point3(touch.x() - dx, touch.y() + dy, touch.z() - sx + sy), color()));
        parts.add(new Space.Dots("", List.of(touch), color()));
        used++;
    }

    // Points of two coordinates are lifted onto the surface.
    private void way(Operands operands, String label, boolean joined, Tree tree) {
        Value value = numerics.value(operands.required(0, "points"));
        int columns = value.rank() == 2 ? value.sizes()[1] : 0;
        if (columns != 3 && (columns != 2 || request.ranges().size() != 2)) {
            throw Operands.problem("points in space are a matrix with three columns, or with two on a surface", operands.call(), "");
        }
        Numerics.Function surface = columns == 3 ? point -> 0 : numerics.function(session.elaborator().scalar(tree, "a surface"), request.variables(), tree);
        List<Point3> points = new ArrayList<>();
        for (int i = 0; i < value.entries().length; i += columns) {
            double x = value.entries()[i];
            double y = value.entries()[i + 1];
            points.add(new Point3(x, y, columns == 3 ? value.entries()[i + 2] : surface.at(x, y)));
        }
        if (joined) {
            parts.add(new Space.Curve(label, List.of(points), color(), Layer.Pen.SOLID));
        }
        parts.add(new Space.Dots(joined ? "" : label, points, color()));
        used++;
    }
}
