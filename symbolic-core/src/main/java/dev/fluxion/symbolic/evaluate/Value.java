package dev.fluxion.symbolic.evaluate;

import java.util.Arrays;

/**
 * A tensor of doubles in row-major order. The arrays are neither copied nor checked by the constructor: nobody may write to them afterwards.
 *
 * @param sizes one per axis; none for a scalar
 * @param entries as many as the product of the sizes
 */
public record Value(int[] sizes, double[] entries) {
    /** A scalar. */
    public static Value of(double scalar) {
        return new Value(new int[0], new double[] {scalar});
    }

    /**
     * A tensor of the given sizes.
     *
     * @param sizes one per axis, each at least 0
     * @param entries row-major, as many as the product of the sizes
     * @throws IllegalArgumentException if they are more or fewer
     * @throws ArithmeticException if that product exceeds the range of {@code int}
     */
    public static Value of(int[] sizes, double... entries) {
        int expected = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
        if (entries.length != expected) {
            throw new IllegalArgumentException(entries.length + " entries for sizes " + Arrays.toString(sizes));
        }
        return new Value(sizes, entries);
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /**
     * The value of a scalar.
     *
     * @throws IllegalStateException if the rank is not 0
     */
    public double scalar() {
        if (sizes.length != 0) {
            throw new IllegalStateException("rank " + sizes.length);
        }
        return entries[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value value && Arrays.equals(sizes, value.sizes) && Arrays.equals(entries, value.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes) * 31 + Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return rank() == 0 ? Double.toString(entries[0]) : Arrays.toString(sizes) + Arrays.toString(entries);
    }
}
