package dev.fluxion.nn.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

    /** The cell as a number, as the language writes it, with a sign. */
    static OptionalDouble number(String cell) {
        if (cell.isEmpty() || !mayBeNumber(cell)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    // Java reads 1f, 0x1p3 and NaN as numbers too; a cell of a table is none of these.
    private static boolean mayBeNumber(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (!(c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return false;
            }
        }
        return true;
    }

    /** Whether the cell is of the column's kind and was added. */
    boolean add(String cell) {
        if (rows == 0) {
            numeric = number(cell).isPresent();
        }
        if (!numeric) {
            if (rows == labels.length) {
                labels = Arrays.copyOf(labels, Math.max(FIRST_CAPACITY, rows + (rows >> 1)));
            }
            labels[rows++] = words.computeIfAbsent(cell, word -> words.size());
            return true;
        }
        OptionalDouble value = number(cell);
        if (value.isEmpty()) {
            return false;
        }
        if (rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FIRST_CAPACITY, rows + (rows >> 1)));
        }
        numbers[rows++] = value.getAsDouble();
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
