package dev.fluxion.cli.script;

import dev.fluxion.grammar.Plural;
import dev.fluxion.nn.data.Column;
import dev.fluxion.nn.data.Table;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.List;

/** Tables as people read them: numbers to the right, words to the left, a line below the heads. */
final class TableText {
    static final int MOST_ROWS = 20;
    private static final int MOST_ENTRIES = 10;
    static final int DIGITS = 6;
    static final int MOST_DIGITS = 100;

    private TableText() {}

    /** A table of texts; a column is set to the right if every cell below its head begins like a number. */
    static String aligned(List<String> heads, List<List<String>> rows) {
        int columns = heads.size();
        int[] width = new int[columns];
        boolean[] right = new boolean[columns];
        for (int j = 0; j < columns; j++) {
            int column = j;
            width[j] = Math.max(heads.get(j).length(), rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
            right[j] = rows.stream().allMatch(row -> row.get(column).isEmpty() || "0123456789-.ni…".indexOf(row.get(column).charAt(0)) >= 0);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, width, right));
        StringBuilder rule = new StringBuilder();
        for (int j = 0; j < columns; j++) {
            rule.append(j == 0 ? "" : "  ").append("─".repeat(width[j]));
        }
        lines.add(rule.toString());
        rows.forEach(row -> lines.add(line(row, width, right)));
        return String.join("\n", lines);
    }

    private static String line(List<String> cells, int[] width, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < cells.size(); j++) {
            String space = " ".repeat(width[j] - cells.get(j).length());
            line.append(j == 0 ? "" : "  ").append(right[j] ? space + cells.get(j) : cells.get(j) + space);
        }
        return line.toString().stripTrailing();
    }

    static String more(int rows) {
        return rows == 0 ? "" : System.lineSeparator() + "… " + Plural.of(rows, "more row");
    }

    /** The first rows of a table. */
    static Output output(Table table) {
        int shown = table.rows() > MOST_ROWS ? MOST_ROWS - 1 : table.rows();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int row = i;
            rows.add(table.columns().stream().map(column -> cell(column, row)).toList());
        }
        String more = more(table.rows() - shown);
        return new Output(aligned(table.names(), rows) + more, "", new Output.Tabled(table.names(), rows, more.lines().filter(line -> !line.isBlank()).toList()));
    }

    private static String cell(Column column, int row) {
        return switch (column) {
            case Column.Numbers numbers -> Readable.number(numbers.values()[row], DIGITS);
            case Column.Words words -> words.words().get(words.labels()[row] - 1);
        };
    }

    /** A number in full, or the first and last entries of a tensor with its sizes. */
    static String entries(Value value) {
        if (value.rank() == 0) {
            return Double.toString(value.scalar());
        }
        double[] entries = value.entries();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            if (entries.length > MOST_ENTRIES && i == MOST_ENTRIES - 1) {
                shown.add("…");
                i = entries.length - 1;
            }
            shown.add(Readable.number(entries[i], DIGITS));
        }
        String sizes = java.util.Arrays.stream(value.sizes()).mapToObj(Integer::toString).collect(java.util.stream.Collectors.joining("×"));
        return sizes + (value.rank() == 1 ? " numbers: " : ", by rows: ") + String.join(", ", shown);
    }

    /** What was loaded, in one line. */
    static String description(String name, Table table) {
        String columns = String.join(", ", table.columns().stream().map(TableText::kind).toList());
        String skipped = table.skipped() == 0 ? "" : String.format(java.util.Locale.ROOT, "; %,d with missing values left out", table.skipped());
        return name + ": " + Plural.of(table.rows(), "row") + " of " + columns + skipped;
    }

    private static String kind(Column column) {
        return switch (column) {
            case Column.Numbers numbers -> numbers.name();
            case Column.Words words -> words.name() + " (" + (words.words().size() <= 5 ? String.join(", ", words.words())
                    : words.words().size() + " words") + ")";
        };
    }
}
