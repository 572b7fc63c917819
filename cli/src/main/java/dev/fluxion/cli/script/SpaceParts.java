package dev.fluxion.cli.script;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.typeset.figure.SpaceFigure;
import dev.fluxion.typeset.plot.Space;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts of a plot in three dimensions: a statement read, and drawn by a {@link SpaceFigure}. */
final class SpaceParts {
    /** The calls that are parts. */
    static final Set<String> NAMES = Set.of("slice", "tangent", "path", "points");

    private final Session session;
    private final PlotRequest request;
    private final Numerics numerics;
    private final SpaceFigure figure;

    SpaceParts(Session session, PlotRequest request) {
        this.session = session;
        this.request = request;
        this.numerics = new Numerics(session);
        this.figure = new SpaceFigure(request.ranges(), numerics).title(request.title());
        request.horizontal().ifPresent(figure::horizontal);
        request.vertical().ifPresent(figure::vertical);
        request.range().ifPresent(range -> figure.range(range.from(), range.to()));
    }

    Space chart(List<Plots.Written> written) {
        int plain = 0;
        for (Plots.Written part : written) {
            if (part.layer().isEmpty()) {
                Optional<String> label = plain < request.labels().size() ? Optional.of(request.labels().get(plain)) : Optional.empty();
                plain++;
                expression(part.tree(), label);
            }
        }
        for (Kind kind : Kind.values()) { // a tangent to a cut comes behind all cuts, wherever it is written
            written.stream().flatMap(part -> part.layer().stream()).filter(layer -> kind == kind(layer)).forEach(layer -> layer(layer, written));
        }
        return figure.chart();
    }

    private enum Kind { CUT, OTHER }

    private static Kind kind(Tree.Call layer) {
        return layer.name().equals("slice") ? Kind.CUT : Kind.OTHER;
    }

    private void expression(Tree tree, Optional<String> label) {
        Expression expression = session.elaborator().read(tree).expression();
        Operands.placed(tree, () -> {
            if (request.ranges().size() != 2 || !expression.isScalar()) {
                figure.curve(expression, label.orElse(""));
            } else if (label.isEmpty()) {
                figure.surface(expression);
            } else {
                figure.surface(expression, label.get());
            }
        });
    }

    private void layer(Tree.Call layer, List<Plots.Written> written) {
        FlatLayers.curveTree(written, layer);
        Operands operands = new Operands(layer, session.elaborator());
        Optional<String> label = operands.named("label").map(operands::text);
        Operands.placed(layer, () -> {
            switch (layer.name()) {
                case "slice" -> {
                    Symbol held = held(operands);
                    figure.slice(held.name(), numerics.number(operands.named(held.name()).orElseThrow()), label);
                }
                case "tangent" -> tangent(operands, label);
                case "path" -> figure.path(points(operands), label.orElse(""));
                case "points" -> figure.points(points(operands), label.orElse(""));
                default -> throw Operands.problem("'" + layer.name() + "' lies in the plane, and here is a surface", layer,
                        "draw contours(f) in place of f to look at it from above");
            }
        });
        operands.finish();
    }

    private Symbol held(Operands operands) {
        return request.variables().stream().filter(variable -> operands.named(variable.name()).isPresent()).findFirst()
                .orElseThrow(() -> Operands.problem("'" + operands.call().name() + "' needs one of the variables", operands.call(), "write " + operands.call().name() + "("
                        + request.variables().getFirst().name() + " = 1)"));
    }

    // The tangent to a cut where its free variable has a value, or, with both variables, the tangent plane.
    private void tangent(Operands operands, Optional<String> label) {
        List<Symbol> variables = request.variables();
        List<Tree> given = variables.stream().flatMap(variable -> operands.named(variable.name()).stream()).toList();
        if (given.size() == 2) {
            figure.tangentPlane(numerics.number(given.get(0)), numerics.number(given.get(1)), label.orElse("tangent plane"));
        } else {
            Symbol moving = held(operands);
            figure.tangent(moving.name(), numerics.number(given.getFirst()), label);
        }
    }

    private double[][] points(Operands operands) {
        return DataLayers.rows(numerics.value(operands.required(0, "points")), operands);
    }

    /** A number as it is written in decimals. */
    static Expression constant(double value) {
        return Constant.of(Rational.of(BigDecimal.valueOf(value)));
    }
}
