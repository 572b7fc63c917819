package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paints {@link Curves}: panels above each other with one legend. */
final class CurvesPainter {
    /** Up to here every point gets a dot: they are measurements, and the line is only to guide the eye. */
    private static final int FEW_POINTS = 40;
    private static final double PANEL_GAP = 16;

    private final Curves curves;
    private final Theme theme;
    private final Picture.Sheet sheet = new Picture.Sheet();
    private final Map<String, Integer> colors = new LinkedHashMap<>();

    CurvesPainter(Curves curves, Theme theme) {
        this.curves = curves;
        this.theme = theme;
        for (Curves.Panel panel : curves.panels()) {
            panel.series().forEach(series -> colors.putIfAbsent(series.name(), colors.size()));
        }
    }

    Picture picture(int width, int height) {
        double inner = width - 2 * PlotPainter.MARGIN;
        Legend legend = legend(inner);
        double y = PlotPainter.MARGIN + PlotPainter.title(curves.title(), width, sheet, theme);
        double bottom = height - PlotPainter.MARGIN - legend.height();
        double panelHeight = (bottom - y - PANEL_GAP * (curves.panels().size() - 1)) / curves.panels().size();
        double left = 0;
        for (Curves.Panel panel : curves.panels()) {
            left = Math.max(left, axes(panel).left(upwards(panel), panelHeight));
        }
        for (Curves.Panel panel : curves.panels()) {
            AxesPainter axes = axes(panel);
            Rectangle2D window = new Rectangle2D.Double(PlotPainter.MARGIN + left, y + axes.above(), inner - left - 10,
                    Math.max(20, panelHeight - axes.above() - axes.below()));
            panel(panel, axes, new Frame(window, across(), upwards(panel)));
            y += panelHeight + PANEL_GAP;
        }
        legend.paint(sheet, PlotPainter.MARGIN, bottom, inner, theme);
        return sheet.finish(width, height, theme.background(), curves.title().isBlank() ? "Curves" : curves.title() + ": " + String.join(", ", colors.keySet()));
    }

    private Legend legend(double most) {
        List<Legend.Swatch> swatches = new ArrayList<>();
        colors.values().forEach(color -> swatches.add((on, x, y, width) ->
                on.line(new Line2D.Double(x, y, x + width, y), Palette.color(color, theme), 2, Palette.dashes(color))));
        return new Legend(colors.keySet().stream().map(CurvesPainter::plain).toList(), swatches, most);
    }

    // Names of series are text: a dollar sign in them opens no formula.
    private static String plain(String text) {
        return text.replace("$", "\\$");
    }

    private AxesPainter axes(Curves.Panel panel) {
        Axis across = Axis.of(panel == curves.panels().getLast() ? plain(curves.horizontal()) : "");
        return new AxesPainter(xsAreWhole() ? across.ofWholeNumbers() : across, Axis.of(plain(panel.vertical())), theme);
    }

    private Range across() {
        return Range.of(curves.panels().stream().flatMap(panel -> panel.series().stream()).flatMap(series -> series.points().stream()).mapToDouble(Point::x)).widened(0.04);
    }

    private static Range upwards(Curves.Panel panel) {
        return Range.of(panel.series().stream().flatMap(series -> series.points().stream()).mapToDouble(Point::y)).widened(0.06);
    }

    private boolean xsAreWhole() {
        return curves.panels().stream().map(Curves.Panel::series).flatMap(List::stream).map(Curves.Series::points).flatMap(List::stream)
                .allMatch(point -> point.x() == Math.rint(point.x()));
    }

    private void panel(Curves.Panel panel, AxesPainter axes, Frame frame) {
        axes.grid(frame, sheet);
        List<Layer> layers = new ArrayList<>();
        for (Curves.Series series : panel.series()) {
            int color = colors.get(series.name());
            layers.add(new Layer.Colored(Layer.Line.through("", series.points(), Layer.Pen.SOLID), color));
            if (series.points().size() <= FEW_POINTS) {
                layers.add(new Layer.Colored(new Layer.Dots("", series.points()), color));
            }
        }
        new LayerPainter(theme, sheet, false).all(layers, 0, frame);
        axes.labels(frame, sheet);
    }
}
