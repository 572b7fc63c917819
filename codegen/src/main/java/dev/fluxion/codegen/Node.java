package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import java.util.List;

/** A tensor of known sizes, computed from others, which go by their numbers in a {@link NodeTable}. */
sealed interface Node {
    /** The sizes of the axes. */
    List<Integer> dims();

    /**
     * A tensor read by a loop.
     *
     * @param node its number
     * @param axes per axis of the tensor, the axis of the loop that it follows; {@code -1 - p} for the fixed position {@code p}
     */
    record Operand(int node, List<Integer> axes) {}

    /** An input of the kernel. */
    record Given(int index, List<Integer> dims) implements Node {}

    /** Known numbers, row-major. */
    record Data(List<Double> entries, List<Integer> dims) implements Node {}

    /** Each entry is the entry program's output for the operands' entries. */
    record Pointwise(Program entry, List<Operand> operands, List<Integer> dims) implements Node {}

    /** A sum over the axes of the loop that follow those of the result. */
    record Total(Operand operand, List<Integer> summed, List<Integer> dims) implements Node {}

    /** Zeros except at the tensor's entries; result axis {@code i} has the index of the tensor's axis {@code axes[i]}. */
    record Diagonal(int node, List<Integer> axes, List<Integer> dims) implements Node {}

    /** Entry {@code i} along an axis is the tensor's at {@code i + offset} where it has one, and 0 elsewhere. */
    record Shift(int node, int axis, int offset, List<Integer> dims) implements Node {}

    /** A product of matrices, m by k and k by n, after the transpositions. */
    record MatrixMultiply(int left, boolean transposeLeft, int right, boolean transposeRight, int m, int n, int k, List<Integer> dims)
            implements Node {}

    /** A function along an axis. */
    record Rows(Operator operator, int node, int axis, List<Integer> dims) implements Node {}

    /** A function of square matrices. */
    record Matrix(Operator operator, List<Integer> nodes, List<Integer> dims) implements Node {}

    /** A tensor of scalars. */
    record Assemble(List<Integer> nodes, List<Integer> dims) implements Node {}

    /** The nodes that this one is computed from. */
    default List<Integer> sources() {
        return switch (this) {
            case Given g -> List.of();
            case Data d -> List.of();
            case Pointwise p -> p.operands.stream().map(Operand::node).toList();
            case Total t -> List.of(t.operand.node);
            case Diagonal d -> List.of(d.node);
            case Shift s -> List.of(s.node);
            case MatrixMultiply m -> List.of(m.left, m.right);
            case Rows r -> List.of(r.node);
            case Matrix m -> m.nodes;
            case Assemble a -> a.nodes;
        };
    }

    /** The number of entries. */
    default int count() {
        return dims().stream().reduce(1, (a, b) -> a * b);
    }
}
