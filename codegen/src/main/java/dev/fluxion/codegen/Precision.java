package dev.fluxion.codegen;

import java.util.Arrays;

/** How the entries of tensors are stored and computed. */
public enum Precision {
    /** Single precision, {@code float[]}; whole sums, and functions that have no lanes, are computed in double precision and rounded. */
    FLOAT("single", 4),
    /** Double precision, {@code double[]}. */
    DOUBLE("double", 8);

    private final String word;
    private final int bytes;

    Precision(String word, int bytes) {
        this.word = word;
        this.bytes = bytes;
    }

    /** As it is called in the language. */
    public String word() {
        return word;
    }

    /** The size of an entry in bytes. */
    public int bytes() {
        return bytes;
    }

    /**
     * A new {@code float[]} or {@code double[]} of so many zeros.
     *
     * @throws NegativeArraySizeException if the number is negative
     */
    public Object array(int entries) {
        return this == FLOAT ? new float[entries] : new double[entries];
    }

    /** An array of these numbers. */
    Object array(double[] entries) {
        if (this == DOUBLE) {
            return entries.clone();
        }
        float[] rounded = new float[entries.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) entries[i];
        }
        return rounded;
    }

    /** The first entry. */
    double number(Object array) {
        return entry(array, 0);
    }

    /** Sets the first entry. */
    void set(Object array, double value) {
        set(array, 0, value);
    }

    /** An entry of an array of either precision. */
    static double entry(Object array, int index) {
        return array instanceof float[] single ? single[index] : ((double[]) array)[index];
    }

    /** Sets an entry of an array of either precision. */
    static void set(Object array, int index, double value) {
        if (array instanceof float[] single) {
            single[index] = (float) value;
        } else {
            ((double[]) array)[index] = value;
        }
    }

    /** The first entries of an array of either precision. */
    static double[] doubles(Object array, int count) {
        if (array instanceof double[] already) {
            return Arrays.copyOf(already, count);
        }
        float[] single = (float[]) array;
        double[] wide = new double[count];
        for (int i = 0; i < count; i++) {
            wide[i] = single[i];
        }
        return wide;
    }

    /** Stores numbers in an array of either precision, which may be longer. */
    static void store(double[] numbers, Object array) {
        if (array instanceof double[] wide) {
            System.arraycopy(numbers, 0, wide, 0, numbers.length);
            return;
        }
        float[] single = (float[]) array;
        for (int i = 0; i < numbers.length; i++) {
            single[i] = (float) numbers[i];
        }
    }

    /** Sets all entries. */
    void fill(Object array, double value) {
        if (this == FLOAT) {
            Arrays.fill((float[]) array, (float) value);
        } else {
            Arrays.fill((double[]) array, value);
        }
    }

    /** The length of an array of this precision. */
    int length(Object array) {
        return switch (array) {
            case float[] numbers when this == FLOAT -> numbers.length;
            case double[] numbers when this == DOUBLE -> numbers.length;
            default -> throw new IllegalArgumentException("a " + array.getClass().getSimpleName() + " where entries are in " + word + " precision");
        };
    }
}
