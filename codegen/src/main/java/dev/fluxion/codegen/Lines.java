package dev.fluxion.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines of entries of a tensor, one for each combination of positions on some axes: the windows of a pooling.
 *
 * @param sizes of those axes
 * @param strides of those axes in the tensor
 * @param offset of the first line
 * @param line where the entries of a line lie, from its beginning
 */
record Lines(List<Integer> sizes, List<Integer> strides, int offset, List<Integer> line) {
    Lines {
        sizes = List.copyOf(sizes);
        strides = List.copyOf(strides);
        line = List.copyOf(line);
    }

    /** How many lines there are. */
    int count() {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    /** Where each line begins, the last axis varying fastest. */
    int[] starts() {
        return IntStream.of(WindowSum.places(sizes, strides)).map(place -> offset + place).toArray();
    }

    /** Where each entry of each line lies. */
    int[] positions() {
        int[] starts = starts();
        return IntStream.range(0, starts.length * line.size()).map(i -> starts[i / line.size()] + line.get(i % line.size())).toArray();
    }

    /** The first entry that may be visited. */
    int least() {
        return offset + IntStream.range(0, sizes.size()).map(axis -> Math.min(0, (sizes.get(axis) - 1) * strides.get(axis))).sum()
                + line.stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    /** The last entry that may be visited. */
    int most() {
        return offset + IntStream.range(0, sizes.size()).map(axis -> Math.max(0, (sizes.get(axis) - 1) * strides.get(axis))).sum()
                + line.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The same lines with axes that follow each other made one, and without those of size one. */
    Lines normalized() {
        List<Integer> mergedSizes = new ArrayList<>();
        List<Integer> mergedStrides = new ArrayList<>();
        for (int axis = 0; axis < sizes.size(); axis++) {
            int last = mergedSizes.size() - 1;
            if (last >= 0 && mergedStrides.get(last) == sizes.get(axis) * strides.get(axis)) {
                mergedSizes.set(last, mergedSizes.get(last) * sizes.get(axis));
                mergedStrides.set(last, strides.get(axis));
            } else if (sizes.get(axis) > 1) {
                mergedSizes.add(sizes.get(axis));
                mergedStrides.add(strides.get(axis));
            }
        }
        return new Lines(mergedSizes, mergedStrides, offset, line);
    }

    /** The lines at the first position of the first axis; all there are where there is no axis. */
    Lines first() {
        return sizes.isEmpty() ? this : new Lines(sizes.subList(1, sizes.size()), strides.subList(1, strides.size()), offset, line);
    }
}
