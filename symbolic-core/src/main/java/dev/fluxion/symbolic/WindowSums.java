package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tensors whose entries are read through windows that move along the axes behind the first two: convolutions and pooling. */
public final class WindowSums {
    private WindowSums() {}

    /** How many windows fit: (length − window)/stride + 1, rounded down; nothing where no size says it, below zero where none fits. */
    public static Optional<Size> windows(Size length, Size window, int stride) {
        Size room = length.minus(window);
        if (room.isLiteral()) {
            return Optional.of(Size.of(Math.floorDiv(room.literal(), stride) + 1));
        }
        boolean whole = room.terms().values().stream().allMatch(coefficient -> coefficient % stride == 0);
        return whole ? Optional.of(room.over(stride).plus(Size.ONE)) : Optional.empty();
    }

    /**
     * {@code x[batch, channel, …]} and {@code w[out, channel, …]} to {@code [batch, out, …]}, without turning the kernel round; nothing where the windows
     * cannot be counted.
     */
    public static Optional<Expression> convolution(Expression x, Expression w, int stride, int padding) {
        int rank = x.shape().rank();
        ProductBuilder builder = new ProductBuilder();
        int[] input = builder.labels(x.shape());
        int[] kernel = builder.labels(w.shape());
        builder.delta(input[1], kernel[1]);
        int[] out = new int[rank];
        out[0] = input[0];
        out[1] = kernel[0];
        for (int axis = 2; axis < rank; axis++) {
            Optional<Size> windows = windows(x.shape().size(axis).plus(Size.of(2L * padding)), w.shape().size(axis), stride);
            if (windows.isEmpty()) {
                return Optional.empty();
            }
            out[axis] = builder.label(windows.get());
            builder.where(Size.of(padding), Map.of(input[axis], Size.ONE, out[axis], Size.of(-stride), kernel[axis], Size.of(-1)));
        }
        return Optional.of(builder.factor(x, input).factor(w, kernel).build(out));
    }

    /** The largest entry of each window. */
    public static Optional<Expression> largest(Expression x, int window, int stride) {
        return patches(x, window, stride).map(patches -> Reduction.of(TensorRows.MAXIMUM, patches, patches.shape().rank() - 1));
    }

    /** The mean of each window. */
    public static Optional<Expression> mean(Expression x, int window, int stride) {
        return patches(x, window, stride).map(patches -> {
            int last = patches.shape().rank() - 1;
            ProductBuilder builder = new ProductBuilder().coefficient(Rational.of(1, patches.shape().size(last).literal()));
            int[] labels = builder.labels(patches.shape());
            return builder.factor(patches, labels).build(java.util.Arrays.copyOf(labels, last));
        });
    }

    // The entries of each window along one more axis at the end, so that ties in a window are ties along one axis.
    private static Optional<Expression> patches(Expression x, int window, int stride) {
        ProductBuilder builder = new ProductBuilder();
        int[] input = builder.labels(x.shape());
        List<Integer> out = new ArrayList<>(List.of(input[0], input[1]));
        Map<Integer, Size> digits = new LinkedHashMap<>();
        Size weight = Size.ONE;
        for (int axis = 2; axis < input.length; axis++) {
            Optional<Size> windows = windows(x.shape().size(axis), Size.of(window), stride);
            if (windows.isEmpty()) {
                return Optional.empty();
            }
            int position = builder.label(windows.get());
            int within = builder.label(Size.of(window));
            builder.where(Size.ZERO, Map.of(input[axis], Size.ONE, position, Size.of(-stride), within, Size.of(-1)));
            out.add(position);
            digits.put(within, weight);
            weight = weight.times(Size.of(window));
        }
        int entry = builder.label(weight);
        digits.put(entry, Size.of(-1));
        out.add(entry);
        builder.factor(x, input).where(Size.ZERO, digits);
        return Optional.of(builder.build(out.stream().mapToInt(Integer::intValue).toArray()));
    }
}
