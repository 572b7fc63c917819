package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.codegen.WindowSum.Axis;
import dev.fluxion.codegen.WindowSum.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A contraction of two tensors whose labels are tied by equations, as one sum over windows: each equation tells where along an axis of one tensor it is
 * read, from a label of the result and one of the other tensor. Which formula that comes from does not matter.
 */
final class WindowLowering {
    /**
     * An equation solved for the label of the tensor that is read in windows.
     *
     * @param place the label of the result
     * @param tap the label of the other tensor
     */
    private record Solved(Equation equation, int read, int place, int tap) {
        private int step(int label) {
            return Math.toIntExact(-Long.signum(equation.coefficient(read)) * equation.coefficient(label));
        }

        private int offset() {
            return Math.toIntExact(-Long.signum(equation.coefficient(read)) * equation.offset());
        }

        private int divisor() {
            return Math.toIntExact(Math.abs(equation.coefficient(read)));
        }
    }

    private record Reading(Operand x, Operand w, List<Solved> windows) {}

    private final NodeTable table;
    private final int[] sizes;
    private final List<Integer> out;

    private WindowLowering(NodeTable table, int[] sizes, List<Integer> out) {
        this.table = table;
        this.sizes = sizes;
        this.out = out;
    }

    /**
     * The node of a contraction, if it is a sum over windows.
     *
     * @param groups its factors, each with distinct labels
     * @param out the labels of the result
     */
    static Optional<Integer> of(NodeTable table, int[] sizes, List<Integer> out, List<Operand> groups, List<Equation> equations) {
        return alone(table, sizes, out, groups, equations).or(() -> opened(table, sizes, out, groups, equations));
    }

    // Tensors that are nothing but entries of others where equations hold, as x[i + j - 1] is, are opened.
    private static Optional<Integer> opened(NodeTable table, int[] sizes, List<Integer> out, List<Operand> groups, List<Equation> equations) {
        int[] all = sizes;
        List<Operand> operands = new ArrayList<>();
        List<Equation> ties = new ArrayList<>(equations);
        for (Operand group : groups) {
            Optional<NodeTable.Gathered> gathered = table.gathered(group.node());
            if (gathered.isEmpty()) {
                operands.add(group);
            } else {
                NodeTable.Gathered inner = gathered.get();
                int shift = all.length - group.axes().size(); // labels behind the axes are new
                IntUnaryOperator label = own -> own < group.axes().size() ? group.axes().get(own) : own + shift;
                all = IntStream.concat(IntStream.of(all), IntStream.of(inner.sizes()).skip(group.axes().size())).toArray();
                operands.add(new Operand(inner.operand().node(), inner.operand().axes().stream().map(label::applyAsInt).toList()));
                inner.equations().forEach(tie -> ties.add(new Equation(tie.labels().stream().map(label::applyAsInt).toList(), tie.coefficients(), tie.offset())));
            }
        }
        return ties.size() == equations.size() ? Optional.empty() : alone(table, all, out, operands, ties);
    }

    private static Optional<Integer> alone(NodeTable table, int[] sizes, List<Integer> out, List<Operand> groups, List<Equation> equations) {
        boolean fits = groups.size() == 2 && groups.stream().allMatch(group -> new HashSet<>(group.axes()).size() == group.axes().size())
                && !equations.isEmpty() && equations.stream().allMatch(equation -> equation.labels().size() == 3)
                && equations.stream().map(Equation::labels).flatMap(List::stream).distinct().count() == 3L * equations.size()
                && IntStream.of(sizes).allMatch(size -> size > 0);
        if (!fits) {
            return Optional.empty();
        }
        WindowLowering lowering = new WindowLowering(table, sizes, out);
        List<Operand> operands = groups.stream().map(lowering::peeled).toList();
        return Stream.of(lowering.reading(operands.get(0), operands.get(1), equations), lowering.reading(operands.get(1), operands.get(0), equations))
                .flatMap(Optional::stream).min(Comparator.comparingLong(lowering::terms)).map(lowering::node);
    }

    // Views are read where they lie.
    private Operand peeled(Operand operand) {
        Operand inner = table.peeled(operand);
        boolean plain = inner.axes().stream().allMatch(label -> label >= 0) && new HashSet<>(inner.axes()).size() == inner.axes().size()
                && Set.copyOf(inner.axes()).equals(Set.copyOf(operand.axes()));
        return plain ? inner : operand;
    }

    private Optional<Reading> reading(Operand x, Operand w, List<Equation> equations) {
        List<Solved> solved = equations.stream().map(equation -> solved(equation, x, w)).flatMap(Optional::stream).toList();
        Set<Integer> tied = new HashSet<>();
        equations.forEach(equation -> tied.addAll(equation.labels()));
        boolean others = IntStream.range(0, sizes.length).filter(label -> sizes[label] > 1 && !tied.contains(label))
                .allMatch(label -> users(label, x, w) == 0 || users(label, x, w) == 2);
        return solved.size() == equations.size() && others ? Optional.of(new Reading(x, w, solved)) : Optional.empty();
    }

    private int users(int label, Operand x, Operand w) {
        return (x.axes().contains(label) ? 1 : 0) + (w.axes().contains(label) ? 1 : 0) + (out.contains(label) ? 1 : 0);
    }

    private Optional<Solved> solved(Equation equation, Operand x, Operand w) {
        Optional<Integer> read = only(equation, label -> x.axes().contains(label) && users(label, x, w) == 1);
        Optional<Integer> place = only(equation, label -> out.contains(label) && users(label, x, w) == 1);
        Optional<Integer> tap = only(equation, label -> w.axes().contains(label) && users(label, x, w) == 1);
        return read.isPresent() && place.isPresent() && tap.isPresent() ? Optional.of(new Solved(equation, read.get(), place.get(), tap.get())) : Optional.empty();
    }

    private static Optional<Integer> only(Equation equation, Predicate<Integer> is) {
        List<Integer> labels = equation.labels().stream().filter(is).toList();
        return labels.size() == 1 ? Optional.of(labels.getFirst()) : Optional.empty();
    }

    private long terms(Reading reading) {
        Set<Integer> read = new HashSet<>(reading.windows.stream().map(Solved::read).toList());
        return IntStream.range(0, sizes.length).filter(label -> !read.contains(label)).mapToLong(label -> sizes[label]).reduce(1, (a, b) -> a * b);
    }

    private int node(Reading reading) {
        List<Integer> dims = out.stream().map(label -> sizes[label]).toList();
        List<Axis> batch = new ArrayList<>();
        List<Axis> rows = new ArrayList<>();
        List<Axis> summed = new ArrayList<>();
        for (int label : Stream.concat(out.stream(), reading.w.axes().stream()).distinct().toList()) {
            Axis axis = new Axis(sizes[label], stride(reading.x, label), stride(reading.w, label), stride(out, dims, label));
            boolean tied = reading.windows.stream().anyMatch(window -> window.equation.labels().contains(label));
            if (!tied && axis.size() > 1) {
                (axis.w() == 0 ? batch : axis.x() == 0 ? rows : summed).add(axis);
            }
        }
        // In the order of the result's axes, so that places that follow each other lie side by side.
        List<Window> windows = reading.windows.stream().sorted(Comparator.comparing(window -> out.indexOf(window.place)))
                .map(window -> window(reading, window, dims)).toList();
        return table.enter(new Node.Windows(reading.x.node(), reading.w.node(), new WindowSum(batch, rows, summed, windows), dims));
    }

    private Window window(Reading reading, Solved solved, List<Integer> dims) {
        return new Window(sizes[solved.read], stride(reading.x, solved.read), sizes[solved.place], stride(out, dims, solved.place), sizes[solved.tap],
                stride(reading.w, solved.tap), solved.step(solved.place), solved.step(solved.tap), solved.offset(), solved.divisor());
    }

    private int stride(Operand operand, int label) {
        return stride(operand.axes(), table.get(operand.node()).dims(), label);
    }

    private static int stride(List<Integer> labels, List<Integer> dims, int label) {
        int axis = labels.indexOf(label);
        return axis < 0 ? 0 : LoopBodies.strides(dims).get(axis);
    }
}
