package dev.fluxion.typeset.figure;

import dev.fluxion.typeset.plot.Layer;
import dev.fluxion.typeset.plot.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The intervals of a histogram.
 *
 * @param number how many, 1 to 10,000; empty for Freedman and Diaconis' choice (1981), twice the interquartile range by the cube root of the count
 * @param over from the first to the last; empty for all the numbers
 * @param counts whether bars are as high as the numbers in them, not as their density
 */
public record Bins(OptionalInt number, Optional<Range> over, boolean counts) {
    /** The most intervals. */
    public static final int MOST = 10_000;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException for a number of intervals that is not from 1 to 10,000
     */
    public Bins {
        if (number.isPresent() && (number.getAsInt() < 1 || number.getAsInt() > MOST)) {
            throw new IllegalArgumentException("a histogram has 1 to " + MOST + " intervals, not " + number.getAsInt());
        }
    }

    /** Intervals of the usual width over all numbers; densities. */
    public static Bins usual() {
        return new Bins(OptionalInt.empty(), Optional.empty(), false);
    }

    /** So many intervals over all numbers; densities. */
    public static Bins of(int number) {
        return new Bins(OptionalInt.of(number), Optional.empty(), false);
    }

    /** The same over a range; numbers beyond are left out, but count for the density. */
    public Bins over(double from, double to) {
        return new Bins(number, Optional.of(new Range(from, to)), counts);
    }

    /** The same with counts in place of densities. */
    public Bins counted() {
        return new Bins(number, over, true);
    }

    Layer.Bars bars(String label, double[] numbers) {
        double[] values = Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
        if (values.length == 0) {
            throw Problems.shape("there are no numbers to count", "");
        }
        Range all = Range.of(Arrays.stream(values));
        int bins = number.orElseGet(() -> usual(values, all));
        Range shown = over.orElse(all);
        int[] inside = new int[bins];
        double width = (shown.to() - shown.from()) / bins;
        for (double value : values) {
            if (value >= shown.from() && value <= shown.to()) {
                inside[Math.min(bins - 1, (int) ((value - shown.from()) / width))]++;
            }
        }
        double unit = counts ? 1 : 1.0 / (values.length * width);
        List<Layer.Bar> bars = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            bars.add(new Layer.Bar(shown.from() + i * width, shown.from() + (i + 1) * width, inside[i] * unit));
        }
        return new Layer.Bars(label, bars);
    }

    private static int usual(double[] sorted, Range range) {
        double quartiles = sorted[(int) (0.75 * (sorted.length - 1))] - sorted[(int) (0.25 * (sorted.length - 1))];
        double width = 2 * quartiles / Math.cbrt(sorted.length);
        return width > 0 ? (int) Math.clamp(Math.ceil((range.to() - range.from()) / width), 1, 100) : 10;
    }
}
