package dev.fluxion.symbolic.operator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of functions: one row each. */
public final class Operators {
    private static final Map<String, Operator> ELEMENTWISE = new LinkedHashMap<>();
    private static final Map<String, Operator> REDUCTIONS = new LinkedHashMap<>();
    private static final Map<String, Operator> MATRIX = new LinkedHashMap<>();

    static {
        Stream.of(Elementary.ROWS, Stepwise.ROWS, Activations.ROWS, Special.ROWS, Cumulative.ROWS, TensorRows.ROWS).flatMap(List::stream).forEach(Operators::enter);
    }

    private Operators() {}

    private static void enter(Operator row) {
        Map<String, Operator> table = switch (row.kind()) {
            case ELEMENTWISE -> ELEMENTWISE;
            case REDUCTION -> REDUCTIONS;
            case MATRIX -> MATRIX;
        };
        if (table.put(row.name(), row) != null) {
            throw new IllegalStateException("two rows for " + row.name());
        }
    }

    /** The row of a function of entries. */
    public static Optional<Operator> elementwise(String name) {
        return Optional.ofNullable(ELEMENTWISE.get(name));
    }

    /** The row of a function along an axis. */
    public static Optional<Operator> reduction(String name) {
        return Optional.ofNullable(REDUCTIONS.get(name));
    }

    /** The row of a function of square matrices, also of one that is not in the table, as there is one for each order of a derivative. */
    public static Optional<Operator> matrix(String name) {
        return Optional.ofNullable(MATRIX.get(name)).or(() -> DeterminantDerivatives.named(name));
    }

    /** All rows of one kind, in table order. */
    public static Collection<Operator> rows(Operator.Kind kind) {
        return switch (kind) {
            case ELEMENTWISE -> ELEMENTWISE.values();
            case REDUCTION -> REDUCTIONS.values();
            case MATRIX -> MATRIX.values();
        };
    }

    /** All rows, in table order. */
    public static Stream<Operator> rows() {
        return Stream.of(ELEMENTWISE, REDUCTIONS, MATRIX).flatMap(table -> table.values().stream());
    }
}
