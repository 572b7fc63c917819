package dev.fluxion.cli.script;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.typeset.plot.Axis;
import dev.fluxion.typeset.plot.ColorScale;
import dev.fluxion.typeset.plot.Grid;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Plot;
import dev.fluxion.typeset.plot.Point;
import dev.fluxion.typeset.plot.Range;
import dev.fluxion.typeset.plot.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The layers of a plot over two axes. */
final class FlatLayers {
    /** The calls that are layers. */
    static final Set<String> NAMES = Set.of("tangent", "secant", "path", "points", "contours", "field", "heat", "histogram", "bars", "image", "confusion",
            "note", "curve");
    private static final int GRID = 121;
    private static final int FINE_GRID = 401;
    private static final int MOST_CELLS = 2_000; // of a side: more than a screen has points
    private static final int ARROWS = 17;
    private static final int MOST_ARROWS = 200;
    private static final int LONGEST_LABEL = 160;

    private final Session session;
    private final PlotRequest request;
    private final Tree.Call call;
    private final Numerics numerics;
    private final DataLayers data;
    private final List<Layer> layers = new ArrayList<>();
    private Axis horizontal;
    private Axis vertical;
    private boolean equalUnits;
    private int plain;

    FlatLayers(Session session, PlotRequest request, Tree.Call call) {
        this.session = session;
        this.request = request;
        this.call = call;
        this.numerics = new Numerics(session);
        this.data = new DataLayers(numerics);
        List<Symbol> variables = request.variables();
        horizontal = Axis.of(request.horizontal().orElse(variables.isEmpty() ? "" : math(variables.getFirst())));
        vertical = Axis.of(request.vertical().orElse(variables.size() == 2 ? math(variables.get(1)) : ""));
    }

    static String math(Expression expression) {
        return "$" + LatexPrinter.latex(expression) + "$";
    }

    Plot chart(List<Plots.Written> parts) {
        for (Plots.Written part : parts) {
            if (part.layer().isEmpty()) {
                expression(part.tree(), Optional.empty(), Layer.Pen.SOLID, parts);
            } else {
                layer(part.layer().get(), parts);
            }
        }
        boolean single = layers.stream().filter(layer -> !layer.label().isBlank()).count() == 1 && plain == 1 && request.labels().isEmpty();
        if (single && vertical.label().isBlank() && layers.getFirst() instanceof Layer.Line line) { // one curve alone: its name stands at the axis
            vertical = Axis.of(line.label());
            layers.set(0, new Layer.Line("", line.pieces(), line.view(), line.pen()));
        }
        if (!request.ranges().isEmpty() && layers.stream().noneMatch(layer -> layer instanceof Layer.Bars) && horizontal.range().isEmpty() && !isParametric(parts)) {
            horizontal = horizontal.over(request.first());
            vertical = request.ranges().size() == 2 ? vertical.over(request.second()) : vertical;
        }
        Axis upwards = request.range().map(vertical::over).orElse(vertical);
        return new Plot(request.title(), horizontal, upwards, layers, request.equalUnits().orElse(equalUnits));
    }

    private boolean isParametric(List<Plots.Written> parts) {
        return request.ranges().size() == 1 && parts.stream().filter(part -> part.layer().isEmpty())
                .anyMatch(part -> !session.elaborator().read(part.tree()).expression().isScalar());
    }

    private static Operands operands(Tree.Call layer, Session session) {
        return new Operands(layer, session.elaborator());
    }

    private void layer(Tree.Call layer, List<Plots.Written> parts) {
        Operands operands = operands(layer, session);
        String label = operands.named("label").map(operands::text).orElse("");
        switch (layer.name()) {
            case "curve" -> expression(operands.required(0, "an expression"), operands.named("label").map(operands::text),
                    operands.named("dashed").isPresent() ? Layer.Pen.DASHED : Layer.Pen.SOLID, parts);
            case "tangent" -> tangent(operands, parts);
            case "secant" -> secant(operands, parts);
            case "contours" -> contours(operands, label);
            case "field" -> field(operands, label);
            case "heat" -> heat(operands, label);
            case "note" -> layers.add(new Layer.Note(operands.text(operands.required(0, "a text")),
                    new Point(numerics.number(operands.required(1, "a place")), numerics.number(operands.required(2, "a second coordinate")))));
            case "path" -> layers.add(new Layer.Way(label, data.points(operands)));
            case "points" -> layers.add(new Layer.Dots(label, data.points(operands)));
            case "histogram" -> {
                layers.add(data.histogram(operands, label));
                vertical = vertical.label().isBlank() ? Axis.of(DataLayers.isCount(operands) ? "count" : "density") : vertical;
            }
            case "bars" -> bars(operands, label);
            case "image" -> cells(operands, data.cells(operands, label, ColorScale.GREYS, false));
            case "confusion" -> confusion(operands);
            default -> throw Operands.problem("'" + layer.name() + "' belongs on a surface", layer, "give ranges for two variables");
        }
        operands.finish();
    }

    private void cells(Operands operands, Layer.Cells cells) {
        layers.add(cells);
        equalUnits = true;
    }

    private void bars(Operands operands, String label) {
        layers.add(data.bars(operands, label));
        operands.named("names").ifPresent(names -> horizontal = horizontal.named(PlotRequest.texts(names)));
    }

    private void confusion(Operands operands) {
        Layer.Cells cells = data.cells(operands, "", ColorScale.BLUES, true);
        cells(operands, cells);
        List<String> names = operands.named("names").map(PlotRequest::texts).orElse(List.of());
        if (!names.isEmpty()) {
            horizontal = Axis.of(request.horizontal().orElse("predicted")).named(names);
            vertical = Axis.of(request.vertical().orElse("true")).named(names.reversed());
        }
    }

    // A scalar of one variable is a curve, a vector of two a curve in the plane or, over two variables, a field.
    private void expression(Tree tree, Optional<String> given, Layer.Pen pen, List<Plots.Written> parts) {
        Expression expression = session.elaborator().read(tree).expression();
        List<Expression> components = Numerics.components(expression);
        if (request.ranges().isEmpty()) {
            throw Operands.problem("a plot of an expression needs a range", call, "add x = -3..3 for its variable");
        }
        String label = given.orElseGet(() -> plain < request.labels().size() ? request.labels().get(plain) : label(expression));
        plain++;
        if (request.ranges().size() == 2) {
            arrows(components, label, ARROWS, tree);
        } else if (expression.isScalar()) {
            Sampler.Curve curve = Sampler.sample(function(expression, tree)::at, request.first());
            if (curve.isEmpty()) {
                throw Operands.problem("this has no real value between " + request.first().from() + " and " + request.first().to(), tree, "take another range");
            }
            Layer.Line line = Layer.Line.of(label, curve);
            layers.add(new Layer.Line(line.label(), line.pieces(), line.view(), pen));
        } else {
            parametric(components, label, tree);
        }
    }

    private String label(Expression expression) {
        String name = session.named().get(expression);
        String latex = LatexPrinter.latex(expression);
        if (latex.length() <= LONGEST_LABEL) {
            return "$" + latex + "$";
        }
        return name == null ? "" : "$" + LatexPrinter.latex(Symbol.of(name)) + "$";
    }

    private Numerics.Function function(Expression expression, Tree at) {
        return numerics.function(expression, request.variables(), at);
    }

    private void parametric(List<Expression> components, String label, Tree tree) {
        if (components.size() != 2) {
            throw Operands.problem("a curve in the plane has two components", tree, "write [t, t^2]");
        }
        Numerics.Function x = function(components.get(0), tree);
        Numerics.Function y = function(components.get(1), tree);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 1000; i++) {
            double t = request.first().from() + i / 1000.0 * (request.first().to() - request.first().from());
            points.add(new Point(x.at(t), y.at(t)));
        }
        layers.add(Layer.Line.through(label, points, Layer.Pen.SOLID));
        horizontal = Axis.of(request.horizontal().orElse("$x$"));
        vertical = Axis.of(request.vertical().orElse("$y$"));
        equalUnits = true;
    }

    /** The expression that lines touch: the first curve. */
    static Tree curve(List<Plots.Written> parts, Tree at) {
        return parts.stream().filter(part -> part.layer().filter(layer -> !layer.name().equals("curve")).isEmpty()).map(Plots.Written::tree)
                .map(tree -> tree instanceof Tree.Call layer && layer.name().equals("curve") ? layer.operands().getFirst() : tree).findFirst()
                .orElseThrow(() -> Operands.problem("there is no curve here", at, "write the expression before its lines"));
    }

    private void tangent(Operands operands, List<Plots.Written> parts) {
        Symbol variable = one(operands);
        double at = numerics.number(operands.named(variable.name()).orElseThrow(() -> Operands.problem("'tangent' needs a place", operands.call(),
                "write tangent(" + variable.name() + " = 1)")));
        Tree tree = curve(parts, operands.call());
        Expression expression = session.elaborator().scalar(tree, "a curve");
        double y = function(expression, tree).at(at);
        double slope = function(Differentiation.derivative(expression, variable), tree).at(at);
        if (!Double.isFinite(y) || !Double.isFinite(slope)) {
            throw Operands.problem("the curve has no tangent at " + variable.name() + " = " + at, operands.call(), "");
        }
        line(operands, new Point(at, y), slope, "tangent, slope " + Readable.number(slope));
        layers.add(new Layer.Note("", new Point(at, y)));
    }

    private Symbol one(Operands operands) {
        if (request.ranges().size() != 1) {
            throw Operands.problem("'" + operands.call().name() + "' touches a curve of one variable here", operands.call(), "");
        }
        return request.variables().getFirst();
    }

    private void line(Operands operands, Point through, double slope, String name) {
        String label = operands.named("label").map(operands::text).orElse(name);
        Range x = request.first();
        List<Point> ends = List.of(new Point(x.from(), through.y() + slope * (x.from() - through.x())), new Point(x.to(), through.y() + slope * (x.to() - through.x())));
        // The line asks for no room of its own: the curve says what is shown.
        double point = Math.max(1e-9, 1e-9 * Math.abs(through.y()));
        layers.add(new Layer.Line(label, List.of(ends), new Range(through.y() - point, through.y() + point), Layer.Pen.DASHED));
    }

    private void secant(Operands operands, List<Plots.Written> parts) {
        Symbol variable = one(operands);
        double at = numerics.number(operands.named(variable.name()).orElseThrow(() -> Operands.problem("'secant' needs a place", operands.call(),
                "write secant(" + variable.name() + " = 1, h = 0.5)")));
        double h = numerics.number(operands.named("h").orElseThrow(() -> Operands.problem("'secant' needs a width", operands.call(), "add h = 0.5")));
        Tree tree = curve(parts, operands.call());
        Numerics.Function function = function(session.elaborator().scalar(tree, "a curve"), tree);
        Point from = new Point(at, function.at(at));
        Point to = new Point(at + h, function.at(at + h));
        double slope = (to.y() - from.y()) / h;
        if (h == 0 || !Double.isFinite(slope)) {
            throw Operands.problem("there is no secant from " + at + " to " + (at + h), operands.call(), "");
        }
        line(operands, from, slope, "secant, $h = " + Readable.number(h) + "$, slope " + Readable.number(slope));
        layers.add(new Layer.Note("", from));
        layers.add(new Layer.Note("", to));
    }

    private Grid grid(Operands operands, int columns, int fine) {
        Tree tree = operands.required(0, "an expression of two variables");
        if (request.ranges().size() != 2) {
            throw Operands.problem("'" + operands.call().name() + "' needs ranges for two variables", operands.call(), "add x = -3..3, y = -3..3");
        }
        Numerics.Function function = function(session.elaborator().scalar(tree, "a function"), tree);
        int lines = function.isFast() ? Math.max(columns, fine) : columns;
        Grid grid = Grid.of(function::at, request.first(), request.second(), lines, lines);
        if (grid.isEmpty()) {
            throw Operands.problem("this has no real value in these ranges", tree, "take other ranges");
        }
        return grid;
    }

    private void contours(Operands operands, String label) {
        Grid grid = grid(operands, GRID, FINE_GRID);
        double[] levels = operands.named("levels").map(tree -> {
            Value value = numerics.value(tree);
            return value.rank() == 0 ? grid.roundLevels((int) Math.clamp(value.scalar(), 1, 100)) : value.entries();
        }).orElseGet(() -> grid.roundLevels(12));
        layers.add(grid.contours(label, levels));
    }

    private void heat(Operands operands, String label) {
        Tree tree = operands.required(0, "an expression of two variables, or a matrix");
        if (request.ranges().isEmpty()) {
            cells(operands, data.cells(operands, label, ColorScale.VIRIDIS, false));
            return;
        }
        Optional<Range> over = operands.named("over").map(range -> PlotRequest.range(range, numerics));
        Grid grid = grid(operands, operands.whole("cells", GRID, MOST_CELLS), GRID);
        layers.add(new Layer.Cells(label, request.first(), request.second(), grid.columns(), grid.values(), ColorScale.VIRIDIS, List.of(), over));
        requireScalar(tree);
    }

    private void requireScalar(Tree tree) {
        session.elaborator().scalar(tree, "a function");
    }

    private void field(Operands operands, String label) {
        Tree tree = operands.required(0, "a vector of two components");
        if (request.ranges().size() != 2) {
            throw Operands.problem("'field' needs ranges for two variables", operands.call(), "add x = -3..3, y = -3..3");
        }
        arrows(Numerics.components(session.elaborator().read(tree).expression()), label, operands.whole("arrows", ARROWS, MOST_ARROWS), tree);
    }

    private void arrows(List<Expression> components, String label, int count, Tree tree) {
        if (components.size() != 2) {
            throw Operands.problem("a field over two variables has two components", tree, "write grad(f, [x, y])");
        }
        Numerics.Function dx = function(components.get(0), tree);
        Numerics.Function dy = function(components.get(1), tree);
        List<Layer.Arrow> arrows = new ArrayList<>();
        double width = request.first().to() - request.first().from();
        double height = request.second().to() - request.second().from();
        int rows = Math.max(2, count * 2 / 3);
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < rows; k++) {
                double x = request.first().from() + (i + 0.5) / count * width;
                double y = request.second().from() + (k + 0.5) / rows * height;
                arrows.add(new Layer.Arrow(x, y, dx.at(x, y), dy.at(x, y)));
            }
        }
        layers.add(new Layer.Arrows(label, arrows, new Point(width / count, height / rows)));
    }
}
