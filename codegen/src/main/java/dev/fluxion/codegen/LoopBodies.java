package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.codegen.Step.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The body of one loop: what its nodes compute in place for an index, and which entries it reads. */
final class LoopBodies {
    private record Visit(int node, List<Integer> axes) {}

    private final NodeTable table;
    private final IntPredicate stored;
    private final List<Integer> sizes;
    private final List<Access> reads = new ArrayList<>();
    private final Map<Visit, Integer> values = new HashMap<>();
    private final ProgramBuilder code = new ProgramBuilder(0);

    /**
     * @param stored whether a node is read from its array
     * @param sizes of the axes of the loop
     */
    LoopBodies(NodeTable table, IntPredicate stored, List<Integer> sizes) {
        this.table = table;
        this.stored = stored;
        this.sizes = sizes;
    }

    /** The loop that computes a node entry by entry into its own array. */
    static Step.Loop of(NodeTable table, IntPredicate stored, int number, Node.Pointwise node) {
        LoopBodies bodies = new LoopBodies(table, stored, node.dims());
        int output = bodies.entry(node, identity(node.dims().size()));
        return bodies.loop(output, node.dims().size(), new Access(number, 0, strides(node.dims())));
    }

    /** The loop that adds up an operand. */
    static Step.Loop of(NodeTable table, IntPredicate stored, int number, Node.Total node) {
        List<Integer> sizes = new ArrayList<>(node.dims());
        sizes.addAll(node.summed());
        LoopBodies bodies = new LoopBodies(table, stored, sizes);
        int output = bodies.value(node.operand().node(), node.operand().axes());
        List<Integer> strides = new ArrayList<>(strides(node.dims()));
        strides.addAll(Collections.nCopies(node.summed().size(), 0));
        return bodies.loop(output, node.dims().size(), new Access(number, 0, strides));
    }

    /** The loop that stores an operand on a diagonal. */
    static Step.Loop of(NodeTable table, IntPredicate stored, int number, Node.Diagonal node) {
        List<Integer> sizes = table.get(node.node()).dims();
        LoopBodies bodies = new LoopBodies(table, stored, sizes);
        int output = bodies.value(node.node(), identity(sizes.size()));
        List<Integer> outer = strides(node.dims());
        Integer[] strides = new Integer[sizes.size()];
        java.util.Arrays.fill(strides, 0);
        for (int axis = 0; axis < outer.size(); axis++) {
            strides[node.axes().get(axis)] += outer.get(axis);
        }
        return bodies.loop(output, sizes.size(), new Access(number, 0, List.of(strides)));
    }

    /** The loop that copies what a shift leaves within the tensor. */
    static Step.Loop of(NodeTable table, int number, Node.Shift node) {
        List<Integer> from = strides(table.get(node.node()).dims());
        List<Integer> to = strides(node.dims());
        int first = Math.max(0, -node.offset());
        int end = Math.min(node.dims().get(node.axis()), table.get(node.node()).dims().get(node.axis()) - node.offset());
        List<Integer> sizes = new ArrayList<>(node.dims());
        sizes.set(node.axis(), Math.max(0, end - first));
        Access read = new Access(node.node(), (first + node.offset()) * from.get(node.axis()), from);
        Program copy = new Program(1, List.of(new Instruction.Input(0)), List.of(0));
        return Loops.normalized(new Step.Loop(sizes, sizes.size(), List.of(read), copy, new Access(number, first * to.get(node.axis()), to)));
    }

    private static List<Integer> identity(int rank) {
        return java.util.stream.IntStream.range(0, rank).boxed().toList();
    }

    static List<Integer> strides(List<Integer> dims) {
        Integer[] strides = new Integer[dims.size()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims.get(axis);
        }
        return List.of(strides);
    }

    private Step.Loop loop(int output, int outer, Access write) {
        Program body = code.build(List.of(output), reads.size());
        return Loops.normalized(new Step.Loop(sizes, outer, reads, body, write));
    }

    private int value(int node, List<Integer> axes) {
        Integer known = values.get(new Visit(node, axes));
        if (known == null) {
            known = compute(node, axes);
            values.put(new Visit(node, axes), known);
        }
        return known;
    }

    private int compute(int node, List<Integer> axes) {
        if (table.isNumber(node)) {
            return code.number(table.numberOf(node));
        }
        if (!stored.test(node) && table.get(node) instanceof Node.Shift s) {
            return read(s.node(), axes, s.offset() * strides(table.get(s.node()).dims()).get(s.axis()));
        }
        return !stored.test(node) && table.get(node) instanceof Node.Pointwise p ? entry(p, axes) : read(node, axes, 0);
    }

    private int entry(Node.Pointwise node, List<Integer> axes) {
        int[] given = node.operands().stream().mapToInt(operand -> value(operand.node(), composed(operand, axes))).toArray();
        return code.inline(node.entry(), given);
    }

    private static List<Integer> composed(Operand operand, List<Integer> axes) {
        return operand.axes().stream().map(axis -> axis < 0 ? axis : axes.get(axis)).toList();
    }

    private int read(int node, List<Integer> axes, int from) {
        Integer[] strides = new Integer[sizes.size()];
        java.util.Arrays.fill(strides, 0);
        List<Integer> own = strides(table.get(node).dims());
        int offset = from;
        for (int axis = 0; axis < own.size(); axis++) {
            if (axes.get(axis) < 0) {
                offset += (-1 - axes.get(axis)) * own.get(axis);
            } else {
                strides[axes.get(axis)] += own.get(axis);
            }
        }
        Access access = new Access(node, offset, List.of(strides));
        if (!reads.contains(access)) {
            reads.add(access);
        }
        return code.input(reads.indexOf(access));
    }
}
