package dev.fluxion.nn.data;

import java.util.List;
import java.util.Optional;

/**
 * Columns of equal length.
 *
 * @param name where they come from
 * @param columns each with another name
 * @param skipped how many rows were left out for missing values
 */
public record Table(String name, List<Column> columns, int skipped) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they differ, or there is no column
     */
    public Table {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.stream().mapToInt(Column::rows).distinct().count() != 1) {
            throw new IllegalArgumentException("columns of different lengths, or none");
        }
    }

    /** The number of rows. */
    public int rows() {
        return columns.getFirst().rows();
    }

    /** The column of a name, if there is one. */
    public Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** The names of the columns, in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
