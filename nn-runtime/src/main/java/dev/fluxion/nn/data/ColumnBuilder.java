package dev.fluxion.nn.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the cells of one column: numbers if the first is one, else words. */
final class ColumnBuilder {
    private static final int FIRST_CAPACITY = 64;
    private static final int RECENT = 256; // a power of two
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "?");

    private final String name;
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final String[] recent = new String[RECENT];
    private final int[] places = new int[RECENT];
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

    static boolean isMissing(char[] text, int from, int to) {
        return from == to || to - from <= 4 && (text[from] == 'N' || text[from] == 'n' || text[from] == '?') && MISSING.contains(new String(text, from, to - from));
    }

    /** Whether the cell is of the column's kind and was added. */
    boolean add(char[] text, int from, int to) {
        double number = rows > 0 && !numeric ? Double.NaN : CellNumber.of(text, from, to);
        if (rows == 0) {
            numeric = !Double.isNaN(number);
        }
        if (!numeric) {
            if (rows == labels.length) {
                labels = Arrays.copyOf(labels, Math.max(FIRST_CAPACITY, rows + (rows >> 1)));
            }
            labels[rows++] = word(text, from, to);
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

    // Rows repeat words; a word of this column is found without making a string of it.
    private int word(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 16) & RECENT - 1;
        String known = recent[slot];
        if (known != null && isSame(known, text, from, to)) {
            return places[slot];
        }
        String word = new String(text, from, to - from);
        recent[slot] = word;
        places[slot] = words.computeIfAbsent(word, each -> words.size());
        return places[slot];
    }

    private static boolean isSame(String word, char[] text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (word.charAt(i - from) != text[i]) {
                return false;
            }
        }
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
