package dev.fluxion.benchmarks.gradbench;

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
        return ((Number) field(name)).doubleValue();
    }

    int whole(String name) {
        return Math.toIntExact(((Number) field(name)).longValue());
    }

    /** All numbers of a nested list, in order. */
    double[] numbers(String name) {
        return numbers(field(name)).toArray();
    }

    private static DoubleStream numbers(Object value) {
        return value instanceof List<?> list ? list.stream().flatMapToDouble(Input::numbers) : DoubleStream.of(((Number) value).doubleValue());
    }

    int rows(String name) {
        return ((List<?>) field(name)).size();
    }

    int columns(String name) {
        return ((List<?>) ((List<?>) field(name)).getFirst()).size();
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
