package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Chart;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Layers over two axes, painted in their order. Immutable.
 *
 * <pre>{@code
 * Picture picture = Plot.titled("A wave").withCurve("$\\sin x$", Math::sin, new Range(-3, 3)).picture(720, 480, Theme.LIGHT);
 * }</pre>
 *
 * @param title above everything; text with formulas between dollar signs, may be empty
 * @param horizontal axis
 * @param vertical axis
 * @param layers from the lowest to the topmost
 * @param equalUnits whether one unit is as long on both axes, so that circles are round
 */
public record Plot(String title, Axis horizontal, Axis vertical, List<Layer> layers, boolean equalUnits) implements Chart {
    /** Copies. */
    public Plot {
        layers = List.copyOf(layers);
    }

    /** A plot without layers. */
    public static Plot titled(String title) {
        return new Plot(title, Axis.of(""), Axis.of(""), List.of(), false);
    }

    /** The same with a layer on top. */
    public Plot with(Layer layer) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Plot(title, horizontal, vertical, more, equalUnits);
    }

    /** The same with a function of one variable. */
    public Plot withCurve(String label, DoubleUnaryOperator function, Range range) {
        return with(Layer.Line.of(label, Sampler.sample(function, range)));
    }

    /** The same with other axes. */
    public Plot withAxes(Axis across, Axis up) {
        return new Plot(title, across, up, layers, equalUnits);
    }

    /** The same with one unit as long on both axes. */
    public Plot withEqualUnits() {
        return new Plot(title, horizontal, vertical, layers, true);
    }

    @Override
    public Picture picture(int width, int height, Theme theme) {
        Chart.requireSize(width, height);
        return new PlotPainter(this, theme).picture(width, height);
    }

    // Blue lies within the colours of heights: over those, layers begin with the next ink.
    int firstColor() {
        return layers.stream().anyMatch(layer -> layer instanceof Layer.Levels || layer instanceof Layer.Cells) ? 1 : 0;
    }

    boolean isFilled() {
        return layers.stream().anyMatch(layer -> layer instanceof Layer.Cells);
    }

    /** Whether a layer ends at the edges of its ranges, so that beyond them nothing can be shown. */
    boolean hasEdges() {
        return isFilled() || layers.stream().anyMatch(layer -> layer instanceof Layer.Levels || layer instanceof Layer.Arrows);
    }

    // Curves reach from edge to edge across; other layers get room around them.
    Range shownAcross() {
        return horizontal.range().orElseGet(() -> {
            Range all = Range.of(layers.stream().flatMapToDouble(Layer::xs));
            boolean touches = layers.stream().anyMatch(layer -> layer instanceof Layer.Dots || layer instanceof Layer.Way || layer instanceof Layer.Bars);
            return touches && !isFilled() ? all.widened(0.04) : all;
        });
    }

    Range shownUpwards() {
        return vertical.range().orElseGet(() -> {
            Range all = Range.of(layers.stream().flatMapToDouble(Layer::ys));
            boolean standsOnZero = all.from() == 0 && layers.stream().anyMatch(layer -> layer instanceof Layer.Bars);
            if (standsOnZero) {
                return new Range(0, all.to() + 0.06 * all.length());
            }
            return isFilled() ? all : all.widened(0.05);
        });
    }
}
