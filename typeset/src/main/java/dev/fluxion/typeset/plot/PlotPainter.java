package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Label;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lays a {@link Plot} out and paints it; lengths are in points. */
final class PlotPainter {
    static final double MARGIN = 14;
    private static final double TITLE_SIZE = 16;
    private static final double BAR_WIDTH = 13;
    private static final double BAR_GAP = 14;

    private final Plot plot;
    private final Theme theme;
    private final Picture.Sheet sheet = new Picture.Sheet();
    private final AxesPainter axes;
    private final LayerPainter layers;

    PlotPainter(Plot plot, Theme theme) {
        this.plot = plot;
        this.theme = theme;
        this.axes = new AxesPainter(plot.horizontal(), plot.vertical(), theme);
        this.layers = new LayerPainter(theme, sheet, plot.isFilled());
    }

    Picture picture(int width, int height) {
        Legend legend = legend(width - 2 * MARGIN);
        double top = MARGIN + title(plot.title(), width, sheet, theme);
        double bottom = height - MARGIN - legend.height();
        paint(new Rectangle2D.Double(MARGIN, top, width - 2 * MARGIN, bottom - top));
        legend.paint(sheet, MARGIN, bottom, width - 2 * MARGIN, theme);
        return sheet.finish(width, height, theme.background(), description());
    }

    /** Writes the title and returns the height it takes. */
    static double title(String title, double width, Picture.Sheet sheet, Theme theme) {
        if (title.isBlank()) {
            return 0;
        }
        Label label = Label.bold(title);
        double size = Math.min(TITLE_SIZE, (width - 2 * MARGIN) / label.width());
        double ascent = label.ascent() * size;
        sheet.label(label, (width - label.width() * size) / 2, MARGIN + ascent, size, theme.foreground());
        return ascent + label.depth() * size + 10;
    }

    private String description() {
        String what = plot.layers().stream().map(Layer::label).filter(label -> !label.isBlank()).collect(Collectors.joining("; "));
        String axesText = plot.horizontal().label().isBlank() ? "" : " over " + plot.horizontal().label();
        return (plot.title().isBlank() ? "Plot" : plot.title()) + (what.isEmpty() ? "" : ": " + what) + axesText;
    }

    private Legend legend(double most) {
        List<String> labels = new ArrayList<>();
        List<Legend.Swatch> swatches = new ArrayList<>();
        int color = plot.firstColor();
        for (Layer layer : plot.layers()) {
            int own = color;
            if (layer.isColored()) {
                color++;
            }
            if (!layer.label().isBlank() && !(layer instanceof Layer.Note)) {
                labels.add(layer.label());
                swatches.add((sheet, x, y, width) -> layers.swatch(layer, own, x, y, width));
            }
        }
        return new Legend(labels, swatches, most);
    }

    private void paint(Rectangle2D box) {
        Range across = plot.shownAcross();
        Range upwards = plot.shownUpwards();
        Optional<Scale> scale = scale();
        double right = scale.map(each -> BAR_GAP + BAR_WIDTH + AxesPainter.LABEL_SIZE / 2 + widest(each, box.getHeight())).orElse(10.0);
        double height = box.getHeight() - axes.above() - axes.below();
        double left = axes.left(upwards, height);
        Rectangle2D window = new Rectangle2D.Double(box.getX() + left, box.getY() + axes.above(), Math.max(20, box.getWidth() - left - right), Math.max(20, height));
        Frame frame = new Frame(window, across, upwards);
        frame = plot.equalUnits() ? equal(frame) : frame;
        axes.grid(frame, sheet);
        Frame shown = frame;
        sheet.within(frame.window(), inside -> new LayerPainter(theme, inside, false).all(plot.layers(), plot.firstColor(), shown));
        axes.labels(frame, sheet);
        scale.ifPresent(each -> colorBar(each, shown.window()));
    }

    // Cells, contour lines and fields have nothing to show beyond their edges: there the window shrinks, else the ranges grow.
    private Frame equal(Frame frame) {
        if (!plot.hasEdges()) {
            return frame.withEqualUnits();
        }
        Rectangle2D window = frame.window();
        double unit = Math.min(window.getWidth() / frame.horizontal().length(), window.getHeight() / frame.vertical().length());
        double width = unit * frame.horizontal().length();
        double height = unit * frame.vertical().length();
        Rectangle2D smaller = new Rectangle2D.Double(window.getCenterX() - width / 2, window.getY(), width, height);
        return new Frame(smaller, frame.horizontal(), frame.vertical());
    }

    /**
     * What the bar beside a plot explains.
     *
     * @param levels the values of contour lines; none where colours go over into each other
     */
    private record Scale(ColorScale colors, Range range, List<Double> levels) {}

    /** The colours that need to be explained: those of cells without numbers, and of contour lines. */
    private Optional<Scale> scale() {
        for (Layer layer : plot.layers()) {
            if (layer instanceof Layer.Cells cells && cells.written().isEmpty() && cells.scale() != ColorScale.GREYS) {
                return Optional.of(new Scale(cells.scale(), cells.shown(), List.of()));
            }
            if (layer instanceof Layer.Levels levels && levels.levels().size() > 1) {
                return Optional.of(new Scale(ColorScale.VIRIDIS, LayerPainter.range(levels), levels.levels().stream().map(Layer.Level::value).toList()));
            }
        }
        return Optional.empty();
    }

    private static double widest(Scale scale, double height) {
        return scaleTicks(scale, height).stream().mapToDouble(tick -> Label.of(tick.label()).width() * AxesPainter.TICK_SIZE).max().orElse(0) + 8;
    }

    // Contour lines are explained one by one, evenly spaced whatever their values.
    private static List<Ticks.Tick> scaleTicks(Scale scale, double height) {
        if (scale.levels().isEmpty()) {
            return Ticks.of(scale.range(), (int) (height / 50));
        }
        List<Ticks.Tick> ticks = new ArrayList<>();
        int every = (int) Math.ceil(scale.levels().size() * 18 / Math.max(height, 18));
        for (int i = 0; i < scale.levels().size(); i += every) {
            ticks.add(new Ticks.Tick(i, Ticks.text(scale.levels().get(i))));
        }
        return ticks;
    }

    private void colorBar(Scale scale, Rectangle2D window) {
        if (!scale.levels().isEmpty()) {
            levelBar(scale, window);
            return;
        }
        BufferedImage image = new BufferedImage(1, 128, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < 128; row++) {
            image.setRGB(0, row, layers.scaled(scale.colors(), (127.5 - row) / 128).getRGB());
        }
        Rectangle2D bar = new Rectangle2D.Double(window.getMaxX() + BAR_GAP, window.getY(), BAR_WIDTH, window.getHeight());
        sheet.raster(image, bar);
        Frame frame = new Frame(bar, new Range(0, 1), scale.range());
        for (Ticks.Tick tick : Ticks.of(scale.range(), (int) (window.getHeight() / 50))) {
            double y = frame.y(tick.at());
            sheet.line(new Line2D.Double(bar.getMaxX(), y, bar.getMaxX() + 4, y), theme.muted(), 1);
            sheet.label(Label.of(tick.label()), bar.getMaxX() + 8, y + AxesPainter.TICK_SIZE * 0.36, AxesPainter.TICK_SIZE, theme.muted());
        }
    }

    private void levelBar(Scale scale, Rectangle2D window) {
        int count = scale.levels().size();
        Rectangle2D bar = new Rectangle2D.Double(window.getMaxX() + BAR_GAP, window.getY(), BAR_WIDTH, window.getHeight());
        for (int i = 0; i < count; i++) {
            double y = bar.getMaxY() - (i + 0.5) / count * bar.getHeight();
            sheet.line(new Line2D.Double(bar.getX(), y, bar.getMaxX(), y), layers.scaled(scale.colors(), i / Math.max(1, count - 1.0)), 3);
        }
        for (Ticks.Tick tick : scaleTicks(scale, window.getHeight())) {
            double y = bar.getMaxY() - (tick.at() + 0.5) / count * bar.getHeight();
            sheet.label(Label.of(tick.label()), bar.getMaxX() + 8, y + AxesPainter.TICK_SIZE * 0.36, AxesPainter.TICK_SIZE, theme.muted());
        }
    }
}
