package dev.fluxion.cli.script;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.typeset.figure.Bins;
import dev.fluxion.typeset.figure.PlaneFigure;
import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Plot;
import dev.fluxion.typeset.plot.Range;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The layers of a plot over two axes: a statement read, and drawn by a {@link PlaneFigure}. */
final class FlatLayers {
    /** The calls that are layers. */
    static final Set<String> NAMES = Set.of("tangent", "secant", "path", "points", "contours", "field", "heat", "histogram", "bars", "image", "confusion",
            "note", "curve");
    private static final int MOST_CELLS = 2_000; // of a side: more than a screen has points
    private static final int CELLS = 121;
    private static final int ARROWS = 17;
    private static final int MOST_ARROWS = 200;

    private final Session session;
    private final PlotRequest request;
    private final Tree.Call call;
    private final Numerics numerics;
    private final DataLayers data;
    private final PlaneFigure figure;
    private int plain;

    FlatLayers(Session session, PlotRequest request, Tree.Call call) {
        this.session = session;
        this.request = request;
        this.call = call;
        this.numerics = new Numerics(session);
        this.data = new DataLayers(numerics);
        this.figure = new PlaneFigure(request.ranges(), numerics).title(request.title()).names(session.named());
        request.horizontal().ifPresent(figure::horizontal);
        request.vertical().ifPresent(figure::vertical);
        request.range().ifPresent(range -> figure.range(range.from(), range.to()));
        request.equalUnits().ifPresent(figure::equalUnits);
    }

    Plot chart(List<Plots.Written> parts) {
        for (Plots.Written part : parts) {
            if (part.layer().isEmpty()) {
                expression(part.tree(), Optional.empty(), Layer.Pen.SOLID);
            } else {
                layer(part.layer().get(), parts);
            }
        }
        return figure.chart();
    }

    private void layer(Tree.Call layer, List<Plots.Written> parts) {
        Operands operands = new Operands(layer, session.elaborator());
        Optional<String> given = operands.named("label").map(operands::text);
        String label = given.orElse("");
        Operands.placed(layer, () -> {
            switch (layer.name()) {
                case "curve" -> expression(operands.required(0, "an expression"), given, operands.named("dashed").isPresent() ? Layer.Pen.DASHED : Layer.Pen.SOLID);
                case "tangent" -> figure.tangent(curve(parts, layer), number(operands, one(layer).name(), "a place", "1"), given);
                case "secant" -> figure.secant(curve(parts, layer), number(operands, one(layer).name(), "a place", "1, h = 0.5"), number(operands, "h", "a width", "0.5"),
                        given);
                case "contours" -> contours(operands, label);
                case "field" -> figure.field(session.elaborator().read(operands.required(0, "a vector of two components")).expression(), label,
                        operands.whole("arrows", ARROWS, MOST_ARROWS));
                case "heat" -> heat(operands, label);
                case "note" -> figure.note(operands.text(operands.required(0, "a text")), numerics.number(operands.required(1, "a place")),
                        numerics.number(operands.required(2, "a second coordinate")));
                case "path" -> data.coordinates(operands).draw((xs, ys) -> figure.path(xs, ys, label));
                case "points" -> data.coordinates(operands).draw((xs, ys) -> figure.points(xs, ys, label));
                case "histogram" -> figure.histogram(data.vector(operands, "what is counted"), bins(operands), label);
                case "bars" -> bars(operands, label);
                case "image" -> figure.image(data.matrix(operands), label);
                case "confusion" -> figure.confusion(data.matrix(operands), operands.named("names").map(PlotRequest::texts).orElse(List.of()));
                default -> throw Operands.problem("'" + layer.name() + "' belongs on a surface", layer, "give ranges for two variables");
            }
        });
        operands.finish();
    }

    // A scalar of one variable is a curve, a vector of two a curve in the plane or, over two variables, a field.
    private void expression(Tree tree, Optional<String> given, Layer.Pen pen) {
        Expression expression = session.elaborator().read(tree).expression();
        if (request.ranges().isEmpty()) {
            throw Operands.problem("a plot of an expression needs a range", call, "add x = -3..3 for its variable");
        }
        Optional<String> label = given.or(() -> plain < request.labels().size() ? Optional.of(request.labels().get(plain)) : Optional.empty());
        plain++;
        Operands.placed(tree, () -> {
            if (request.ranges().size() == 2) {
                label.ifPresentOrElse(words -> figure.field(expression, words), () -> figure.field(expression));
            } else {
                label.ifPresentOrElse(words -> figure.curve(expression, words, pen), () -> figure.curve(expression, pen));
            }
        });
    }

    /** The expression that lines touch: the first curve. */
    static Tree curveTree(List<Plots.Written> parts, Tree at) {
        return parts.stream().filter(part -> part.layer().filter(layer -> !layer.name().equals("curve")).isEmpty()).map(Plots.Written::tree)
                .map(tree -> tree instanceof Tree.Call layer && layer.name().equals("curve") ? layer.operands().getFirst() : tree).findFirst()
                .orElseThrow(() -> Operands.problem("there is no curve here", at, "write the expression before its lines"));
    }

    private Expression curve(List<Plots.Written> parts, Tree at) {
        return session.elaborator().scalar(curveTree(parts, at), "a curve");
    }

    private Symbol one(Tree.Call layer) {
        if (request.ranges().size() != 1) {
            throw Operands.problem("'" + layer.name() + "' touches a curve of one variable here", layer, "");
        }
        return request.variables().getFirst();
    }

    private double number(Operands operands, String name, String what, String example) {
        return numerics.number(operands.named(name).orElseThrow(() -> Operands.problem("'" + operands.call().name() + "' needs " + what, operands.call(),
                name.equals("h") ? "add h = " + example : "write " + operands.call().name() + "(" + name + " = " + example + ")")));
    }

    private void contours(Operands operands, String label) {
        Tree tree = operands.required(0, "an expression of two variables");
        Expression expression = session.elaborator().scalar(tree, "a function");
        Optional<Value> levels = operands.named("levels").map(numerics::value);
        Operands.placed(tree, () -> {
            if (levels.isEmpty()) {
                figure.contours(expression, label);
            } else if (levels.get().rank() == 0) {
                figure.contours(expression, label, (int) Math.clamp(levels.get().scalar(), 1, 100));
            } else {
                figure.contours(expression, label, levels.get().entries());
            }
        });
    }

    private void heat(Operands operands, String label) {
        Tree tree = operands.required(0, "an expression of two variables, or a matrix");
        if (request.ranges().isEmpty()) {
            figure.heat(data.matrix(operands), label);
            return;
        }
        Optional<Range> over = operands.named("over").map(range -> PlotRequest.range(range, numerics));
        int cells = operands.whole("cells", CELLS, MOST_CELLS);
        if (cells < 2) {
            throw Operands.problem("there are at least 2 cells beside each other", operands.call(), "");
        }
        Expression expression = session.elaborator().scalar(tree, "a function");
        Operands.placed(tree, () -> figure.heat(expression, label, cells, over));
    }

    private Bins bins(Operands operands) {
        OptionalInt number = operands.named("bins").isPresent() ? OptionalInt.of(operands.whole("bins", 20, Bins.MOST)) : OptionalInt.empty();
        boolean counts = operands.named("scale").map(operands::text).filter("count"::equals).isPresent();
        return new Bins(number, operands.named("over").map(tree -> PlotRequest.range(tree, numerics)), counts);
    }

    private void bars(Operands operands, String label) {
        double[] heights = data.vector(operands, "the heights of bars");
        operands.named("at").map(numerics::value).ifPresentOrElse(at -> figure.bars(heights, at.entries(), label), () -> figure.bars(heights, label));
        operands.named("names").map(PlotRequest::texts).ifPresent(figure::categories);
    }
}
