package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The named sizes of axes, as data have them.
 *
 * <p>Source: by definition.
 */
final class DataSizes {
    private record Axis(Symbol symbol, Size size, long actual) {}

    private final Map<String, Long> known = new HashMap<>();
    private final List<Axis> axes = new ArrayList<>();

    /** Refuses a tensor of another rank than its symbol. */
    static void requireRank(Symbol symbol, Tensor data) {
        if (data.shape().rank() != symbol.shape().rank()) {
            throw problem("'" + symbol.name() + "' has shape " + symbol.shape() + ", but its data " + data.shape());
        }
    }

    /** Takes the numbers of entries of all axes of a symbol. */
    void add(Symbol symbol, int[] actual) {
        for (int axis = 0; axis < actual.length; axis++) {
            Size size = symbol.shape().size(axis);
            axes.add(new Axis(symbol, size, actual[axis]));
            if (!size.isLiteral() && size.equals(Size.named(size.toString()))) {
                known.putIfAbsent(size.toString(), (long) actual[axis]);
            }
        }
    }

    /**
     * The sizes by name.
     *
     * @throws FluxionException {@code SHAPE} if an axis is not as long as its size, or that has a name which is the size of no axis
     */
    Map<String, Long> named() {
        for (Axis axis : axes) {
            axis.size.names().stream().filter(name -> !known.containsKey(name)).findFirst().ifPresent(name -> {
                throw problem("no data tell " + name + " in the size " + axis.size + " of an axis of '" + axis.symbol.name() + "'");
            });
            long size = axis.size.value(known::get);
            if (size != axis.actual) {
                throw problem("an axis of '" + axis.symbol.name() + "' has size " + axis.size + (axis.size.isLiteral() ? "" : " = " + size)
                        + ", but its data " + axis.actual);
            }
        }
        return Collections.unmodifiableMap(known);
    }

    private static FluxionException problem(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, Span.NONE));
    }
}
