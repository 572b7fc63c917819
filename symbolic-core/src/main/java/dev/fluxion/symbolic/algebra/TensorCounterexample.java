package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.TensorSamples;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks for values of tensors, of small sizes that are all different, at which two expressions differ.
 *
 * <p>Source: by definition: one point with different values refutes an identity.
 */
final class TensorCounterexample {
    private static final int TRIALS = 12;
    private static final double CLEARLY = 1e-6; // relative to the largest entry; values that rounding decides are left out
    private static final double LARGEST = 1e9; // the inverse of a singular matrix is some 1e16, and may be the same for disturbed entries

    private TensorCounterexample() {}

    /** The entries of all variables at such a point, with names such as {@code A[1, 2]}. */
    static Optional<Map<String, Double>> find(Expression first, Expression second, Assumptions assumptions) {
        TensorSamples samples = new TensorSamples(List.of(first, second), 2);
        for (int seed = 1; seed <= TRIALS; seed++) {
            TensorSamples.Point point = samples.point(seed);
            Optional<Value> a = value(samples, first, point);
            Optional<Value> b = value(samples, second, point);
            if (a.isPresent() && b.isPresent() && !TensorSamples.agree(a.get(), b.get(), CLEARLY) && !TensorSamples.agree(b.get(), a.get(), CLEARLY)
                    && assumptions.allow(numbers(point.at()))) {
                return Optional.of(entries(point.at()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Value> value(TensorSamples samples, Expression expression, TensorSamples.Point point) {
        return samples.value(expression, point.at(), reason -> { }).filter(value -> Arrays.stream(value.entries()).allMatch(entry -> Math.abs(entry) < LARGEST)
                && samples.isDetermined(expression, value, point));
    }

    private static Map<String, Double> numbers(Map<String, Value> at) {
        Map<String, Double> numbers = new HashMap<>();
        at.forEach((name, value) -> {
            if (value.rank() == 0) {
                numbers.put(name, value.scalar());
            }
        });
        return numbers;
    }

    private static Map<String, Double> entries(Map<String, Value> at) {
        Map<String, Double> entries = new LinkedHashMap<>();
        new TreeMap<>(at).forEach((name, value) -> {
            for (int entry = 0; entry < value.entries().length; entry++) {
                entries.put(name + position(entry, value.sizes()), value.entries()[entry]);
            }
        });
        return entries;
    }

    private static String position(int entry, int[] sizes) {
        StringBuilder position = new StringBuilder();
        int rest = entry;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            position.insert(0, (axis == 0 ? "" : ", ") + (rest % sizes[axis] + 1));
            rest /= sizes[axis];
        }
        return sizes.length == 0 ? "" : "[" + position + "]";
    }
}
