package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The numbers of a {@link PatternedTensor}: those of its blocks alone.
 *
 * <p>Source: by definition: a sum of outer products, contracted factor by factor.
 */
public final class PatternedValue {
    /**
     * A small tensor within the whole one.
     *
     * @param core its numbers
     * @param axes for each of its axes those of the whole tensor that it runs along
     */
    record Block(Value core, List<List<Integer>> axes) {}

    /** A tensor whose axes carry labels: each the first of the axes that are tied to it. */
    private record Labelled(Value value, List<Integer> labels) {}

    private final int[] sizes;
    private final List<List<Block>> parts;

    PatternedValue(int[] sizes, List<List<Block>> parts) {
        this.sizes = sizes;
        this.parts = parts;
    }

    /** How many numbers are kept. */
    public long numbers() {
        return parts.stream().flatMap(List::stream).mapToLong(block -> block.core.entries().length).sum();
    }

    /** All numbers of the tensor. */
    public Value dense() {
        Value result = new Value(sizes, new double[Arrays.stream(sizes).reduce(1, Math::multiplyExact)]);
        for (List<Block> part : parts) {
            add(part, Value.of(1), sizes.length, result.entries());
        }
        return result;
    }

    /**
     * The sum over the last axes of the tensor times a direction along them; the tensor is not formed.
     *
     * @throws IllegalArgumentException if the direction has other sizes than these axes
     */
    public Value times(Value direction) {
        int front = sizes.length - direction.rank();
        if (front < 0 || !Arrays.equals(Arrays.copyOfRange(sizes, front, sizes.length), direction.sizes())) {
            throw new IllegalArgumentException("a direction of sizes " + Arrays.toString(direction.sizes()) + " for the last axes of " + Arrays.toString(sizes));
        }
        int[] left = Arrays.copyOf(sizes, front);
        Value result = new Value(left, new double[Arrays.stream(left).reduce(1, Math::multiplyExact)]);
        for (List<Block> part : parts) {
            add(part, direction, front, result.entries());
        }
        return result;
    }

    // The smallest products first: what is summed is gone before what is large comes in.
    private void add(List<Block> part, Value direction, int front, double[] result) {
        int[] first = IntStream.range(0, sizes.length).toArray();
        part.forEach(block -> block.axes.forEach(tied -> tied.forEach(axis -> first[axis] = tied.getFirst())));
        Labelled product = new Labelled(direction, IntStream.range(front, sizes.length).mapToObj(axis -> first[axis]).toList());
        List<Labelled> left = new ArrayList<>(part.stream().map(block -> new Labelled(block.core, block.axes.stream().map(List::getFirst).toList())).toList());
        List<Integer> wanted = IntStream.range(0, front).mapToObj(axis -> first[axis]).distinct().toList();
        while (!left.isEmpty()) {
            Labelled before = product;
            Labelled next = left.stream().min(Comparator.comparingLong(block -> volume(kept(before, block, left, wanted)))).orElseThrow();
            product = times(before, next, kept(before, next, left, wanted));
            left.remove(next);
        }
        scatter(product, first, front, result);
    }

    private long volume(List<Integer> labels) {
        return labels.stream().mapToLong(label -> sizes[label]).reduce(1, Math::multiplyExact);
    }

    private static List<Integer> kept(Labelled product, Labelled block, List<Labelled> left, List<Integer> wanted) {
        TreeSet<Integer> labels = new TreeSet<>(product.labels);
        labels.addAll(block.labels);
        labels.removeIf(label -> !wanted.contains(label) && left.stream().noneMatch(other -> other != block && other.labels.contains(label)));
        return List.copyOf(labels);
    }

    private Labelled times(Labelled a, Labelled b, List<Integer> kept) {
        TreeSet<Integer> all = new TreeSet<>(a.labels);
        all.addAll(b.labels);
        int[] dims = kept.stream().mapToInt(label -> sizes[label]).toArray();
        double[] result = new double[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
        Map<Integer, Integer> at = new HashMap<>();
        all.forEach(label -> at.put(label, 0));
        if (volume(List.copyOf(all)) > 0) {
            do {
                result[place(kept, at)] += a.value.entries()[place(a.labels, at)] * b.value.entries()[place(b.labels, at)];
            } while (next(at));
        }
        return new Labelled(new Value(dims, result), kept);
    }

    private int place(List<Integer> labels, Map<Integer, Integer> at) {
        int place = 0;
        for (int label : labels) {
            place = place * sizes[label] + at.get(label);
        }
        return place;
    }

    private boolean next(Map<Integer, Integer> at) {
        for (var entry : at.entrySet()) {
            if (entry.getValue() + 1 < sizes[entry.getKey()]) {
                entry.setValue(entry.getValue() + 1);
                return true;
            }
            entry.setValue(0);
        }
        return false;
    }

    private void scatter(Labelled product, int[] first, int front, double[] result) {
        Map<Integer, Integer> at = new HashMap<>();
        product.labels.forEach(label -> at.put(label, 0));
        if (volume(product.labels) > 0) {
            do {
                int place = 0;
                for (int axis = 0; axis < front; axis++) {
                    place = place * sizes[axis] + at.get(first[axis]);
                }
                result[place] += product.value.entries()[place(product.labels, at)];
            } while (next(at));
        }
    }
}
