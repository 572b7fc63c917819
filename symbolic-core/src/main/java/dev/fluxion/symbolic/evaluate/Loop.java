package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Interruption;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Bound;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Values of indexed sums and products: the body is evaluated once for each index. Bounds that are not whole give NaN. Integrals have those of {@link
 * IntegralValues}.
 *
 * <p>Source: by definition of sum and product.
 */
final class Loop {
    private static final long MOST_ROUNDS = 100_000_000;

    private final Bound bound;
    private final Bound.Opened opened;
    private final Map<String, Value> values = new HashMap<>();
    private final Evaluator body;
    private final int[] dimensions;

    Loop(Bound bound, Map<String, Long> sizes, int[] dimensions) {
        this.bound = bound;
        this.opened = bound.open();
        this.body = new Evaluator(this.values, sizes);
        this.dimensions = dimensions;
    }

    Value value(List<Value> range, Map<String, Value> outside) {
        values.putAll(outside);
        return switch (bound.kind()) {
            case SUM -> accumulated(range, 0, Double::sum);
            case PRODUCT -> accumulated(range, 1, (product, factor) -> product * factor);
            case INTEGRAL -> Value.of(IntegralValues.loaded().value(bound, scalars(outside)));
            case ANTIDERIVATIVE, DERIVATIVE, LIMIT ->
                throw FluxionException.unsupported("the value of an unevaluated " + bound.kind().text());
        };
    }

    private static Map<String, Double> scalars(Map<String, Value> values) {
        Map<String, Double> scalars = new HashMap<>();
        values.forEach((name, value) -> {
            if (value.rank() == 0) {
                scalars.put(name, value.scalar());
            }
        });
        return scalars;
    }

    static boolean isWhole(Value value) {
        return value.scalar() == Math.rint(value.scalar());
    }

    private Value accumulated(List<Value> range, double start, DoubleBinaryOperator operation) {
        Value from = range.getFirst();
        Value to = range.getLast();
        double[] total = filled(isWhole(from) && isWhole(to) ? start : Double.NaN);
        if (Double.isNaN(total.length == 0 ? 0 : total[0])) {
            return new Value(dimensions, total);
        }
        requireFinite(from.scalar(), to.scalar());
        for (double index = from.scalar(); index <= to.scalar(); index++) {
            double[] entries = round(opened.symbols().getFirst().name(), index).entries();
            for (int i = 0; i < total.length; i++) {
                total[i] = operation.applyAsDouble(total[i], entries[i]);
            }
        }
        return new Value(dimensions, total);
    }

    private Value round(String name, double index) {
        Interruption.check((long) index);
        values.put(name, Value.of(index));
        return body.run(opened.body());
    }

    private double[] filled(double value) {
        double[] entries = new double[Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
        Arrays.fill(entries, value);
        return entries;
    }

    static void requireFinite(double from, double to) {
        if (Double.isInfinite(from) || Double.isInfinite(to)) {
            throw FluxionException.unsupported("the number of an infinite sum, product or fold");
        }
        if (to - from >= MOST_ROUNDS) {
            throw limit("a sum or fold over more than " + MOST_ROUNDS + " indices");
        }
    }

    private static FluxionException limit(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, message, Span.NONE));
    }
}
