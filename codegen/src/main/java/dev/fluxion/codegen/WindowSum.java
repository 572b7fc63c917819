package dev.fluxion.codegen;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sum over windows, which a convolution and both of its gradients are: {@code y[batch, rows, place] = Σ x[batch, summed, position]·w[rows, summed, tap]}
 * over {@code summed} and all taps, where along each axis of a window {@code position = (step·place + tapStep·tap + offset)/divisor}. Terms whose position
 * is no whole number or outside of x are left out. Axes may lie in any order: each has its stride in every array that has it.
 *
 * @param batch axes of x and y
 * @param rows axes of w and y
 * @param summed axes of x and w
 * @param windows at least one
 */
public record WindowSum(List<Axis> batch, List<Axis> rows, List<Axis> summed, List<Window> windows) {
    /**
     * An axis of two arrays.
     *
     * @param x stride in x, 0 where x does not have it, as in the others
     */
    public record Axis(int size, int x, int w, int y) {}

    /**
     * An axis along which windows lie.
     *
     * @param length of the axis of x
     * @param x stride of it
     * @param places positions of a window, an axis of y
     * @param y stride of it
     * @param taps positions within a window, an axis of w
     * @param w stride of it
     * @param step from place to place, not zero
     * @param tapStep from tap to tap, not zero
     * @param offset of the first tap at the first place
     * @param divisor above 0
     */
    public record Window(int length, int x, int places, int y, int taps, int w, int step, int tapStep, int offset, int divisor) {}

    /** Copies. */
    public WindowSum {
        batch = List.copyOf(batch);
        rows = List.copyOf(rows);
        summed = List.copyOf(summed);
        windows = List.copyOf(windows);
    }

    /** How many sums there are. */
    public int results() {
        return count(batch) * count(rows) * places();
    }

    /** Places along all axes of a window. */
    public int places() {
        return windows.stream().mapToInt(Window::places).reduce(1, Math::multiplyExact);
    }

    /** Taps along all axes of a window. */
    public int taps() {
        return windows.stream().mapToInt(Window::taps).reduce(1, Math::multiplyExact);
    }

    /** The number of combinations of positions on some axes. */
    public static int count(List<Axis> axes) {
        return axes.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
    }

    /** Multiplications and additions. */
    public long operations() {
        return 2L * results() * count(summed) * taps();
    }

    /** One more than the last entry of x, of w and of y that may be visited. */
    int[] extents() {
        int[] extents = {1, 1, 1};
        Stream.of(batch, rows, summed).flatMap(List::stream).forEach(axis -> {
            extents[0] += (axis.size - 1) * axis.x;
            extents[1] += (axis.size - 1) * axis.w;
            extents[2] += (axis.size - 1) * axis.y;
        });
        for (Window window : windows) {
            extents[0] += (window.length - 1) * window.x;
            extents[1] += (window.taps - 1) * window.w;
            extents[2] += (window.places - 1) * window.y;
        }
        return extents;
    }

    /**
     * Where each combination of positions on some axes lies, the last axis varying fastest.
     *
     * @param sizes of the axes
     * @param strides of the axes
     */
    public static int[] places(List<Integer> sizes, List<Integer> strides) {
        int[] places = new int[sizes.stream().reduce(1, Math::multiplyExact)];
        int repeated = 1;
        for (int axis = sizes.size() - 1; axis >= 0; axis--) {
            for (int i = 0; i < places.length; i++) {
                places[i] += i / repeated % sizes.get(axis) * strides.get(axis);
            }
            repeated *= sizes.get(axis);
        }
        return places;
    }

    /** In lines for people. */
    String text() {
        return IntStream.range(0, windows.size()).mapToObj(i -> windows.get(i).places + " windows of " + windows.get(i).taps).toList() + ", "
                + count(batch) + "x" + count(summed) + "x" + count(rows);
    }
}
