package dev.fluxion.benchmarks.gradbench;

import dev.fluxion.grammar.Plural;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** An input object. */
record Input(Map<?, ?> fields) {
    static Input of(Object input) {
        return new Input((Map<?, ?>) input);
    }

    private Object field(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the input has no field " + name);
        }
        return value;
    }

    double number(String name) {
        return field(name) instanceof Number number ? number.doubleValue() : refuse(name, "is no number");
    }

    int whole(String name) {
        double number = number(name);
        return number == (int) number ? (int) number : refuse(name, "is no whole number");
    }

    /**
     * Numbers of a field.
     *
     * @param values those of all rows, one row after the other
     */
    record Numbers(String field, double[] values) {
        /** The same, if there are so many. */
        Numbers require(int count) {
            return values.length == count ? this : refuse(field, "has " + Plural.of(values.length, "number") + ", and " + count + " are needed");
        }
    }

    /** A list of numbers. */
    Numbers numbers(String name) {
        return new Numbers(name, numbers(name, field(name)).toArray());
    }

    /** A list of lists of numbers, all of the same length. */
    Numbers matrix(String name) {
        List<?> rows = list(name, field(name));
        int columns = columns(name);
        rows.forEach(row -> {
            if (list(name, row).size() != columns) {
                refuse(name, "has rows of different lengths");
            }
        });
        return new Numbers(name, rows.stream().flatMapToDouble(row -> numbers(name, row)).toArray());
    }

    private static List<?> list(String name, Object value) {
        return value instanceof List<?> list ? list : refuse(name, "is no list of rows");
    }

    private static DoubleStream numbers(String name, Object value) {
        return value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance) ? list.stream().mapToDouble(number -> ((Number) number).doubleValue())
                : refuse(name, "is no list of numbers");
    }

    private static <T> T refuse(String name, String problem) {
        throw new IllegalArgumentException("the field " + name + " " + problem);
    }

    int rows(String name) {
        return list(name, field(name)).size();
    }

    int columns(String name) {
        List<?> rows = list(name, field(name));
        return rows.isEmpty() ? refuse(name, "has no rows") : list(name, rows.getFirst()).size();
    }

    /** The numbers as a list. */
    static Object flat(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** So many rows of equal length, which may be 0. */
    static Object rows(double[] values, int rows) {
        int columns = rows == 0 ? 0 : values.length / rows;
        return java.util.stream.IntStream.range(0, rows).mapToObj(row -> flat(Arrays.copyOfRange(values, row * columns, (row + 1) * columns))).toList();
    }
}
