package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One step of a {@link TensorProgram}; arrays go by number. */
public sealed interface Step {
    /** In the place of the number of an array: a block of a product, which each thread holds until the loops on it have run. */
    int BLOCK = -1;

    /** The arrays that it writes, one after the other. */
    default List<Integer> results() {
        return List.of(result());
    }

    /**
     * Entries that a loop visits: {@code array[offset + Σ index·stride]}.
     *
     * @param strides one per axis of the loop
     */
    record Access(int array, int offset, List<Integer> strides) {
        /** Copies. */
        public Access {
            strides = List.copyOf(strides);
        }
    }

    /**
     * For every index, the body's output for the entries read is stored, or added up over the axes after the first {@code outer}.
     *
     * @param sizes of the axes
     * @param outer how many axes the result has
     */
    record Loop(List<Integer> sizes, int outer, List<Access> reads, Program body, Access write) implements Step {
        /** Copies. */
        public Loop {
            sizes = List.copyOf(sizes);
            reads = List.copyOf(reads);
        }

        /** What is read, and what is written. */
        Stream<Access> accesses() {
            return Stream.concat(reads.stream(), Stream.of(write));
        }

        /** Whether entries are added up. */
        boolean sums() {
            return outer < sizes.size();
        }

        /** How many times the body is executed. */
        long iterations() {
            return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        }
    }

    /** Zeros everywhere. */
    record Clear(int array, int entries) implements Step {}

    /**
     * A product of row-major matrices, {@code m} by {@code k} and {@code k} by {@code n} after the transpositions.
     *
     * @param symmetric whether it is known to equal its transpose: entries below the diagonal are then copies of those above it
     */
    record Multiply(int left, boolean transposeLeft, int right, boolean transposeRight, int result, int m, int n, int k, boolean symmetric) implements Step {}

    /**
     * A product and loops over its entries: they follow on each block of it as soon as that is there, one loop after the other.
     *
     * @param loops over {@code m} rows and {@code n} columns, without sums; what they read of the product and of each other is the entry at the same place
     */
    record Fused(Multiply product, List<Loop> loops) implements Step {
        /** Copies. */
        public Fused {
            loops = List.copyOf(loops);
        }

        /** Whether of the product no more than a block is kept at a time. */
        boolean inBlocks() {
            return product.result == BLOCK;
        }

        @Override
        public List<Integer> results() {
            return Stream.concat(Stream.of(product.result), loops.stream().map(Loop::result)).toList();
        }

        private List<Integer> given() {
            return Stream.concat(product.sources().stream(), loops.stream().flatMap(loop -> loop.sources().stream()).filter(read -> !results().contains(read)))
                    .distinct().toList();
        }
    }

    /** Sums over windows of {@code x}, with factors {@code w}. */
    record Windows(int x, int w, int result, WindowSum sum) implements Step {}

    /** The largest entry of each line. */
    record Largest(int operand, int result, Lines lines) implements Step {}

    /**
     * Clears the result and adds the factor of each line there, in equal shares at its largest entries or its smallest.
     *
     * @param entries of the result
     */
    record Shared(int operand, int factors, int result, Lines lines, boolean smallest, int entries) implements Step {}

    /**
     * A function along an axis.
     *
     * @param slices how many lines there are
     * @param count entries of a line
     * @param stride their distance
     */
    record Rows(Operator operator, int operand, int result, int slices, int count, int stride) implements Step {
        /** Where a line begins in the operand, and in the result where the axis is kept. */
        int offset(int slice) {
            return Step.offset(slice, stride, count);
        }

        /** Computes a line by what the operator does along an axis. */
        void apply(Operator.Slice function, int slice, double[] operand, double[] result) {
            int offset = offset(slice);
            boolean keeps = operator.keepsAxis();
            function.apply(operand, offset, stride, count, result, keeps ? offset : slice, keeps ? stride : 1);
        }
    }

    /** Where a line begins among others of so many entries, so far apart. */
    static int offset(int line, int stride, int count) {
        return line / stride * stride * count + line % stride;
    }

    /** Where the largest entries of lines are, or the smallest, as {@link dev.fluxion.codegen.Extremes} stores them. */
    record Extremes(int operand, int result, int slices, int count, int stride, boolean smallest) implements Step {}

    /** Equal shares of one at the places that {@link Extremes} found in lines, and zeros elsewhere. */
    record Shares(int extremes, int result, int slices, int count, int stride) implements Step {}

    /**
     * A loop that visits along one axis only what {@link Extremes} found, and adds to a result that was cleared.
     *
     * @param axis the axis
     * @param places where what is stored of a line begins; the same along the axis
     */
    record Chosen(Loop loop, int axis, Access places) implements Step {
        /** How many times the body is executed where one place is found. */
        long iterations() {
            return loop.iterations() / Math.max(1, loop.sizes.get(axis));
        }
    }

    /** A function of square matrices of order n. */
    record Matrix(Operator operator, List<Integer> operands, List<Integer> counts, int result, int n) implements Step {}

    /** Entries at the given places, 0 where the place is −1. The array of places is not copied: nobody may write to it. */
    record Pick(int operand, int result, int[] positions) implements Step {}

    /**
     * Powers of entries, from {@code first} on; those of one exponent lie side by side.
     *
     * @param count how many exponents
     * @param entries how many entries
     */
    record Powers(int operand, int result, int first, int count, int entries) implements Step {}

    /**
     * Adds products to entries of a result, one after the other.
     *
     * @param places for each operand, the entry that each term reads
     */
    record Sparse(int result, double[] coefficients, int[] targets, List<Integer> operands, List<int[]> places) implements Step {
        static Sparse of(int result, Node.Sparse node) {
            return new Sparse(result, node.coefficients().stream().mapToDouble(Double::doubleValue).toArray(), array(node.targets()), node.nodes(),
                    node.places().stream().map(Sparse::array).toList());
        }

        private static int[] array(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** The entries of a tensor, row-major, each the only entry of an array. */
    record Assemble(List<Integer> operands, int result) implements Step {}

    /**
     * Programs that are executed once for each whole number of a range, passes up and down in turn; the result is what some of the tensors end in, one
     * behind the other.
     *
     * @param counts how many tensors each pass carries along
     * @param bodies of each pass: from all that are carried, the index and what stays the same, the tensors that its own become
     * @param operands what the carried tensors start as, the first and last index, and what stays the same
     * @param ends which of the carried tensors the result has
     * @param rounds how many there are, where that is known, else 1
     */
    record Repeat(List<Integer> counts, List<TensorProgram> bodies, List<Integer> operands, List<Integer> ends, int result, int rounds) implements Step {
        /** How many tensors are carried along in all. */
        int carried() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        /** The first tensor that a pass carries. */
        int start(int pass) {
            return counts.subList(0, pass).stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** The arrays that are read. */
    default List<Integer> sources() {
        return switch (this) {
            case Loop l -> l.reads.stream().map(Access::array).toList();
            case Clear c -> List.of();
            case Multiply m -> List.of(m.left, m.right);
            case Fused f -> f.given();
            case Windows w -> List.of(w.x, w.w);
            case Largest l -> List.of(l.operand);
            case Shared s -> List.of(s.operand, s.factors);
            case Rows r -> List.of(r.operand);
            case Extremes e -> List.of(e.operand);
            case Shares s -> List.of(s.extremes);
            case Chosen c -> Stream.concat(c.loop.reads.stream(), Stream.of(c.places)).map(Access::array).toList();
            case Matrix m -> m.operands;
            case Assemble a -> a.operands;
            case Pick p -> List.of(p.operand);
            case Powers p -> List.of(p.operand);
            case Sparse s -> s.operands;
            case Repeat r -> r.operands;
        };
    }

    /** The array that is written. */
    default int result() {
        return switch (this) {
            case Loop l -> l.write.array;
            case Clear c -> c.array;
            case Multiply m -> m.result;
            case Fused f -> f.inBlocks() ? f.loops.getFirst().result() : f.product.result;
            case Windows w -> w.result;
            case Largest l -> l.result;
            case Shared s -> s.result;
            case Rows r -> r.result;
            case Extremes e -> e.result;
            case Shares s -> s.result;
            case Chosen c -> c.loop.result();
            case Matrix m -> m.result;
            case Assemble a -> a.result;
            case Pick p -> p.result;
            case Powers p -> p.result;
            case Sparse s -> s.result;
            case Repeat r -> r.result;
        };
    }

    /**
     * The same step on other arrays.
     *
     * @param rename gives the new number of an array
     */
    default Step withArrays(IntUnaryOperator rename) {
        return switch (this) {
            case Loop l -> renamed(l, rename);
            case Extremes e -> new Extremes(rename.applyAsInt(e.operand), rename.applyAsInt(e.result), e.slices, e.count, e.stride, e.smallest);
            case Shares s -> new Shares(rename.applyAsInt(s.extremes), rename.applyAsInt(s.result), s.slices, s.count, s.stride);
            case Chosen c -> new Chosen(renamed(c.loop, rename), c.axis, renamed(c.places, rename));
            case Clear c -> new Clear(rename.applyAsInt(c.array), c.entries);
            case Multiply m -> new Multiply(rename.applyAsInt(m.left), m.transposeLeft, rename.applyAsInt(m.right), m.transposeRight,
                    rename.applyAsInt(m.result), m.m, m.n, m.k, m.symmetric);
            case Fused f -> new Fused((Multiply) f.product.withArrays(rename), f.loops.stream().map(loop -> renamed(loop, rename)).toList());
            case Windows w -> new Windows(rename.applyAsInt(w.x), rename.applyAsInt(w.w), rename.applyAsInt(w.result), w.sum);
            case Largest l -> new Largest(rename.applyAsInt(l.operand), rename.applyAsInt(l.result), l.lines);
            case Shared s -> new Shared(rename.applyAsInt(s.operand), rename.applyAsInt(s.factors), rename.applyAsInt(s.result), s.lines, s.smallest, s.entries);
            case Rows r -> new Rows(r.operator, rename.applyAsInt(r.operand), rename.applyAsInt(r.result), r.slices, r.count, r.stride);
            case Matrix m -> new Matrix(m.operator, m.operands.stream().map(rename::applyAsInt).toList(), m.counts, rename.applyAsInt(m.result), m.n);
            case Assemble a -> new Assemble(a.operands.stream().map(rename::applyAsInt).toList(), rename.applyAsInt(a.result));
            case Powers p -> new Powers(rename.applyAsInt(p.operand), rename.applyAsInt(p.result), p.first, p.count, p.entries);
            case Sparse s -> new Sparse(rename.applyAsInt(s.result), s.coefficients, s.targets, s.operands.stream().map(rename::applyAsInt).toList(), s.places);
            case Pick p -> new Pick(rename.applyAsInt(p.operand), rename.applyAsInt(p.result), p.positions);
            case Repeat r -> new Repeat(r.counts, r.bodies, r.operands.stream().map(rename::applyAsInt).toList(), r.ends, rename.applyAsInt(r.result), r.rounds);
        };
    }

    private static Loop renamed(Loop loop, IntUnaryOperator rename) {
        return new Loop(loop.sizes, loop.outer, loop.reads.stream().map(read -> renamed(read, rename)).toList(), loop.body, renamed(loop.write, rename));
    }

    private static Access renamed(Access access, IntUnaryOperator rename) {
        return new Access(rename.applyAsInt(access.array), access.offset, access.strides);
    }

    /** Floating-point operations, a call counting as one. A multiplication with an addition counts two. */
    default long operations() {
        return switch (this) {
            case Loop l -> l.iterations() * operationsOnce(l);
            case Extremes e -> (long) e.slices * e.count;
            case Shares s -> 0;
            case Chosen c -> c.iterations() * operationsOnce(c.loop);
            case Clear c -> 0;
            case Multiply m -> m.symmetric ? (m.n + 1L) * m.n * m.k : 2L * m.m * m.n * m.k;
            case Fused f -> f.product.operations() + f.loops.stream().mapToLong(Loop::operations).sum();
            case Windows w -> w.sum.operations();
            case Largest l -> (long) l.lines.count() * l.lines.line().size();
            case Shared s -> 2L * s.lines.count() * s.lines.line().size();
            case Rows r -> 2L * r.slices * r.count;
            case Matrix m -> 2L * m.n * m.n * m.n;
            case Assemble a -> 0;
            case Pick p -> 0;
            case Powers p -> (long) PowerTable.OPERATIONS * p.count * p.entries;
            case Sparse s -> (1L + s.operands.size()) * s.targets.length;
            case Repeat r -> r.rounds * r.bodies.stream().flatMap(body -> body.steps().stream()).mapToLong(Step::operations).sum();
        };
    }

    private static long operationsOnce(Loop loop) {
        return loop.body.instructions().stream().filter(instruction -> !instruction.isLeaf()).count() + (loop.sums() ? 1 : 0);
    }

    /** One line: {@code a9[128, 10] = sum over [3] of v0 * v1 …}. */
    default String text() {
        return switch (this) {
            case Loop l -> "a" + l.write.array + " = " + (l.sums() ? "sum over " + l.sizes.subList(l.outer, l.sizes.size()) + " for " : "for ")
                    + l.sizes.subList(0, l.outer) + ": " + bodyText(l);
            case Clear c -> "a" + c.array + " = 0";
            case Extremes e -> "a" + e.result + " = places of the " + (e.smallest ? "smallest" : "largest") + " of a" + e.operand + ", " + e.slices + " of " + e.count;
            case Shares s -> "a" + s.result + " = shares at a" + s.extremes;
            case Chosen c -> c.loop.text() + ", at a" + c.places.array + " along axis " + (c.axis + 1);
            case Multiply m -> name(m.result) + " = a" + m.left + (m.transposeLeft ? "'" : "") + "*a" + m.right + (m.transposeRight ? "'" : "") + ", "
                    + m.m + "x" + m.k + "x" + m.n + (m.symmetric ? ", symmetric" : "");
            case Fused f -> f.product.text() + f.loops.stream().map(loop -> "; on each block of it, " + loop.text()).collect(Collectors.joining());
            case Windows w -> "a" + w.result + " = sums over windows of a" + w.x + " with a" + w.w + ", " + w.sum.text();
            case Largest l -> "a" + l.result + " = largest of each of " + l.lines.count() + " lines of " + l.lines.line().size() + " of a" + l.operand;
            case Shared s -> "a" + s.result + " = a" + s.factors + " at the " + (s.smallest ? "smallest" : "largest") + " of each of " + s.lines.count() + " lines of "
                    + s.lines.line().size() + " of a" + s.operand;
            case Rows r -> "a" + r.result + " = " + r.operator.name() + "(a" + r.operand + "), " + r.slices + " of " + r.count;
            case Matrix m -> "a" + m.result + " = " + m.operator.name() + m.operands.stream().map(a -> "a" + a).toList() + ", order " + m.n;
            case Repeat r -> "a" + r.result + " = rounds" + r.counts + " of " + r.bodies.stream().map(body -> body.steps().size()).toList() + " steps "
                    + r.operands.stream().map(array -> "a" + array).toList();
            case Powers p -> "a" + p.result + " = a" + p.operand + " ^ " + p.first + ".." + (p.first + p.count - 1) + ", " + p.entries + " of each";
            case Sparse s -> "a" + s.result + " = sum of " + s.targets.length + " products with " + s.operands.stream().map(a -> "a" + a).toList();
            case Pick p -> "a" + p.result + " = a" + p.operand + " at " + p.positions.length + " places";
            case Assemble a -> "a" + a.result + " = " + a.operands.stream().map(array -> "a" + array).toList();
        };
    }

    private static String name(int array) {
        return array == BLOCK ? "block" : "a" + array;
    }

    private static String bodyText(Loop loop) {
        List<String> lines = new ArrayList<>();
        List<Instruction> instructions = loop.body.instructions();
        for (int i = 0; i < instructions.size(); i++) {
            lines.add("v" + i + " = " + (instructions.get(i) instanceof Instruction.Input input
                    ? name(loop.reads.get(input.index()).array) : instructions.get(i).text()));
        }
        return String.join("; ", lines);
    }
}
