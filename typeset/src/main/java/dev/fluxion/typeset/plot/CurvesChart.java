package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Theme;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** {@link Curves} in the terms of JFreeChart. */
final class CurvesChart {
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    /** Up to here every point gets a dot: they are measurements, and the line is only to guide the eye. */
    private static final int FEW_POINTS = 40;

    private final Curves curves;
    private final Theme theme;
    private final Map<String, Integer> colors = new LinkedHashMap<>();

    CurvesChart(Curves curves, Theme theme) {
        this.curves = curves;
        this.theme = theme;
        for (Curves.Panel panel : curves.panels()) {
            panel.series().forEach(series -> colors.putIfAbsent(series.name(), colors.size()));
        }
    }

    JFreeChart chart() {
        NumberAxis shared = styled(new NumberAxis(curves.horizontal()));
        shared.setAutoRangeIncludesZero(false);
        if (xsAreWhole()) {
            shared.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        CombinedDomainXYPlot plot = new CombinedDomainXYPlot(shared);
        plot.setGap(18);
        plot.setOutlineVisible(false);
        curves.panels().forEach(panel -> plot.add(panel(panel)));
        plot.setFixedLegendItems(legend());
        JFreeChart chart = new JFreeChart(curves.title().isBlank() ? null : curves.title(), TITLE, plot, colors.size() > 0);
        frame(chart);
        return chart;
    }

    private void frame(JFreeChart chart) {
        chart.setAntiAlias(true);
        chart.setBackgroundPaint(theme.background());
        chart.setPadding(new RectangleInsets(12, 10, 8, 18));
        if (chart.getTitle() != null) {
            chart.getTitle().setPaint(theme.foreground());
            chart.getTitle().setPadding(new RectangleInsets(0, 0, 10, 0));
        }
        if (chart.getLegend() != null) {
            chart.getLegend().setBackgroundPaint(null);
            chart.getLegend().setFrame(BlockBorder.NONE);
            chart.getLegend().setItemPaint(theme.foreground());
            chart.getLegend().setItemFont(LABEL);
            chart.getLegend().setPosition(RectangleEdge.BOTTOM);
            chart.getLegend().setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
        }
    }

    private XYPlot panel(Curves.Panel panel) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (Curves.Series series : panel.series()) {
            pen(renderer, data.getSeriesCount(), series);
            data.addSeries(points(series, data.getSeriesCount()));
        }
        NumberAxis vertical = styled(new NumberAxis(panel.vertical()));
        vertical.setAutoRangeIncludesZero(false);
        XYPlot plot = new XYPlot(data, null, vertical, renderer);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(theme.line());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    private void pen(XYLineAndShapeRenderer renderer, int index, Curves.Series series) {
        int color = colors.get(series.name());
        renderer.setSeriesPaint(index, Palette.color(color, theme));
        renderer.setSeriesStroke(index, Palette.stroke(color));
        renderer.setSeriesShape(index, new Ellipse2D.Double(-3, -3, 6, 6));
        renderer.setSeriesShapesVisible(index, series.points().size() <= FEW_POINTS);
        renderer.setDrawSeriesLineAsPath(true);
    }

    /** The key is the index: two series of a panel may have one name. */
    private static XYSeries points(Curves.Series series, int key) {
        XYSeries points = new XYSeries(key, false, true);
        for (Curves.Point point : series.points()) {
            boolean finite = Double.isFinite(point.x()) && Double.isFinite(point.y());
            if (Double.isFinite(point.x())) {
                points.add(point.x(), finite ? point.y() : Double.NaN);
            }
        }
        return points;
    }

    private LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        colors.forEach((name, index) -> {
            Color color = Palette.color(index, theme);
            LegendItem item = new LegendItem(name, null, null, null, new Line2D.Double(0, 0, 22, 0), Palette.stroke(index), color);
            item.setLabelPaint(theme.foreground());
            items.add(item);
        });
        return items;
    }

    private boolean xsAreWhole() {
        return curves.panels().stream().map(Curves.Panel::series).flatMap(List::stream).map(Curves.Series::points).flatMap(List::stream)
                .allMatch(point -> point.x() == Math.rint(point.x()));
    }

    private NumberAxis styled(NumberAxis axis) {
        axis.setLabelFont(LABEL);
        axis.setLabelPaint(theme.foreground());
        axis.setTickLabelFont(SMALL);
        axis.setTickLabelPaint(theme.muted());
        axis.setAxisLinePaint(theme.muted());
        axis.setTickMarkPaint(theme.muted());
        axis.setUpperMargin(0.04);
        axis.setLowerMargin(0.04);
        axis.setLabelInsets(new RectangleInsets(6, 6, 6, 6));
        return axis;
    }
}
