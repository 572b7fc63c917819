package dev.fluxion.nn.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the cells of one column: numbers if the first is one, else words. */
final class ColumnBuilder {
    private static final int FIRST_CAPACITY = 64;
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "?");

    private final String name;
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private double[] numbers = new double[0];
    private int[] labels = new int[0];
    private boolean numeric;
    private int rows;

    ColumnBuilder(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int rows() {
        return rows;
    }

    static boolean isMissing(String cell) {
        return cell.length() <= 4 && MISSING.contains(cell);
    }

    /** Whether the cell is of the column's kind and was added. */
    boolean add(String cell) {
        double number = rows > 0 && !numeric ? Double.NaN : CellNumber.of(cell);
        if (rows == 0) {
            numeric = !Double.isNaN(number);
        }
        if (!numeric) {
            if (rows == labels.length) {
                labels = Arrays.copyOf(labels, Math.max(FIRST_CAPACITY, rows + (rows >> 1)));
            }
            labels[rows++] = words.computeIfAbsent(cell, word -> words.size());
            return true;
        }
        if (Double.isNaN(number)) {
            return false;
        }
        if (rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FIRST_CAPACITY, rows + (rows >> 1)));
        }
        numbers[rows++] = number;
        return true;
    }

    Column column() {
        if (numeric) {
            return new Column.Numbers(name, Arrays.copyOf(numbers, rows));
        }
        List<String> inOrder = words.keySet().stream().sorted().toList();
        int[] position = new int[inOrder.size()];
        for (int i = 0; i < position.length; i++) {
            position[words.get(inOrder.get(i))] = i + 1;
        }
        return new Column.Words(name, inOrder, Arrays.stream(labels, 0, rows).map(label -> position[label]).toArray());
    }
}
