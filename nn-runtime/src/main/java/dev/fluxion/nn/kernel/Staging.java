package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.WindowSum.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Copies what windows read of one channel so that for each tap the entries at all places lie side by side: along the first axis every entry is there
 * once, along the others once for each tap; where a window leaves the channel there are zeros. Places that are several positions apart are sorted by
 * remainders. Nothing is multiplied as often as windows overlap, and lanes run through the ends of lines.
 *
 * <p>Source: M. Cho, D. Brand, MEC: Memory-efficient Convolution for Deep Neural Network (ICML 2017), of which this is the layout.
 */
final class Staging {
    /**
     * An axis along which lanes run.
     *
     * @param length positions
     * @param stride of them
     * @param base of the first
     * @param count lanes
     * @param step from lane to lane, above 0
     * @param taps what else moves the position
     * @param divisor of the position
     */
    record Line(int length, int stride, int base, int count, int step, int taps, int tapStep, int offset, int divisor) {
        private static Line of(Window window, int count, int step, int taps, int tapStep) {
            int last = window.length() - 1;
            return step > 0 ? new Line(window.length(), window.x(), 0, count, step, taps, tapStep, window.offset(), window.divisor())
                    : new Line(window.length(), -window.x(), last * window.x(), count, -step, taps, -tapStep, last * window.divisor() - window.offset(), window.divisor());
        }

        /** With places as lanes. */
        static Line ofPlaces(Window window) {
            return of(window, window.places(), window.step(), window.taps(), window.tapStep());
        }

        /** With taps as lanes. */
        static Line ofTaps(Window window) {
            return of(window, window.taps(), window.tapStep(), window.places(), window.step());
        }

        private int at(int tap) {
            return tapStep * tap + offset;
        }

        private boolean isWithin(int position) {
            return position >= 0 && position < length * divisor && position % divisor == 0;
        }

        private int place(int position) {
            return base + position / divisor * stride;
        }

        // Lanes from one entry to the next.
        private int period() {
            return divisor / BigInteger.valueOf(step).gcd(BigInteger.valueOf(divisor)).intValue();
        }
    }

    /** Where the taps of the first axis begin: in so many groups of rows, each shifted by a number of rows. */
    private record Phases(int[] shifts, int[] remainders, int[] distinct, int least, int most) {
        static Phases of(Line outer) {
            int[] shifts = IntStream.range(0, outer.taps).map(tap -> Math.floorDiv(outer.at(tap), outer.step)).toArray();
            int[] remainders = IntStream.range(0, outer.taps).map(tap -> Math.floorMod(outer.at(tap), outer.step)).toArray();
            return new Phases(shifts, remainders, Arrays.stream(remainders).distinct().toArray(), Arrays.stream(shifts).min().orElse(0),
                    Arrays.stream(shifts).max().orElse(0));
        }

        int rows(int count) {
            return Math.addExact(count, most - least);
        }
    }

    /** Entries from one place on, copied to another. */
    private record Run(int from, int to, int length) {}

    private final int entries;
    private final int[] taps;
    private final int first;
    private final int[] from; // counted from the first
    private final int[] to;
    private final int[] lengths;
    private final int step;
    private final int period;

    /**
     * @param lines the axes, the first outermost
     * @param lane the first of the first axis
     * @param count lanes of the first axis
     */
    Staging(List<Line> lines, int lane, int count) {
        Line outer = lines.getFirst();
        List<Line> inner = lines.subList(1, lines.size());
        Phases phases = Phases.of(outer);
        int rows = phases.rows(count);
        int width = inner.stream().mapToInt(Line::count).reduce(1, Math::multiplyExact);
        int combinations = inner.stream().mapToInt(Line::taps).reduce(1, Math::multiplyExact);
        int block = Math.multiplyExact(rows, width);
        entries = Math.toIntExact(entries(lines, count));
        taps = new int[outer.taps * combinations];
        for (int i = 0; i < taps.length; i++) {
            int tap = i / combinations;
            taps[i] = (i % combinations * phases.distinct.length + indexOf(phases.distinct, phases.remainders[tap])) * block + (phases.shifts[tap] - phases.least) * width;
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < combinations * phases.distinct.length; i++) {
            int[] offsets = offsets(inner, i / phases.distinct.length, outer.step * (lane + phases.least) + phases.distinct[i % phases.distinct.length]);
            add(runs, lines, offsets, rows, i * block);
        }
        period = lines.getLast().period();
        step = lines.getLast().step * period / lines.getLast().divisor * lines.getLast().stride;
        first = runs.isEmpty() ? 0 : runs.getFirst().from;
        from = runs.stream().mapToInt(run -> run.from - first).toArray();
        to = runs.stream().mapToInt(Run::to).toArray();
        lengths = runs.stream().mapToInt(Run::length).toArray();
    }

    /** Entries of a channel once so many lanes of the first axis are copied; they may be more than an array holds. */
    static long entries(List<Line> lines, int count) {
        Phases phases = Phases.of(lines.getFirst());
        long entries = Math.multiplyExact((long) phases.distinct.length, phases.rows(count));
        for (Line line : lines.subList(1, lines.size())) {
            entries = Math.multiplyExact(entries, Math.multiplyExact((long) line.count, line.taps));
        }
        return entries;
    }

    private static int indexOf(int[] numbers, int number) {
        return IntStream.range(0, numbers.length).filter(i -> numbers[i] == number).findFirst().orElseThrow();
    }

    // The position of the first lane on each axis, for one combination of taps.
    private static int[] offsets(List<Line> inner, int combination, int outer) {
        int[] offsets = new int[inner.size() + 1];
        offsets[0] = outer;
        int rest = combination;
        for (int axis = inner.size() - 1; axis >= 0; axis--) {
            offsets[axis + 1] = inner.get(axis).at(rest % inner.get(axis).taps);
            rest /= inner.get(axis).taps;
        }
        return offsets;
    }

    private static void add(List<Run> runs, List<Line> lines, int[] offsets, int rows, int to) {
        int[] counts = IntStream.range(0, lines.size()).map(axis -> axis == 0 ? rows : lines.get(axis).count).toArray();
        int last = lines.size() - 1;
        int outside = Arrays.stream(counts).limit(last).reduce(1, Math::multiplyExact);
        for (int line = 0; line < outside; line++) {
            int at = 0;
            int rest = line;
            boolean within = true;
            for (int axis = last - 1; axis >= 0; axis--) {
                int position = offsets[axis] + lines.get(axis).step * (rest % counts[axis]);
                within &= lines.get(axis).isWithin(position);
                at += lines.get(axis).place(position);
                rest /= counts[axis];
            }
            if (within) {
                add(runs, lines.get(last), offsets[last], counts[last], at, to + line * counts[last]);
            }
        }
    }

    private static void add(List<Run> runs, Line line, int offset, int count, int at, int to) {
        int start = Math.clamp(Math.ceilDiv(-offset, line.step), 0, count);
        int end = Math.clamp(Math.floorDiv((line.length - 1) * line.divisor - offset, line.step) + 1, start, count);
        for (int first = start; first < Math.min(end, start + line.period()); first++) {
            int position = offset + line.step * first;
            if (line.isWithin(position)) {
                runs.add(new Run(at + line.place(position), to + first, Math.ceilDiv(end - first, line.period())));
            }
        }
    }

    /** Entries of a channel once it is copied. */
    int entries() {
        return entries;
    }

    /** Where in the copy the lanes of each combination of taps begin, the last axis varying fastest. */
    int[] taps() {
        return taps;
    }

    /** Whether another copies the same from its first entry on. */
    boolean copiesLike(Staging other) {
        return entries == other.entries && Arrays.equals(from, other.from) && Arrays.equals(to, other.to) && Arrays.equals(lengths, other.lengths);
    }

    /** Where the first entry that is copied lies in a channel. */
    int first() {
        return first;
    }

    /** Copies a channel from its {@link #first} entry on; where it has no entries, the copy stays what it is. */
    void copy(Object channel, int at, Object copy, int copyAt) {
        if (channel instanceof float[] single) {
            copy(single, at, (float[]) copy, copyAt);
        } else {
            copy((double[]) channel, at, (double[]) copy, copyAt);
        }
    }

    private void copy(float[] channel, int at, float[] copy, int copyAt) {
        boolean besides = step == 1 && period == 1;
        for (int run = 0; run < from.length; run++) {
            if (besides) {
                System.arraycopy(channel, at + from[run], copy, copyAt + to[run], lengths[run]);
            } else {
                for (int i = 0; i < lengths[run]; i++) {
                    copy[copyAt + to[run] + i * period] = channel[at + from[run] + i * step];
                }
            }
        }
    }

    private void copy(double[] channel, int at, double[] copy, int copyAt) {
        boolean besides = step == 1 && period == 1;
        for (int run = 0; run < from.length; run++) {
            if (besides) {
                System.arraycopy(channel, at + from[run], copy, copyAt + to[run], lengths[run]);
            } else {
                for (int i = 0; i < lengths[run]; i++) {
                    copy[copyAt + to[run] + i * period] = channel[at + from[run] + i * step];
                }
            }
        }
    }
}
