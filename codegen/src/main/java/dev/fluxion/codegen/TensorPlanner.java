package dev.fluxion.codegen;

import dev.fluxion.codegen.TensorLowering.Lowered;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Nodes to steps: which tensors are stored, and in what order they are computed. Arrays of steps are still nodes here. */
final class TensorPlanner {
    // Heavier bodies are cut: HotSpot compiles no method over 8,000 bytes.
    private static final int HEAVIEST_BODY = 3 * LongEntries.HEAVIEST;
    // Operations that take no longer than reading an entry that was stored.
    private static final int CHEAP = 4;
    private static final int FEW_READS = 3;
    // Each part of a loop that is split has a class of its own.
    private static final int MOST_PARTS = 9;

    private final NodeTable table;
    private final List<Integer> roots;
    private final boolean[] needed;
    private final int[] entriesRead; // in whose place nothing larger is read
    private final boolean[] summed; // in a loop that must not be split, as it adds up
    private final int[] weights; // operations of a body that computes an entry in place
    private final int[] reads; // how many entries such a body reads
    private final boolean[] cheap; // computed wherever it is used rather than stored and read
    private final Layouts layouts;
    private final BitSet stored = new BitSet();
    private final List<Step> steps = new ArrayList<>();

    private TensorPlanner(Lowered lowered) {
        table = lowered.table();
        roots = lowered.roots();
        layouts = new Layouts(table);
        needed = new boolean[table.nodes().size()];
        entriesRead = new int[needed.length];
        summed = new boolean[needed.length];
        weights = new int[needed.length];
        reads = new int[needed.length];
        cheap = new boolean[needed.length];
    }

    /** The program of lowered expressions. */
    static TensorProgram plan(Lowered lowered) {
        return plan(lowered, Map.of());
    }

    /**
     * The same, in which outputs may take the place of inputs.
     *
     * @param updates the input whose place each output should take
     */
    static TensorProgram plan(Lowered lowered, Map<Integer, Integer> updates) {
        TensorPlanner planner = new TensorPlanner(lowered);
        planner.mark();
        IntStream.range(0, planner.needed.length).filter(node -> planner.needed[node] && planner.stored.get(node)).forEach(planner::step);
        return new ArrayPlan(lowered, InPlaceUpdates.of(lowered, Epilogues.fused(planner.steps), updates)).program();
    }

    private void mark() {
        int[] uses = new int[needed.length];
        for (int root : roots) {
            needed[root] = true;
            stored.set(root);
        }
        for (int i = needed.length - 1; i >= 0; i--) {
            if (needed[i]) {
                markSources(i, uses);
            }
        }
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                decide(i, uses[i]);
                entriesRead[i] = entriesRead(i);
            }
        }
        for (int i = needed.length - 1; i >= 0; i--) {
            if (needed[i] && stored.get(i)) {
                storeWhatDoesNotFit(i);
            }
        }
    }

    private void storeWhatDoesNotFit(int number) {
        LoopBodies.unfit(table, isStoredFor(number), table.get(number)).forEach(stored::set);
        if (table.get(number) instanceof Node.Pointwise pointwise) {
            LoopBodies.splitting(table, isStoredFor(number), pointwise, MOST_PARTS).forEach(this::store);
        }
    }

    private void markSources(int number, int[] uses) {
        Node node = table.get(number);
        boolean sums = node instanceof Node.Total || node instanceof Node.Diagonal || node instanceof Node.Raised
                || summed[number] && !stored.get(number) && (node instanceof Node.Pointwise || node instanceof Node.Shift);
        for (int source : node.sources()) {
            needed[source] = true;
            // Whoever reads a shift reads its tensor.
            uses[source] += node instanceof Node.Shift ? Math.max(1, uses[number]) : 1;
            summed[source] |= sums;
        }
        storeSources(number, node);
    }

    // A shift that is stored is a copy of what is stored.
    private void store(int number) {
        stored.set(number);
        if (table.get(number) instanceof Node.Shift shift) {
            store(shift.node());
        }
    }

    private IntPredicate isStoredFor(int number) {
        return source -> source != number && stored.get(source);
    }

    private void storeSources(int number, Node node) {
        switch (node) {
            case Node.MatrixMultiply m -> m.sources().forEach(stored::set);
            case Node.Windows w -> w.sources().forEach(stored::set);
            case Node.Windowed w -> stored.set(w.node());
            case Node.Strided s -> stored.set(s.node());
            case Node.Placed p -> p.nodes().forEach(stored::set);
            case Node.Largest l -> stored.set(l.node());
            case Node.Shared s -> s.sources().forEach(stored::set);
            case Node.Shift s -> {
                if (stored.get(number) || summed[number] && !table.isWithin(s)) {
                    store(number);
                }
            }
            case Node.Rows r -> stored.set(r.node());
            case Node.Extremes e -> stored.set(e.node());
            case Node.Shares s -> stored.set(s.extremes());
            case Node.Matrix m -> m.nodes().forEach(stored::set);
            case Node.Assemble a -> a.nodes().forEach(stored::set);
            // What a larger loop repeats is computed once, before it.
            case Node.Pointwise p -> p.sources().stream().filter(source -> table.get(source).count() < p.count() && computes(source)).forEach(stored::set);
            case Node.Picked p -> stored.set(p.node());
            case Node.Repeat r -> r.nodes().forEach(stored::set);
            case Node.Given g -> { }
            case Node.Data d -> { }
            case Node.Room r -> { }
            case Node.Powers p -> stored.set(p.node());
            case Node.Sparse s -> s.nodes().forEach(stored::set);
            case Node.Total t -> { }
            case Node.Diagonal d -> { }
            case Node.Raised r -> { }
        }
    }

    private boolean computes(int node) {
        return table.get(node) instanceof Node.Pointwise pointwise && !isView(pointwise);
    }

    private void decide(int number, int uses) {
        switch (table.get(number)) {
            case Node.Pointwise node -> {
                weights[number] = weight(node);
                reads[number] = node.sources().stream().mapToInt(source -> reads[source]).sum();
                cheap[number] = operations(number) <= CHEAP && reads[number] <= FEW_READS && isArithmetic(node) && node.sources().stream()
                        .allMatch(source -> cheap[source]);
                if (uses > 1 && !isView(node) && !expands(node) && (summed[number] || !cheap[number])) {
                    stored.set(number);
                }
            }
            case Node.Shift shift when !stored.get(number) -> {
                weights[number] = stored.get(shift.node()) ? LongEntries.READ : weights[shift.node()];
                reads[number] = reads[shift.node()];
                cheap[number] = cheap[shift.node()];
            }
            case Node.Shares shares when !stored.get(number) -> {
                weights[number] = LongEntries.READ;
                reads[number] = 1;
            }
            default -> stored.set(number);
        }
        if (stored.get(number)) {
            reads[number] = 1;
            cheap[number] = true;
        }
    }

    private int operations(int number) {
        return weights[number] - LongEntries.READ * reads[number];
    }

    // The heaviest sources are stored until the body is light enough; those that had better not be, last.
    private int weight(Node.Pointwise node) {
        int own = (int) node.entry().instructions().stream().filter(instruction -> !instruction.isLeaf()).count();
        while (true) {
            int weight = own + node.sources().stream().mapToInt(source -> stored.get(source) ? LongEntries.READ : weights[source]).sum();
            if (weight <= HEAVIEST_BODY) {
                return weight;
            }
            store(node.sources().stream().filter(source -> !stored.get(source))
                    .max(Comparator.comparing((Integer source) -> !(table.get(source) instanceof Node.Pointwise p && expands(p)))
                            .thenComparing(source -> weights[source])).orElseThrow());
        }
    }

    private static boolean isView(Node.Pointwise node) {
        return node.entry().instructions().stream().allMatch(Instruction::isLeaf);
    }

    // A product or difference over more labels than any operand has, of which a sum is taken, must never be stored.
    private boolean expands(Node.Pointwise node) {
        return node.sources().stream().allMatch(source -> entriesRead[source] < node.count());
    }

    // What is cheap to compute again reads what lies under it.
    private int entriesRead(int number) {
        return !stored.get(number) && table.get(number) instanceof Node.Pointwise node && operations(number) <= CHEAP && isArithmetic(node)
                ? node.sources().stream().mapToInt(source -> entriesRead[source]).max().orElse(0) : table.get(number).count();
    }

    private static boolean isArithmetic(Node.Pointwise node) {
        return node.entry().instructions().stream().allMatch(instruction -> switch (instruction) {
            case Instruction.Number n -> true;
            case Instruction.Input i -> true;
            case Instruction.Add a -> true;
            case Instruction.Subtract s -> true;
            case Instruction.Multiply m -> true;
            case Instruction.MultiplyAdd m -> true;
            case Instruction.Negate n -> true;
            case Instruction.Divide d -> false;
            case Instruction.Root r -> false;
            case Instruction.Raise r -> false;
            case Instruction.Invoke i -> false;
            case Instruction.Evaluate e -> false;
            case Instruction.Select s -> false;
            case Instruction.Repeat r -> false;
        });
    }

    private void step(int number) {
        switch (table.get(number)) {
            case Node.Given g -> { }
            case Node.Data d -> { }
            case Node.Room r -> { }
            case Node.Pointwise p -> LoopBodies.of(table, isStoredFor(number), number, p).forEach(loop -> steps.addAll(layouts.of(loop)));
            case Node.Total t -> LoopBodies.chosen(table, stored::get, number, t).ifPresentOrElse(
                    chosen -> steps.addAll(List.of(new Step.Clear(number, t.count()), chosen)),
                    () -> steps.addAll(layouts.of(LoopBodies.of(table, stored::get, number, t))));
            case Node.Diagonal d -> {
                steps.add(new Step.Clear(number, d.count()));
                steps.add(LoopBodies.of(table, stored::get, number, d));
            }
            case Node.Raised r -> {
                LoopBodies.of(table, stored::get, number, table.copy(r.base())).forEach(loop -> steps.addAll(layouts.of(loop)));
                steps.add(LoopBodies.of(table, stored::get, number, r));
            }
            case Node.Shift s -> {
                if (!table.isWithin(s)) {
                    steps.add(new Step.Clear(number, s.count()));
                }
                steps.add(LoopBodies.of(table, number, s));
            }
            case Node.MatrixMultiply m ->
                steps.add(new Step.Multiply(m.left(), m.transposeLeft(), m.right(), m.transposeRight(), number, m.m(), m.n(), m.k(), table.isSymmetric(number)));
            case Node.Windows w -> steps.add(new Step.Windows(w.x(), w.w(), number, w.sum()));
            case Node.Windowed w -> steps.add(new Step.Pick(w.node(), number, w.lines().positions()));
            case Node.Strided s -> steps.add(LineCopies.of(number, s));
            case Node.Placed p -> {
                if (p.lines().count() * p.nodes().size() < p.count()) {
                    steps.add(new Step.Clear(number, p.count()));
                }
                steps.addAll(LineCopies.of(number, p));
            }
            case Node.Largest l -> steps.add(new Step.Largest(l.node(), number, l.lines()));
            case Node.Shared s -> steps.add(new Step.Shared(s.node(), s.factors(), number, s.lines(), s.smallest(), s.count()));
            case Node.Rows r -> steps.add(rows(number, r));
            case Node.Extremes e -> {
                int count = table.get(e.node()).dims().get(e.axis());
                steps.add(new Step.Extremes(e.node(), number, e.count() / Extremes.stored(count), count, stride(e.node(), e.axis()), e.smallest()));
            }
            case Node.Shares s -> {
                int count = s.dims().get(s.axis());
                steps.add(new Step.Shares(s.extremes(), number, s.count() / count, count, stride(number, s.axis())));
            }
            case Node.Matrix m -> steps.add(new Step.Matrix(m.operator(), m.nodes(), m.nodes().stream().map(node -> table.get(node).count()).toList(), number,
                    table.get(m.nodes().getFirst()).dims().getFirst()));
            case Node.Assemble a -> steps.add(new Step.Assemble(a.nodes(), number));
            case Node.Powers p -> steps.add(new Step.Powers(p.node(), number, p.first(), p.exponents(), table.get(p.node()).count()));
            case Node.Sparse s -> {
                steps.add(new Step.Clear(number, s.count()));
                steps.add(Step.Sparse.of(number, s));
            }
            case Node.Picked p -> steps.add(new Step.Pick(p.node(), number, p.positions()));
            case Node.Repeat r -> steps.add(new Step.Repeat(r.counts(), r.bodies(), r.nodes(), r.results(), number, rounds(r)));
        }
    }

    // Known where both ends of the range are numbers.
    private int rounds(Node.Repeat repeat) {
        int carried = repeat.counts().stream().mapToInt(Integer::intValue).sum();
        int first = repeat.nodes().get(carried);
        int last = repeat.nodes().get(carried + 1);
        return table.isNumber(first) && table.isNumber(last) ? Math.max(0, RoundCount.of(table.numberOf(first), table.numberOf(last))) : 1;
    }

    private int stride(int node, int axis) {
        return LoopBodies.strides(table.get(node).dims()).get(axis);
    }

    private Step rows(int number, Node.Rows rows) {
        List<Integer> dims = table.get(rows.node()).dims();
        int count = dims.get(rows.axis());
        int stride = LoopBodies.strides(dims).get(rows.axis());
        int slices = count > 0 ? table.get(rows.node()).count() / count : rows.operator().keepsAxis() ? 0 : rows.count();
        return new Step.Rows(rows.operator(), rows.node(), number, slices, count, stride);
    }
}
