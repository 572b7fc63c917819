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

    /** A tensor to which another is added on a diagonal, along the axes of a {@link Diagonal}. */
    record Raised(int base, int core, List<Integer> axes, List<Integer> dims) implements Node {}

    /** Entry {@code i} along an axis is the tensor's at {@code i + offset} where it has one, and 0 elsewhere. */
    record Shift(int node, int axis, int offset, List<Integer> dims) implements Node {}

    /** A product of matrices, m by k and k by n, after the transpositions. */
    record MatrixMultiply(int left, boolean transposeLeft, int right, boolean transposeRight, int m, int n, int k, List<Integer> dims)
            implements Node {}

    /** Sums over windows of a tensor {@code x}, with factors {@code w}. */
    record Windows(int x, int w, WindowSum sum, List<Integer> dims) implements Node {}

    /** Lines of a tensor along a last axis. */
    record Windowed(int node, Lines lines, List<Integer> dims) implements Node {}

    /** One entry of each line of a tensor. */
    record Strided(int node, int offset, List<Integer> strides, List<Integer> dims) implements Node {}

    /** Tensors with the entries of lines, of which no two meet: the first entry of each, the second, and so on; zeros between. */
    record Placed(List<Integer> nodes, Lines lines, List<Integer> dims) implements Node {}

    /** The largest entry of each line. */
    record Largest(int node, Lines lines, List<Integer> dims) implements Node {}

    /** The factor of each line in equal shares at its largest entries, or its smallest; what several lines bring to an entry is added up. */
    record Shared(int node, int factors, Lines lines, boolean smallest, List<Integer> dims) implements Node {}

    /** A function along an axis. */
    record Rows(Operator operator, int node, int axis, List<Integer> dims) implements Node {}

    /**
     * Where the largest entries along an axis are, or the smallest, as {@link Extremes} stores them: along a last axis.
     *
     * @param axis of the tensor, which the result does not have
     */
    record Extremes(int node, int axis, boolean smallest, List<Integer> dims) implements Node {}

    /** Equal shares of one at the places that {@link Extremes} give along an axis of the result, and zeros elsewhere. */
    record Shares(int extremes, int axis, List<Integer> dims) implements Node {}

    /** A function of square matrices. */
    record Matrix(Operator operator, List<Integer> nodes, List<Integer> dims) implements Node {}

    /**
     * The entries of a tensor at computed places, 0 where there is none. A number {@code v = offset + Σ index·coefficient} is divided by the divisor
     * and taken apart into digits; the place is {@code Σ index·stride + Σ digit·stride}.
     *
     * @param strides one per axis of the result
     * @param coefficients one per axis of the result
     * @param digits from the lowest on
     */
    record Picked(int node, List<Integer> strides, List<Long> coefficients, long offset, long divisor, List<Digit> digits, List<Integer> dims)
            implements Node {
        /** A digit below {@code base}, and how far apart its values are in the tensor. */
        record Digit(int base, int stride) {}

        /** The place of each entry in the tensor, or −1. */
        int[] positions() {
            int[] positions = new int[count()];
            int[] index = new int[dims.size()];
            for (int i = 0; i < positions.length; i++) {
                int rest = i;
                for (int axis = index.length - 1; axis >= 0; axis--) {
                    index[axis] = rest % dims.get(axis);
                    rest /= dims.get(axis);
                }
                positions[i] = position(index);
            }
            return positions;
        }

        private int position(int[] index) {
            long value = offset;
            int place = 0;
            for (int axis = 0; axis < index.length; axis++) {
                value += coefficients.get(axis) * index[axis];
                place += strides.get(axis) * index[axis];
            }
            if (value < 0 || value % divisor != 0) {
                return -1;
            }
            value /= divisor;
            for (Digit digit : digits) {
                place += (int) (value % digit.base) * digit.stride;
                value /= digit.base;
            }
            return value == 0 ? place : -1;
        }
    }

    /** Powers of a tensor's entries, with so many exponents from {@code first} on, along a first axis of their own. */
    record Powers(int node, int first, int exponents, List<Integer> dims) implements Node {}

    /**
     * A sum of products of which few are not zero: term {@code i} is {@code coefficients[i]} times an entry of each tensor.
     *
     * @param targets for each term, the entry of the result
     * @param nodes the tensors
     * @param places for each tensor, the entry of each term
     */
    record Sparse(List<Double> coefficients, List<Integer> targets, List<Integer> nodes, List<List<Integer>> places, List<Integer> dims) implements Node {}

    /** Room for the entries of a tensor in another order. */
    record Room(int number, List<Integer> dims) implements Node {}

    /** A tensor of scalars. */
    record Assemble(List<Integer> nodes, List<Integer> dims) implements Node {}

    /**
     * What some tensors end in, one behind the other, when programs are executed once for each whole number of a range.
     *
     * @param counts how many tensors each pass carries along
     * @param bodies of each pass: from all that are carried, the index and what stays the same, the tensors that its own become
     * @param nodes what the carried tensors start as, the first and last index, and what stays the same
     * @param results which of the carried tensors
     */
    record Repeat(List<Integer> counts, List<TensorProgram> bodies, List<Integer> nodes, List<Integer> results, List<Integer> dims) implements Node {}

    /** The nodes that this one is computed from. */
    default List<Integer> sources() {
        return switch (this) {
            case Given g -> List.of();
            case Data d -> List.of();
            case Room r -> List.of();
            case Powers p -> List.of(p.node);
            case Sparse s -> s.nodes;
            case Pointwise p -> p.operands.stream().map(Operand::node).toList();
            case Total t -> List.of(t.operand.node);
            case Diagonal d -> List.of(d.node);
            case Raised r -> List.of(r.base, r.core);
            case Shift s -> List.of(s.node);
            case MatrixMultiply m -> List.of(m.left, m.right);
            case Windows w -> List.of(w.x, w.w);
            case Windowed w -> List.of(w.node);
            case Strided s -> List.of(s.node);
            case Placed p -> p.nodes;
            case Largest l -> List.of(l.node);
            case Shared s -> List.of(s.node, s.factors);
            case Rows r -> List.of(r.node);
            case Extremes e -> List.of(e.node);
            case Shares s -> List.of(s.extremes);
            case Matrix m -> m.nodes;
            case Assemble a -> a.nodes;
            case Picked p -> List.of(p.node);
            case Repeat r -> r.nodes;
        };
    }

    /** The number of entries. */
    default int count() {
        return dims().stream().reduce(1, (a, b) -> a * b);
    }
}
