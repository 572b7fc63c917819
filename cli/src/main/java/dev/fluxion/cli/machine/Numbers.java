package dev.fluxion.cli.machine;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tensors between JSON and the engine. */
final class Numbers {
    private static final Pattern EXPONENT = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)[eE][+-]?\\d+");

    private Numbers() {}

    static Map<String, Value> values(Map<?, ?> at) {
        Map<String, Value> values = new HashMap<>();
        at.forEach((name, value) -> values.put(name.toString(), value(name.toString(), value)));
        return values;
    }

    /** The finite scalars among the values, as the fractions that they are. */
    static Map<Symbol, Expression> exact(Map<?, ?> at) {
        Map<Symbol, Expression> exact = new HashMap<>();
        values(at).forEach((name, value) -> {
            if (value.rank() == 0 && Double.isFinite(value.scalar())) {
                exact.put(Symbol.of(name), Constant.of(Rational.of(new BigDecimal(value.scalar()))));
            }
        });
        return exact;
    }

    private static Value value(String name, Object json) {
        List<Integer> sizes = new ArrayList<>();
        for (Object level = json; level instanceof List<?> list; level = list.isEmpty() ? null : list.getFirst()) {
            sizes.add(list.size());
        }
        int[] dimensions = sizes.stream().mapToInt(Integer::intValue).toArray();
        List<Double> entries = new ArrayList<>();
        flatten(name, json, dimensions, 0, entries);
        return Value.of(dimensions, entries.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void flatten(String name, Object json, int[] sizes, int axis, List<Double> entries) {
        if (axis == sizes.length) {
            entries.add(number(name, json));
            return;
        }
        if (!(json instanceof List<?> list) || list.size() != sizes[axis]) {
            throw Request.problem("the value of '" + name + "' has rows of different lengths");
        }
        list.forEach(entry -> flatten(name, entry, sizes, axis + 1, entries));
    }

    /** A number, or a text of decimal digits. */
    static double number(String name, Object json) {
        return switch (json) {
            case Number n -> finite(name, n.doubleValue());
            case String text -> parsed(name, text);
            case null, default -> throw Request.problem("the value of '" + name + "' must be a number, or lists of numbers");
        };
    }

    // Digits that no double can hold are a mistake, not infinity, which has its own text.
    private static double finite(String name, double value) {
        if (Double.isInfinite(value)) {
            throw Request.problem("the value of '" + name + "' is beyond the range of doubles; infinity is \"inf\" or \"-inf\"");
        }
        return value;
    }

    private static double parsed(String name, String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield finite(name, new BigDecimal(text).doubleValue());
                } catch (NumberFormatException e) {
                    if (EXPONENT.matcher(text).matches()) {
                        throw Request.problem("the value of '" + name + "' has an exponent beyond all numbers: " + text);
                    }
                    throw Request.problem("the value of '" + name + "' is no number: " + text);
                }
            }
        };
    }

    /** A number or nested lists; NaN and infinities as texts. */
    static Object json(Value value) {
        return json(value.entries(), value.sizes(), 0, new int[] {0});
    }

    private static Object json(double[] entries, int[] sizes, int axis, int[] next) {
        if (axis == sizes.length) {
            return json(entries[next[0]++]);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < sizes[axis]; i++) {
            list.add(json(entries, sizes, axis + 1, next));
        }
        return list;
    }

    static Object json(double x) {
        if (Double.isNaN(x)) {
            return "nan";
        }
        return Double.isInfinite(x) ? x > 0 ? "inf" : "-inf" : (Object) x;
    }

}
