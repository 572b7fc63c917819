package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Label;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.Theme;
import java.util.ArrayList;
import java.util.List;

/** The names of layers with samples of their inks, in rows below a plot, where they hide nothing. */
final class Legend {
    private static final double SIZE = 13;
    private static final double SAMPLE = 24;
    private static final double GAP = 8;
    private static final double BETWEEN = 26;
    private static final double ROW_GAP = 7;

    /** Paints the sample of an entry into the box with its left end at (0, 0), {@link #SAMPLE} wide. */
    @FunctionalInterface
    interface Swatch {
        void paint(Picture.Sheet sheet, double x, double y, double width);
    }

    private record Entry(Label label, Swatch swatch) {
        double width() {
            return SAMPLE + GAP + label.width() * SIZE;
        }
    }

    private final List<List<Entry>> rows = new ArrayList<>();

    /**
     * Breaks entries into rows.
     *
     * @param most widest row, in points
     */
    Legend(List<String> labels, List<Swatch> swatches, double most) {
        double width = 0;
        for (int i = 0; i < labels.size(); i++) {
            Entry entry = new Entry(Label.of(labels.get(i)), swatches.get(i));
            if (rows.isEmpty() || width + BETWEEN + entry.width() > most) {
                rows.add(new ArrayList<>());
                width = -BETWEEN;
            }
            rows.getLast().add(entry);
            width += BETWEEN + entry.width();
        }
    }

    double height() {
        return rows.isEmpty() ? 0 : 8 + rows.stream().mapToDouble(Legend::height).sum();
    }

    private static double height(List<Entry> row) {
        return row.stream().mapToDouble(entry -> (entry.label().ascent() + entry.label().depth()) * SIZE).max().orElse(0) + ROW_GAP;
    }

    void paint(Picture.Sheet sheet, double left, double top, double width, Theme theme) {
        double y = top + 8;
        for (List<Entry> row : rows) {
            double ascent = row.stream().mapToDouble(entry -> entry.label().ascent() * SIZE).max().orElse(0);
            double total = row.stream().mapToDouble(Entry::width).sum() + BETWEEN * (row.size() - 1);
            double x = left + Math.max(0, (width - total) / 2);
            for (Entry entry : row) {
                entry.swatch().paint(sheet, x, y + ascent - SIZE * 0.32, SAMPLE);
                sheet.label(entry.label(), x + SAMPLE + GAP, y + ascent, SIZE, theme.foreground());
                x += entry.width() + BETWEEN;
            }
            y += height(row);
        }
    }
}
