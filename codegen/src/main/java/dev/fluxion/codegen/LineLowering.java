package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Windows that are tensors of their own, with the entries of each along a last axis, and what sums shares of largest entries back to where they came from.
 * Equations tie labels of a far tensor to a place and to a position in the window, which may be a digit of the last label of the near tensor.
 */
final class LineLowering {
    private final NodeTable table;
    private final int[] sizes;
    private final List<Equation> equations;

    private LineLowering(NodeTable table, int[] sizes, List<Equation> equations) {
        this.table = table;
        this.sizes = sizes;
        this.equations = equations;
    }

    /** The node of a contraction of one tensor that lays out windows of it. */
    static Optional<Integer> windows(NodeTable table, int[] sizes, List<Integer> out, List<Operand> groups, List<Equation> equations) {
        if (groups.size() != 1 || !isDistinct(groups.getFirst().axes())) {
            return Optional.empty();
        }
        Operand whole = groups.getFirst();
        List<Integer> dims = out.stream().map(label -> sizes[label]).toList();
        return new LineLowering(table, sizes, equations).lines(out, whole.axes(), table.get(whole.node()).dims())
                .map(lines -> table.enter(new Node.Windowed(whole.node(), lines, dims)));
    }

    /** The node of a contraction of factors with the shares of the largest entries of windows that {@link #windows} laid out. */
    static Optional<Integer> shares(NodeTable table, int[] sizes, List<Integer> out, List<Operand> groups, List<Equation> equations) {
        Optional<Operand> shares = groups.stream().filter(group -> table.get(group.node()) instanceof Node.Shares).findFirst();
        if (groups.size() != 2 || shares.isEmpty() || !isDistinct(shares.get().axes()) || !isDistinct(out)) {
            return Optional.empty();
        }
        Node.Shares node = (Node.Shares) table.get(shares.get().node());
        Node.Extremes extremes = (Node.Extremes) table.get(node.extremes());
        Operand factors = groups.stream().filter(group -> group != shares.get()).findFirst().orElseThrow();
        List<Integer> near = shares.get().axes();
        if (node.axis() != near.size() - 1 || !factors.axes().equals(near.subList(0, near.size() - 1)) || !(table.get(extremes.node()) instanceof Node.Windowed windowed)) {
            return Optional.empty();
        }
        List<Integer> dims = out.stream().map(label -> sizes[label]).toList();
        return new LineLowering(table, sizes, equations).lines(near, out, dims)
                .filter(lines -> lines.equals(windowed.lines()) && dims.equals(table.get(windowed.node()).dims()))
                .map(lines -> LineForms.shared(table, new Node.Shared(windowed.node(), factors.node(), lines, extremes.smallest(), dims)));
    }

    private static boolean isDistinct(List<Integer> labels) {
        return new HashSet<>(labels).size() == labels.size();
    }

    private Optional<Lines> lines(List<Integer> near, List<Integer> far, List<Integer> farDims) {
        if (near.isEmpty() || equations.isEmpty() || near.stream().anyMatch(label -> sizes[label] == 0)) {
            return Optional.empty();
        }
        int last = near.getLast();
        List<Integer> strides = LoopBodies.strides(farDims);
        int[] place = new int[sizes.length]; // by label: what one position more of it moves by
        Set<Integer> open = new HashSet<>(far);
        List<Equation> digits = equations.stream().filter(equation -> equation.labels().stream().noneMatch(far::contains)).toList();
        int offset = 0;
        List<Integer> within = new ArrayList<>();
        for (Equation equation : equations) {
            List<Integer> read = equation.labels().stream().filter(open::contains).toList();
            if (digits.contains(equation)) {
                continue;
            }
            int label = read.isEmpty() ? last : read.getFirst();
            boolean fits = read.size() == 1 && !near.contains(label) && Math.abs(equation.coefficient(label)) == 1 && isWithin(equation, label);
            if (!fits) {
                return Optional.empty();
            }
            open.remove(label);
            int stride = strides.get(far.indexOf(label));
            offset += Math.toIntExact(-equation.coefficient(label) * equation.offset()) * stride;
            for (int other : equation.labels().stream().filter(each -> each != label).toList()) {
                place[other] += Math.toIntExact(-equation.coefficient(label) * equation.coefficient(other)) * stride;
                if (!near.contains(other) || other == last) {
                    within.add(other);
                }
            }
        }
        for (int label : open) {
            if (!near.contains(label) && sizes[label] > 1 || label == last) {
                return Optional.empty();
            }
            place[label] += strides.get(far.indexOf(label));
        }
        List<Integer> axes = near.subList(0, near.size() - 1);
        Set<Integer> known = new HashSet<>(within);
        known.addAll(far);
        known.addAll(near);
        boolean fits = isDistinct(within) && axes.stream().allMatch(label -> place[label] != 0 || sizes[label] == 1)
                && IntStream.range(0, sizes.length).allMatch(label -> known.contains(label) || sizes[label] == 1);
        int start = offset;
        return fits ? line(within, last, place, digits)
                .map(line -> new Lines(axes.stream().map(label -> sizes[label]).toList(), axes.stream().map(label -> place[label]).toList(), start,
                line)) : Optional.empty();
    }

    // Every position of the window at every place lies within the tensor.
    private boolean isWithin(Equation equation, int label) {
        long least = -equation.coefficient(label) * equation.offset();
        long most = least;
        for (int other : equation.labels()) {
            if (other != label) {
                long reach = -equation.coefficient(label) * equation.coefficient(other) * (sizes[other] - 1);
                least += Math.min(0, reach);
                most += Math.max(0, reach);
            }
        }
        return least >= 0 && most < sizes[label];
    }

    // Where the entries of a window lie: along the last label itself, or along labels that are its digits.
    private Optional<List<Integer>> line(List<Integer> within, int last, int[] place, List<Equation> number) {
        if (within.equals(List.of(last)) && number.isEmpty()) {
            return Optional.of(IntStream.range(0, sizes[last]).mapToObj(i -> i * place[last]).toList());
        }
        if (number.size() != 1 || within.contains(last) || !number.getFirst().labels().contains(last)) {
            return Optional.empty();
        }
        Equation digits = number.getFirst();
        long sign = -digits.coefficient(last);
        List<Integer> order = within.stream().filter(digits.labels()::contains).sorted(Comparator.comparingLong(label -> sign * digits.coefficient(label))).toList();
        long weight = 1;
        for (int label : order) {
            if (sign * digits.coefficient(label) != weight) {
                return Optional.empty();
            }
            weight *= sizes[label];
        }
        if (Math.abs(sign) != 1 || digits.offset() != 0 || weight != sizes[last] || digits.labels().size() != order.size() + 1 || order.size() != within.size()) {
            return Optional.empty();
        }
        List<Integer> reversed = order.reversed();
        return Optional.of(IntStream.of(WindowSum.places(reversed.stream().map(label -> sizes[label]).toList(), reversed.stream().map(label -> place[label]).toList()))
                .boxed().toList());
    }
}
