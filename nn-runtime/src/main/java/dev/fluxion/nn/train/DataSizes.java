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
import java.util.stream.IntStream;

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
            throw problem("'" + symbol.name() + "' has shape " + symbol.shape() + ", but its data " + data.shape(), areClasses(symbol, data)
                    ? "numbers of classes become rows by onehot(labels, " + symbol.shape().size(1) + "), or onehot(labels + 1, " + symbol.shape().size(1)
                            + ") if they count from 0" : "");
        }
    }

    // Whole numbers up to that of the columns.
    private static boolean areClasses(Symbol symbol, Tensor data) {
        if (symbol.shape().rank() != 2 || data.shape().rank() != 1) {
            return false;
        }
        Size classes = symbol.shape().size(1);
        double most = classes.isLiteral() ? classes.literal() : Double.POSITIVE_INFINITY;
        return most > 1 && IntStream.range(0, data.shape().elements()).mapToDouble(data::number)
                .allMatch(entry -> entry >= 0 && entry <= most && entry == Math.rint(entry));
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
                throw problem("no data tell " + name + " in the size " + axis.size + " of an axis of '" + axis.symbol.name() + "'", "");
            });
            long size = axis.size.value(known::get);
            if (size != axis.actual) {
                throw problem("an axis of '" + axis.symbol.name() + "' has size " + axis.size + (axis.size.isLiteral() ? "" : " = " + size)
                        + ", but its data " + axis.actual, "");
            }
        }
        return Collections.unmodifiableMap(known);
    }

    private static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, Span.NONE).withHint(hint));
    }
}
