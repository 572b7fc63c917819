package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of the axes of a tensor; none for a scalar.
 *
 * @param sizes one per axis
 */
public record Shape(List<Size> sizes) {
    /** Rank 0. */
    public static final Shape SCALAR = new Shape(List.of());

    /** Copies. */
    public Shape {
        sizes = List.copyOf(sizes);
    }

    /** A shape of the given sizes. */
    public static Shape of(Size... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(List.of(sizes));
    }

    /** The number of axes. */
    public int rank() {
        return sizes.size();
    }

    /** Whether the rank is 0. */
    public boolean isScalar() {
        return sizes.isEmpty();
    }

    /**
     * The size of an axis, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public Size size(int axis) {
        return sizes.get(axis);
    }

    /**
     * How many entries a tensor of this shape has: the product of the sizes, 1 for a scalar.
     *
     * @throws ArithmeticException if the number exceeds the range of {@code long}
     */
    public Size entries() {
        return sizes.stream().reduce(Size.ONE, Size::times);
    }

    /** The axes of this, then those of the other. */
    public Shape then(Shape other) {
        List<Size> all = new ArrayList<>(sizes);
        all.addAll(other.sizes);
        return new Shape(all);
    }

    /**
     * Without one axis, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public Shape without(int axis) {
        List<Size> rest = new ArrayList<>(sizes);
        rest.remove(axis);
        return new Shape(rest);
    }

    /** {@code [n, 10]}. */
    @Override
    public String toString() {
        return sizes.stream().map(Size::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
