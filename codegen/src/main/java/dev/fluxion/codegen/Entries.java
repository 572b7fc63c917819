package dev.fluxion.codegen;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Numbers of a large table, not each an object; nobody may write to the array. */
final class Entries extends AbstractList<Double> implements RandomAccess {
    private final double[] values;
    private final int hash;

    private Entries(double[] values) {
        this.values = values;
        hash = Arrays.hashCode(values); // what a list of these numbers has
    }

    static List<Double> of(double[] values) {
        return new Entries(values);
    }

    /** The numbers of a list. */
    static double[] array(List<Double> numbers) {
        return numbers instanceof Entries entries ? entries.values : numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public Double get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entries entries ? Arrays.equals(values, entries.values) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
