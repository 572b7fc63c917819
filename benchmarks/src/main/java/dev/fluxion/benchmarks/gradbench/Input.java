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
        return flat(field(name)).toArray();
    }

    private static DoubleStream flat(Object value) {
        return value instanceof List<?> list ? list.stream().flatMapToDouble(Input::flat) : DoubleStream.of(((Number) value).doubleValue());
    }

    int rows(String name) {
        return ((List<?>) field(name)).size();
    }

    int columns(String name) {
        return ((List<?>) ((List<?>) field(name)).getFirst()).size();
    }

    /** Rows of so many numbers. */
    static Object nested(double[] values, int columns) {
        if (columns == 0) {
            return Arrays.stream(values).boxed().toList();
        }
        return java.util.stream.IntStream.range(0, values.length / columns)
                .mapToObj(row -> Arrays.stream(values, row * columns, (row + 1) * columns).boxed().toList()).toList();
    }
}
