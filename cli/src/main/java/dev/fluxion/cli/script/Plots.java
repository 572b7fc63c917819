package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.LatexException;
import dev.fluxion.typeset.Chart;
import dev.fluxion.typeset.figure.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statement {@code plot(…)}: expressions and layers over ranges of one or two variables. Expressions of one variable are curves, vectors of two
 * are curves in the plane or fields, scalars of two variables are surfaces.
 */
final class Plots {
    private final Session session;
    private int drawn;

    Plots(Session session) {
        this.session = session;
    }

    /**
     * A part of a plot as it is written.
     *
     * @param tree as written
     * @param layer the call of a layer; empty for a plain expression
     */
    record Written(Tree tree, Optional<Tree.Call> layer) {}

    void perform(Tree.Call call) {
        List<Written> parts = new ArrayList<>();
        Tree.Call frames = null;
        for (Tree operand : call.operands()) {
            if (operand instanceof Tree.Call layer && layer.name().equals("frames")) {
                frames = layer;
            } else {
                parts.add(new Written(operand, Optional.of(operand).filter(this::isLayer).map(Tree.Call.class::cast)));
            }
        }
        if (parts.isEmpty()) {
            throw Operands.problem("'plot' needs something to draw", call, "write plot(x^2, x = -3..3)");
        }
        try {
            if (frames == null) {
                PlotRequest request = request(call);
                draw(chart(call, parts, request), request);
            } else {
                new Frames(session, this).draw(call, parts, frames);
            }
        } catch (LatexException e) {
            throw Operands.problem("a label cannot be drawn: " + e.problem(), call, e.hint());
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write the picture: " + AtomicFiles.reason(e), call.span()));
        }
    }

    private boolean isLayer(Tree tree) {
        return tree instanceof Tree.Call call && (FlatLayers.NAMES.contains(call.name()) || SpaceParts.NAMES.contains(call.name()));
    }

    private PlotRequest request(Tree.Call call) {
        Operands operands = new Operands(call, session.elaborator());
        PlotRequest request = PlotRequest.of(operands, new Numerics(session), session);
        operands.finish();
        return request;
    }

    /** The chart of a statement with the names of now. */
    Chart chart(Tree.Call call, List<Written> parts, PlotRequest request) {
        List<Expression> plain = new ArrayList<>();
        parts.stream().filter(part -> part.layer().isEmpty()).forEach(part -> plain.add(session.elaborator().read(part.tree()).expression()));
        boolean isSpace = plain.stream().anyMatch(expression -> request.ranges().size() == 2 && expression.isScalar() || Figure.components(expression).size() == 3)
                || parts.stream().anyMatch(part -> part.layer()
                .filter(layer -> SpaceParts.NAMES.contains(layer.name()) && !FlatLayers.NAMES.contains(layer.name())).isPresent());
        return isSpace ? new SpaceParts(session, request).chart(parts) : new FlatLayers(session, request, call).chart(parts);
    }

    private void draw(Chart chart, PlotRequest request) throws IOException {
        String name = request.file().orElseGet(this::nextName);
        Path file = session.files().writable(name);
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a picture ends in .png or .svg, not as '" + name + "' does", Span.NONE));
        }
        Chart.write(chart.picture(request.width(), request.height(), request.theme()), file);
        session.drawn(chart, request.width(), request.height(), "plot drawn in " + name, List.of());
    }

    String nextName() {
        drawn++;
        return drawn == 1 ? "plot.png" : "plot-" + drawn + ".png";
    }
}
