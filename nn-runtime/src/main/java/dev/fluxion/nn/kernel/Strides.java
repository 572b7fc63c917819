package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.WindowSum;
import dev.fluxion.codegen.WindowSum.Axis;
import dev.fluxion.codegen.WindowSum.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Where the entries of sums over windows lie.
 *
 * <p>Source: by definition.
 */
record Strides(WindowSum sum) {
    /** Of all combinations of positions on some axes. */
    int[] of(List<Axis> axes, ToIntFunction<Axis> stride) {
        return WindowSum.places(axes.stream().map(Axis::size).toList(), axes.stream().map(stride::applyAsInt).toList());
    }

    /** Whether all places in the result follow each other, at a distance of 1. */
    boolean arePlacesBesides() {
        return areBesides(Window::places, Window::y);
    }

    /** Whether all taps in the factors follow each other, at a distance of 1. */
    boolean areTapsBesides() {
        return areBesides(Window::taps, Window::w);
    }

    private boolean areBesides(ToIntFunction<Window> size, ToIntFunction<Window> stride) {
        long inside = 1;
        for (Window window : sum.windows().reversed()) {
            if (size.applyAsInt(window) > 1 && stride.applyAsInt(window) != inside) {
                return false;
            }
            inside *= size.applyAsInt(window);
        }
        return true;
    }

    /** Of all places in the result. */
    int[] places() {
        return WindowSum.places(sum.windows().stream().map(Window::places).toList(), sum.windows().stream().map(Window::y).toList());
    }

    /** Of all taps in the factors. */
    int[] taps() {
        return WindowSum.places(sum.windows().stream().map(Window::taps).toList(), sum.windows().stream().map(Window::w).toList());
    }

    /** All sums of one of the first and one of the second, of which all follow for each of the first. */
    static int[] sums(int[] first, int[] second) {
        return IntStream.range(0, first.length * second.length).map(i -> first[i / second.length] + second[i % second.length]).toArray();
    }

    /** Whether places follow each other at a distance. */
    static boolean areEven(int[] places, int distance) {
        return IntStream.range(0, places.length).allMatch(i -> places[i] == i * distance);
    }

    /** Fills the beginning of an array with zeros. */
    static void clear(Object array, int entries) {
        if (array instanceof float[] single) {
            Arrays.fill(single, 0, entries, 0);
        } else {
            Arrays.fill((double[]) array, 0, entries, 0);
        }
    }

    /** Copies what lies side by side. The types of the arrays are known where it is done: else it takes three times as long. */
    static void copy(Object from, int at, Object to, int toAt, int count) {
        if (from instanceof float[] single) {
            System.arraycopy(single, at, (float[]) to, toAt, count);
        } else {
            System.arraycopy((double[]) from, at, (double[]) to, toAt, count);
        }
    }

    /** Copies what lies at some places to places that are {@code stride} apart. */
    static void gather(Object from, int at, int[] places, Object to, int toAt, int stride) {
        if (from instanceof float[] single) {
            for (int i = 0; i < places.length; i++) {
                ((float[]) to)[toAt + i * stride] = single[at + places[i]];
            }
        } else {
            for (int i = 0; i < places.length; i++) {
                ((double[]) to)[toAt + i * stride] = ((double[]) from)[at + places[i]];
            }
        }
    }

    /** Copies what lies side by side to some of the places. */
    static void scatter(Object from, int at, int count, Object to, int toAt, int[] places, int first) {
        if (from instanceof float[] single) {
            for (int i = 0; i < count; i++) {
                ((float[]) to)[toAt + places[first + i]] = single[at + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                ((double[]) to)[toAt + places[first + i]] = ((double[]) from)[at + i];
            }
        }
    }

    /** Adds all entries of an array to those of another. */
    static void add(Object to, Object more) {
        if (to instanceof float[] single) {
            for (int i = 0; i < single.length; i++) {
                single[i] += ((float[]) more)[i];
            }
        } else {
            double[] wide = (double[]) to;
            for (int i = 0; i < wide.length; i++) {
                wide[i] += ((double[]) more)[i];
            }
        }
    }

    /** Stores the sum of the parts of a dot product, halves added to halves. */
    static void total(Object parts, int at, Object to, int toAt) {
        if (parts instanceof float[] single) {
            for (int half = DotTile.PARTS / 2; half > 0; half /= 2) {
                for (int i = at; i < at + half; i++) {
                    single[i] += single[i + half];
                }
            }
            ((float[]) to)[toAt] = single[at];
        } else {
            double[] wide = (double[]) parts;
            for (int half = DotTile.PARTS / 2; half > 0; half /= 2) {
                for (int i = at; i < at + half; i++) {
                    wide[i] += wide[i + half];
                }
            }
            ((double[]) to)[toAt] = wide[at];
        }
    }
}
